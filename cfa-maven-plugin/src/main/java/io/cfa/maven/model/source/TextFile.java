package io.cfa.maven.model.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of this machine that people write and read: UTF-8, of at most 1 MiB. */
public final class TextFile {

    private static final int LARGEST = 1 << 20;

    private TextFile() {}

    /**
     * Reads it.
     *
     * @param next what mends a file that is not there or that this user may not read
     * @throws MalformedFileException if it cannot be read, is larger, or is not UTF-8
     */
    public static String read(Path path, String next) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new MalformedFileException(
                        path + " has more than " + LARGEST + " bytes; expected a file of a few pages",
                        "look what went into it",
                        null);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedFileException(path + " is not UTF-8", "save it as UTF-8", e);
        } catch (IOException e) {
            throw new MalformedFileException(
                    path + " cannot be read (" + e.getClass().getSimpleName() + ")", next, e);
        }
    }
}

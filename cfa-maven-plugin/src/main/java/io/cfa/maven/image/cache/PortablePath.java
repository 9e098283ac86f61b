package io.cfa.maven.image.cache;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * The name of a file as its bytes on the disk say it, in UTF-8 and with slashes. {@link Path#toString()} is what the locale of this process makes
 * of them: in {@code LC_ALL=C} another name, which an image would keep, and the same one for two files.
 */
public final class PortablePath {

    private static final int HEX = 2;

    private PortablePath() {}

    /**
     * The name of a file below a directory.
     *
     * @throws ImageException if its bytes are no UTF-8, or the locale of this process has no such letters: jib, which packs layers, would need them
     */
    public static String relative(Path directory, Path file) {
        String text = directory.relativize(file).toString().replace('\\', '/');
        return isAscii(text)
                ? text
                : said(exact(file).substring(exact(directory).length()).replaceFirst("^/", ""));
    }

    private static String said(String name) {
        try {
            Path.of(name);
            return name;
        } catch (InvalidPathException e) {
            throw new ImageException(
                    "the file " + name + " has a name that cannot be said in the locale of this process ("
                            + System.getProperty("sun.jnu.encoding") + "). Next: run Maven with LC_ALL=C.UTF-8",
                    e);
        }
    }

    /** Whether a name reads the same in every locale. */
    public static boolean isAscii(Path file) {
        return isAscii(file.toString());
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(letter -> letter < 0x80);
    }

    /** As the path's address says it, which escapes the bytes of the name. */
    private static String exact(Path file) {
        String address = file.toUri().getRawPath();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < address.length(); at++) {
            if (address.charAt(at) == '%') {
                bytes.write(HexFormat.fromHexDigits(address, at + 1, at + 1 + HEX));
                at += HEX;
            } else {
                bytes.write(address.charAt(at));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString()
                    .replaceFirst("/$", "");
        } catch (CharacterCodingException e) {
            throw new ImageException(
                    "the name of the file " + address + " is no UTF-8, and no image could hold it as it is."
                            + " Next: rename it",
                    e);
        }
    }
}

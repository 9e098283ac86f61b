package io.cfa.maven.check.files;

import io.cfa.maven.model.source.SourceLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file that anyone may have written: inside of the repository, of a sane size, plain UTF-8 with LF; or says why it is not. */
public final class SourceFile {

    private static final int LARGEST = 1 << 20;
    private static final int LONGEST_LINE = 4000;
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private final Path boundary;
    private final Findings findings;

    /** Refuses links that lead out of the boundary. */
    public SourceFile(Path boundary, Findings findings) {
        this.boundary = boundary;
        this.findings = findings;
    }

    /** Its text, without byte order mark and carriage returns; absent where no rule can read on. */
    public Optional<String> read(Path file) {
        SourceLocation top = new SourceLocation(file, 1);
        try {
            if (!isInside(file, top)) {
                return Optional.empty();
            }
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(LARGEST + 1);
            }
            if (bytes.length > LARGEST) {
                findings.add(
                        top, "has more than " + LARGEST + " bytes", "a file of a few pages", "look what went into it");
                return Optional.empty();
            }
            return plain(
                    file,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            findings.add(top, "is not UTF-8", "UTF-8", "save it as UTF-8");
        } catch (IOException e) {
            findings.add(
                    top, "cannot be read (" + e.getClass().getSimpleName() + ")", "a file", "look at its permissions");
        }
        return Optional.empty();
    }

    private boolean isInside(Path file, SourceLocation top) throws IOException {
        if (Files.isRegularFile(file)) {
            boolean inside = file.toRealPath().startsWith(boundary.toRealPath());
            if (!inside) {
                findings.add(
                        top,
                        "is a link that leads out of the repository",
                        "a file",
                        "put the file itself into its place");
            }
            return inside;
        }
        if (Files.isSymbolicLink(file)) {
            findings.add(top, "is a link that leads nowhere", "a file", "put the file itself into its place");
        } else {
            findings.add(top, Files.exists(file) ? "is no file" : "is missing", "a file", "add it");
        }
        return false;
    }

    private Optional<String> plain(Path file, String raw) {
        String text = raw;
        if (text.indexOf(BYTE_ORDER_MARK) == 0) {
            findings.add(
                    new SourceLocation(file, 1),
                    "begins with a byte order mark",
                    "plain UTF-8",
                    "save it as UTF-8 without byte order mark");
            text = text.substring(1);
        }
        int carriageReturn = text.indexOf('\r');
        if (carriageReturn >= 0) {
            findings.add(
                    new SourceLocation(file, line(text, carriageReturn)),
                    "ends with CRLF",
                    "LF",
                    "save it with LF; .gitattributes keeps it so");
            text = text.replace("\r\n", "\n").replace('\r', '\n');
        }
        int line = 1;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                line++;
                start = i + 1;
            } else if (isInvisible(c)) {
                findings.add(
                        new SourceLocation(file, line),
                        "has the invisible character " + String.format("U+%04X", (int) c),
                        "text that people can see",
                        "remove it");
                return Optional.empty();
            } else if (i - start >= LONGEST_LINE) {
                findings.add(
                        new SourceLocation(file, line),
                        "has a line of more than " + LONGEST_LINE + " characters",
                        "lines that people can read",
                        "look what went into it");
                return Optional.empty();
            }
        }
        return Optional.of(text);
    }

    private static boolean isInvisible(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\t';
            case Character.FORMAT -> c != ZERO_WIDTH_JOINER;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    private static int line(String text, int at) {
        return (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    }
}

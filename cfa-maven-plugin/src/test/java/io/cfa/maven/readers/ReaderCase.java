package io.cfa.maven.readers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One input of a reader, and what comes of it. Its file's form is told in {@code src/test/resources/readers/README.md}.
 *
 * @param place   the file and the line of the case
 * @param input   what is read
 * @param said    what the program whose file it is made of it when that was recorded
 * @param ours    what our reader makes of it by design where that is another thing
 * @param reason  why
 */
record ReaderCase(String place, String input, String said, Optional<String> ours, String reason) {

    static final String REFUSED = "refused";

    static final Path CORPUS = Path.of("src/test/resources/readers");

    /** The cases of a file: each line is one, a tab between its parts. */
    static List<ReaderCase> read(String kind) throws IOException {
        Path file = CORPUS.resolve(kind + ".txt");
        List<ReaderCase> cases = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank() || lines.get(i).startsWith("#")) {
                continue;
            }
            String[] parts = lines.get(i).split("\t", -1);
            cases.add(new ReaderCase(
                    kind + ".txt:" + (i + 1),
                    unescape(parts[0]),
                    parts.length > 1 ? parts[1] : "",
                    parts.length > 2 ? Optional.of(parts[2]) : Optional.empty(),
                    parts.length > 3 ? parts[3] : ""));
        }
        return cases;
    }

    /** What our reader must say. */
    String expected() {
        return ours.orElse(said);
    }

    static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\t", "\\t")
                .replace("\r", "\\r");
    }

    private static String unescape(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                int at = "ntr0a\\".indexOf(text.charAt(i));
                out.append(at < 0 ? "\\" + text.charAt(i) : String.valueOf("\n\t\r\0\u00a0\\".charAt(at)));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    @Override
    public String toString() {
        return place + " " + escape(input);
    }
}

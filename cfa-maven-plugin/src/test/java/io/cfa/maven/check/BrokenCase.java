package io.cfa.maven.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One broken repository of the corpus in {@code src/test/resources/check/broken}, whose form is told in its README.
 *
 * @param name     what is broken
 * @param edits    how
 * @param expected every finding
 */
record BrokenCase(String name, List<Edit> edits, List<String> expected) {

    private static final Pattern ESCAPE = Pattern.compile("\\\\(t|r|u([0-9A-F]{4}))");

    /**
     * A place of a file, and what comes into it.
     *
     * @param file        the file's short name
     * @param search      the text to replace; nothing stands for the whole file
     * @param replacement what comes there
     */
    record Edit(String file, String search, String replacement) {}

    static List<BrokenCase> read(Path directory) throws IOException {
        List<BrokenCase> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".txt"))
                    .sorted()
                    .toList()) {
                String topic = file.getFileName().toString().replace(".txt", ": ");
                for (String block : Files.readString(file).split("(?m)^== ")) {
                    if (!block.isBlank()) {
                        cases.add(parse(topic, block.lines().toList()));
                    }
                }
            }
        }
        return cases;
    }

    private static BrokenCase parse(String topic, List<String> lines) {
        List<Edit> edits = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        List<String> search = new ArrayList<>();
        List<String> replacement = new ArrayList<>();
        String file = "";
        for (String line : lines.subList(1, lines.size())) {
            String text = line.length() < 2 ? "" : line.substring(2);
            boolean edited = !replacement.isEmpty() && !line.startsWith("+") && !line.startsWith("=");
            if (edited) {
                edits.add(new Edit(file, String.join("\n", search), unescape(String.join("\n", replacement))));
                search.clear();
                replacement.clear();
            }
            switch (line.isEmpty() ? ' ' : line.charAt(0)) {
                case '@' -> file = text;
                case '-' -> search.add(text);
                case '+', '=' -> replacement.add(text);
                case '>' -> expected.add(text);
                default -> {
                    // the empty line behind a case
                }
            }
        }
        if (!replacement.isEmpty()) {
            edits.add(new Edit(file, String.join("\n", search), unescape(String.join("\n", replacement))));
        }
        return new BrokenCase(topic + lines.get(0), edits, expected);
    }

    private static String unescape(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        switch (match.group(1).charAt(0)) {
                            case 't' -> "\t";
                            case 'r' -> "\r";
                            default -> String.valueOf((char) Integer.parseInt(match.group(2), 16));
                        }));
    }

    void apply(Clone clone) throws IOException {
        for (Edit edit : edits) {
            if (edit.search.isEmpty()) {
                clone.write(edit.file, edit.replacement + "\n");
            } else {
                clone.replace(edit.file, edit.search, edit.replacement);
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

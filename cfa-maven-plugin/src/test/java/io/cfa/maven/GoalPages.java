package io.cfa.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The pages of the plugin's Maven site: for each goal what {@code docs/goals.md} says, and what the goal prints, as the documents show it. The lifecycle
 * of the site runs it, before the pages are rendered.
 */
public final class GoalPages {

    private static final Pattern SECTION = Pattern.compile("(?ms)^## cfa:([a-z]+)\n(.*?)(?=^## |\\z)");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```[a-z]*\n(.*?)^```\n");
    private static final String SYNC = "sync-compose-cfa2.sh";

    private final String goals;
    private final List<String> blocks = new ArrayList<>();

    /** From the directory of the documents. */
    public GoalPages(Path documents) throws IOException {
        // what other documents say is not in the site
        goals = Files.readString(documents.resolve("goals.md"))
                .replaceAll("\\[([^\\]]*)]\\([^)#:]*\\.md[^)]*\\)", "$1");
        try (Stream<Path> files = Files.walk(documents)) {
            for (Path file : files.filter(each -> each.toString().matches(".*(?<!\\.ru)\\.md"))
                    .sorted()
                    .toList()) {
                BLOCK.matcher(Files.readString(file)).results().forEach(block -> blocks.add(block.group(1)));
            }
        }
    }

    /**
     * Writes the pages, in Markdown.
     *
     * @param arguments the directory of the documents, and where the pages go
     */
    public static void main(String[] arguments) throws IOException {
        Path to = Files.createDirectories(Path.of(arguments[1]));
        for (Map.Entry<String, String> page :
                new GoalPages(Path.of(arguments[0])).pages().entrySet()) {
            Files.writeString(to.resolve(page.getKey() + ".md"), page.getValue());
        }
    }

    /** Each page by its name: the index, and one for each goal. */
    public Map<String, String> pages() {
        Map<String, String> pages = new LinkedHashMap<>();
        int first = goals.indexOf("\n## cfa:");
        pages.put("index", goals.substring(0, first).replaceAll("\\(#cfa([a-z]+)\\)", "($1.html)"));
        Matcher section = SECTION.matcher(goals);
        while (section.find()) {
            pages.put(section.group(1), page(section.group(1), section.group(2)));
        }
        return pages;
    }

    private String page(String goal, String text) {
        List<String> outputs = outputs(goal);
        return "# cfa:" + goal + "\n" + text.replace("](#common-parameters)", "](index.html#common-parameters)")
                + "\nAs Maven has it: [" + goal + "](" + goal + "-mojo.html).\n"
                + (outputs.isEmpty()
                        ? ""
                        : "\n## What it prints\n\nTaken from a run.\n\n" + String.join("\n", outputs));
    }

    /** What follows a command in the documents: in its own block, or in the block after it. */
    private List<String> outputs(String goal) {
        Pattern command = Pattern.compile("\\$ (?:\\./mvnw|mvn) (?:.* )?cfa:" + goal + "(?: .*)?"
                + (goal.equals("sync") ? "|\\$ .*" + SYNC + ".*" : ""));
        List<String> outputs = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            List<String> lines = blocks.get(i).lines().toList();
            if (!lines.isEmpty() && command.matcher(lines.get(0)).matches()) {
                String own = blocks.get(i);
                boolean answered = lines.stream().anyMatch(line -> !line.startsWith("$ "));
                if (answered || lines.size() == 1 && i + 1 < blocks.size() && isAnswer(blocks.get(i + 1))) {
                    outputs.add("```\n" + own + (answered ? "" : blocks.get(i + 1)) + "```\n");
                }
            }
        }
        return outputs;
    }

    private static boolean isAnswer(String block) {
        return block.startsWith("[INFO]") || block.startsWith("new ") || block.startsWith("changed ");
    }
}

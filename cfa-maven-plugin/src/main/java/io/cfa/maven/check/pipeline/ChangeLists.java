package io.cfa.maven.check.pipeline;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.ReactorInputs;
import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.YamlNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/** Writes the lists under {@code rules:changes} of the jobs that build services anew: each pattern on a line of its own, as it stood there. */
public final class ChangeLists {

    private static final String ITEM = "^( *)- .*";

    private ChangeLists() {}

    /**
     * The lines of a pipeline file with the lists as they must be; the same where all are so, and where the file cannot be read. What is not written with a
     * line for each item stays for a person.
     */
    public static List<String> fixed(ProjectLayout layout, List<String> lines) {
        try {
            Pipeline pipeline = new Pipeline(Pipeline.parse(layout.pipeline(), String.join("\n", lines)));
            ChangeRules rules = new ChangeRules(
                    new Findings(layout.root()),
                    pipeline,
                    ReactorInputs.read(layout.root()),
                    layout.names().pipeline().branch());
            // from the last on, so that those before it stay where they are
            Map<Integer, Edit> edits = new TreeMap<>(Comparator.reverseOrder());
            for (String job : pipeline.jobs()) {
                rules.lists(job).forEach((list, wanted) -> edit(list, wanted, lines, edits));
            }
            List<String> fixed = new ArrayList<>(lines);
            edits.values().forEach(edit -> edit.apply(fixed));
            return fixed;
        } catch (MalformedFileException e) {
            // the rules tell of it
            return lines;
        }
    }

    private record Edit(int from, int to, List<String> replacement) {

        void apply(List<String> lines) {
            List<String> replaced = lines.subList(from, to);
            replaced.clear();
            replaced.addAll(replacement);
        }
    }

    private static void edit(YamlNode list, SortedSet<String> wanted, List<String> lines, Map<Integer, Edit> edits) {
        List<YamlNode> items = list.items();
        if (items.stream().map(YamlNode::text).toList().equals(List.copyOf(wanted)) || items.isEmpty()) {
            return;
        }
        int from = items.get(0).place().line() - 1;
        int to = items.get(items.size() - 1).place().line();
        boolean isOnLines =
                to - from == items.size() && lines.subList(from, to).stream().allMatch(line -> line.matches(ITEM));
        if (isOnLines) {
            String indent = lines.get(from).replaceFirst(ITEM, "$1");
            edits.put(
                    from,
                    new Edit(
                            from,
                            to,
                            wanted.stream()
                                    .map(pattern -> indent + "- " + quoted(pattern))
                                    .toList()));
        }
    }

    /** An asterisk at the beginning would be an alias. */
    private static String quoted(String pattern) {
        return pattern.matches("[A-Za-z0-9_./][^#:\"\\\\]*")
                ? pattern
                : "\"" + pattern.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}

package io.cfa.maven.check.files;

import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.YamlNode;
import io.cfa.maven.report.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects findings, so that all are reported and not the first alone. */
public final class Findings {

    /** Nobody reads more, and a file made to have millions must not fill the memory. */
    public static final int MOST = 1000;

    private final Path root;
    private final String check;
    private final List<Violation> all;
    private final List<Violation> warnings;

    /** Findings cite files relative to a root. */
    public Findings(Path root) {
        this(root, "file", new ArrayList<>(), new ArrayList<>());
    }

    private Findings(Path root, String check, List<Violation> all, List<Violation> warnings) {
        this.root = root;
        this.check = check;
        this.all = all;
        this.warnings = warnings;
    }

    /** The same collection, for the findings of one rule. */
    public Findings of(String rule) {
        return new Findings(root, rule, all, warnings);
    }

    /** Adds one: what stands at a place, what should, and the next step. */
    public void add(SourceLocation place, String observed, String expected, String next) {
        add(all, place, observed, expected, next);
    }

    /** Adds what is no disagreement, and worth a person's look. */
    public void warn(SourceLocation place, String observed, String expected, String next) {
        add(warnings, place, observed, expected, next);
    }

    private void add(List<Violation> list, SourceLocation place, String... words) {
        if (list.size() < MOST) {
            String file = cited(place.file());
            Finding finding = new Finding(file + ":" + place.line(), words[0], words[1], words[2]);
            list.add(new Violation(check, file, place.line(), finding));
        }
    }

    /** A file, or a part of it, that no rule can read. */
    void malformed(Path file, MalformedFileException e) {
        SourceLocation place = e.place().orElse(new SourceLocation(file, 1));
        String cited = cited(place.file());
        if (all.stream()
                .anyMatch(found ->
                        found.check().equals("shape") && found.file().equals(cited) && found.line() == place.line())) {
            // told of already, and better
            return;
        }
        add(
                place,
                e.problem(),
                "a file that can be read",
                e.next().orElse("mend it") + "; other findings may come up then");
    }

    /** How a file is cited. */
    public String cited(Path file) {
        Path cited = file.startsWith(root) ? root.relativize(file) : file;
        return cited.toString().replace('\\', '/');
    }

    /** Runs a check whose file may turn out to be malformed, which is a finding too. */
    public <T> Optional<T> collect(Path file, Supplier<T> check) {
        try {
            return Optional.of(check.get());
        } catch (MalformedFileException e) {
            malformed(file, e);
            return Optional.empty();
        }
    }

    /** Runs a check of a part of a file; where the part is malformed, the rest is still checked. */
    public void collect(Path file, Runnable check) {
        collect(file, () -> {
            check.run();
            return true;
        });
    }

    /** The document of a file, if every rule can read it: a key that stands twice hides one of them. */
    public Optional<YamlNode> yaml(Path file, Supplier<YamlNode> reading) {
        Optional<YamlNode> parsed = collect(file, reading);
        List<YamlNode> repeated =
                parsed.stream().flatMap(YamlNode::repeatedKeys).toList();
        repeated.forEach(key -> add(
                key.place(),
                "\"" + key.text() + "\" stands twice",
                "each key once",
                "remove one; other findings may come up then"));
        return parsed.filter(root -> repeated.isEmpty());
    }

    /** Whether a file has none so far. */
    public boolean noneIn(Path file) {
        return all.stream().noneMatch(found -> found.file().equals(cited(file)));
    }

    /** By file and line, each once. */
    public List<Violation> sorted() {
        return sorted(all);
    }

    /** What was only warned of, in the same order. */
    public List<Violation> warnings() {
        return sorted(warnings);
    }

    private static List<Violation> sorted(List<Violation> list) {
        return list.stream()
                .sorted(Comparator.comparing(Violation::file).thenComparing(Violation::line))
                .distinct()
                .toList();
    }
}

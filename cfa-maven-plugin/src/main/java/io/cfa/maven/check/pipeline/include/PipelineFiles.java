package io.cfa.maven.check.pipeline.include;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.pipeline.condition.PipelineVariables;
import io.cfa.maven.check.pipeline.condition.RuleList;
import io.cfa.maven.check.pipeline.condition.Truth;
import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.YamlMerge;
import io.cfa.maven.model.source.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads a pipeline file with the files of the same repository that it includes, and puts them together: each over those before it, and the file
 * itself over all that it includes. What is elsewhere is not fetched.
 *
 * <p>Source: docs.gitlab.com, "CI/CD YAML syntax reference", include.
 */
public final class PipelineFiles {

    /** GitLab's own limit. */
    private static final int MAX_FILES = 150;

    private final Path root;
    private final Findings findings;
    private final Function<Path, Optional<YamlNode>> reader;
    private final PipelineVariables variables;
    private final YamlMerge merge = new YamlMerge();
    private final Set<Path> open = new TreeSet<>();
    private final Map<Path, YamlNode> files = new LinkedHashMap<>();
    private final Set<Path> named = new TreeSet<>();
    private boolean complete = true;
    private int read;

    /**
     * Reads the files of a clone.
     *
     * @param root     the root of the clone, from which includes are named
     * @param findings of includes of what is not there
     * @param reader   reads one file, and collects what is wrong with it
     * @param branch   the branch whose pipeline it is, for includes with rules
     */
    public PipelineFiles(Path root, Findings findings, Function<Path, Optional<YamlNode>> reader, String branch) {
        this.root = root;
        this.findings = findings;
        this.reader = reader;
        this.variables = PipelineVariables.ofPush(branch);
    }

    /** A file with all that it includes; absent where it cannot be read. */
    public Optional<YamlNode> read(Path file) {
        Path path = file.normalize();
        named.add(path);
        Optional<YamlNode> own = reader.apply(path);
        if (own.isEmpty()) {
            complete = false;
            return Optional.empty();
        }
        files.put(path, own.get());
        open.add(path);
        List<YamlNode> parts = new ArrayList<>();
        for (Include include : Include.of(own.get())) {
            included(include).forEach(each -> included(include, each).ifPresent(parts::add));
        }
        open.remove(path);
        parts.add(own.get());
        return parts.stream().reduce(merge::over);
    }

    /** Whether a file is among those that are named, be it one that cannot be read. */
    public boolean names(Path file) {
        return named.contains(file);
    }

    /** Each file that was read, as it stands. */
    public Map<Path, YamlNode> files() {
        return files;
    }

    /** Whether all that is included was read. */
    public boolean isComplete() {
        return complete;
    }

    private Optional<YamlNode> included(Include include, Path file) {
        if (open.contains(file)) {
            findings.add(
                    include.node().place(),
                    "includes " + include.name() + ", which includes this file",
                    "files that include one another in one direction",
                    "remove one include");
            return Optional.empty();
        }
        read++;
        if (read > MAX_FILES) {
            throw new MalformedFileException(
                    include.node().place(),
                    "includes more than " + MAX_FILES + " files, which is GitLab's limit",
                    "put some of them together");
        }
        return read(file);
    }

    private List<Path> included(Include include) {
        Optional<YamlNode> rules = include.node().isMapping() ? include.node().get("rules") : Optional.empty();
        Truth truth = rules.map(list -> new RuleList(variables).evaluate(list.items()))
                .orElse(Truth.TRUE);
        if (truth == Truth.FALSE) {
            return List.of();
        }
        if (include.namesNothing()) {
            complete = false;
            findings.add(
                    include.node().place(),
                    "an include that names no file",
                    "one of local, project, remote, template and component",
                    "mend the keyword: GitLab refuses others");
            return List.of();
        }
        if (include.local().isEmpty() || include.isOpen()) {
            warn(include, "is not in this repository");
            return List.of();
        }
        if (truth == Truth.UNKNOWN) {
            warn(include, "is under a rule that cannot be told from here");
        }
        return include.isPattern() ? matching(include) : single(include);
    }

    private void warn(Include include, String why) {
        complete = false;
        findings.warn(
                include.node().place(),
                "includes " + include.name() + ", which " + why,
                "files that can be checked here",
                "look at it there: what it defines was not checked");
    }

    private List<Path> single(Include include) {
        String name = include.local().orElseThrow().replaceFirst("^/+", "");
        if (!name.matches(".*\\.ya?ml")) {
            findings.add(
                    include.node().place(),
                    "includes " + include.name(),
                    "a file whose name ends with .yml or .yaml",
                    "mend the path: GitLab refuses others");
            complete = false;
            return List.of();
        }
        Path file = root.resolve(name).normalize();
        // GitLab knows paths from the root alone: neither ./ nor ../
        boolean plain = !name.matches("(.*/)?[.]{1,2}/.*");
        if (!plain || !file.startsWith(root) || !Files.exists(file)) {
            findings.add(
                    include.node().place(),
                    "includes " + include.name() + ", which is not there",
                    "a file of this repository, named from its root",
                    "mend the path, or add the file");
            complete = false;
            return List.of();
        }
        return List.of(file);
    }

    private List<Path> matching(Include include) {
        String fixed = include.local().orElseThrow().replaceFirst("^/+", "").replaceFirst("[^/]*\\*.*", "");
        Path top = root.resolve(fixed).normalize();
        if (!top.startsWith(root) || !Files.isDirectory(top)) {
            return List.of();
        }
        List<Path> matching = new ArrayList<>();
        try (Stream<Path> all = Files.walk(top)) {
            all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .filter(file -> include.matches(root.relativize(file)
                            .toString()
                            .replace(FileSystems.getDefault().getSeparator(), "/")))
                    .sorted()
                    .forEach(matching::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return matching;
    }
}

package io.cfa.maven.check;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.SourceFile;
import io.cfa.maven.check.files.Variables;
import io.cfa.maven.check.pipeline.Pipeline;
import io.cfa.maven.check.pipeline.PipelineRules;
import io.cfa.maven.check.pipeline.include.PipelineFiles;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the pipeline as GitLab does, from {@code .gitlab-ci.yml} on, and checks it; where that does not include the project's own file, that alone. */
final class PipelineReader {

    private final ProjectLayout layout;
    private final Findings findings;
    private final SourceFile source;
    private final Map<Path, Optional<YamlNode>> known = new HashMap<>();
    private final SortedSet<String> ownJobs = new TreeSet<>();

    PipelineReader(ProjectLayout layout, Findings findings, SourceFile source) {
        this.layout = layout;
        this.findings = findings;
        this.source = source;
    }

    /** The stage of each job; absent where the project's own file cannot be read. */
    Optional<SortedMap<String, String>> read(Optional<Variables> variables) {
        Path own = layout.pipeline();
        Optional<YamlNode> file = file(own);
        variables.ifPresent(values -> source.read(own).ifPresent(text -> ports(text, values)));
        Path entry = layout.pipelineEntry();
        PipelineFiles all = files();
        Optional<YamlNode> pipeline =
                findings.of("yaml").collect(entry, () -> all.read(entry)).flatMap(Function.identity());
        if (pipeline.isPresent() && !all.names(own)) {
            String local = findings.cited(own);
            findings.of("pipeline")
                    .add(
                            new SourceLocation(entry, 1),
                            "no include of " + local,
                            "include: [{local: " + local + "}]",
                            "add it");
        }
        if (file.isEmpty()) {
            return Optional.empty();
        }
        if (pipeline.isPresent() && all.names(own)) {
            return check(all, pipeline.get(), variables);
        }
        PipelineFiles alone = files();
        return findings.of("yaml")
                .collect(own, () -> alone.read(own))
                .flatMap(Function.identity())
                .flatMap(node -> check(alone, node, variables));
    }

    /** The jobs of the project's own file. */
    SortedSet<String> ownJobs() {
        return ownJobs;
    }

    private PipelineFiles files() {
        return new PipelineFiles(
                layout.root(),
                findings.of("pipeline"),
                this::file,
                layout.names().pipeline().branch());
    }

    private Optional<YamlNode> file(Path path) {
        if (!known.containsKey(path)) {
            known.put(path, source.read(path).flatMap(text -> findings.of("yaml")
                    .yaml(path, () -> Pipeline.parse(path, text))));
        }
        return known.get(path);
    }

    private Optional<SortedMap<String, String>> check(
            PipelineFiles files, YamlNode pipeline, Optional<Variables> variables) {
        PipelineRules rules = new PipelineRules(layout, findings.of("pipeline"), variables);
        files.files().values().forEach(rules::texts);
        Optional<SortedMap<String, String>> stages =
                findings.of("yaml").collect(layout.pipeline(), () -> rules.check(pipeline, files.isComplete()));
        stages.ifPresent(jobs -> ownJobs.addAll(jobs.keySet()));
        file(layout.pipeline())
                .ifPresent(own -> ownJobs.retainAll(
                        own.keys().stream().map(YamlNode::text).toList()));
        return stages;
    }

    private void ports(String pipeline, Variables variables) {
        Pattern number = Pattern.compile(":(" + variables.portNumber() + ")(?![0-9])");
        List<String> lines = pipeline.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher port = number.matcher(lines.get(i));
            while (port.find()) {
                if (!variables.isValue(port.group(1))) {
                    findings.of("port")
                            .add(
                                    new SourceLocation(layout.pipeline(), i + 1),
                                    "port " + port.group(1),
                                    "a port of " + Stack.ENV_FILE,
                                    "mend the number");
                }
            }
        }
    }
}

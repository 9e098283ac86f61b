package io.cfa.maven.check.pipeline;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.SourceFile;
import io.cfa.maven.check.pipeline.condition.Truth;
import io.cfa.maven.check.pipeline.include.PipelineFiles;
import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What our reader makes of a pipeline, in one line: the jobs that run on a branch, each with its stage, its needs and what it runs. */
public final class PipelineSummary {

    private PipelineSummary() {}

    /**
     * Reads the file that GitLab reads, and what it includes.
     *
     * @throws IllegalArgumentException with what is found if GitLab would refuse it
     */
    public static String of(Path root, String branch) {
        Findings findings = new Findings(root);
        SourceFile source = new SourceFile(root, findings);
        PipelineFiles files = new PipelineFiles(
                root,
                findings,
                path -> source.read(path).flatMap(text -> findings.yaml(path, () -> Pipeline.parse(path, text))),
                branch);
        Path entry = root.resolve(".gitlab-ci.yml");
        Optional<String> summary = findings.collect(entry, () -> files.read(entry)
                .map(file -> summary(file, findings, entry, files.isComplete(), branch))
                .orElse(""));
        if (!findings.sorted().isEmpty()) {
            throw new IllegalArgumentException(findings.sorted().toString());
        }
        return summary.orElse("");
    }

    private static String summary(YamlNode file, Findings findings, Path entry, boolean complete, String branch) {
        Pipeline pipeline = new Pipeline(file);
        new StructureRules(findings, pipeline, entry, complete).check();
        JobRules rules = new JobRules(pipeline, branch);
        if (rules.workflow() == Truth.FALSE) {
            return "";
        }
        return pipeline.jobs().stream()
                .filter(job -> rules.runs(job) != Truth.FALSE)
                .map(job -> job + (rules.runs(job) == Truth.UNKNOWN ? "?" : "") + "@" + pipeline.stage(job)
                        + pipeline.needs(job).stream()
                                .map(need -> " <" + need.job() + (need.optional() ? "?" : "") + ">")
                                .collect(Collectors.joining())
                        + lines(pipeline, job))
                .collect(Collectors.joining("; "));
    }

    private static String lines(Pipeline pipeline, String job) {
        return line(
                key -> pipeline.script(job, key).stream().map(YamlNode::text).toList());
    }

    /** The scripts of a job: what runs before behind a {@code <}, and what runs after before a {@code >}. */
    public static String line(Function<String, List<String>> script) {
        String before = joined(script.apply("before_script"));
        String after = joined(script.apply("after_script"));
        return " " + (before.isEmpty() ? "" : before + " < ") + joined(script.apply("script"))
                + (after.isEmpty() ? "" : " > " + after);
    }

    private static String joined(List<String> lines) {
        return lines.stream().map(String::strip).collect(Collectors.joining(" | "));
    }
}

package io.cfa.maven.check.pipeline;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.rules.Suggestion;
import io.cfa.maven.model.source.YamlNode;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What GitLab wants of every job: keywords that it knows, and something to run.
 *
 * <p>Source: docs.gitlab.com, "CI/CD YAML syntax reference", job keywords (of November 2026).
 */
final class JobKeywords {

    private static final Set<String> KNOWN = Set.of(
            "after_script",
            "allow_failure",
            "artifacts",
            "before_script",
            "cache",
            "coverage",
            "dast_configuration",
            "dependencies",
            "environment",
            "except",
            "extends",
            "hooks",
            "id_tokens",
            "identity",
            "image",
            "inherit",
            "input",
            "inputs",
            "interruptible",
            "manual_confirmation",
            "needs",
            "only",
            "pages",
            "parallel",
            "publish",
            "release",
            "resource_group",
            "retry",
            "rules",
            "run",
            "script",
            "secrets",
            "services",
            "stage",
            "start_in",
            "tags",
            "timeout",
            "trigger",
            "type",
            "variables",
            "when");

    private final Findings findings;
    private final Pipeline pipeline;

    JobKeywords(Findings findings, Pipeline pipeline) {
        this.findings = findings;
        this.pipeline = pipeline;
    }

    /** Checks a job that runs. */
    void check(String job) {
        for (YamlNode key : pipeline.body(job).keys()) {
            if (!KNOWN.contains(key.text())) {
                findings.add(
                        key.place(),
                        "the keyword " + key.text() + " of " + job + ", which GitLab does not know",
                        Suggestion.of(key.text(), KNOWN).orElse("a keyword of a job"),
                        "mend the name");
            }
        }
        if (Stream.of("script", "trigger", "run")
                        .allMatch(key -> pipeline.property(job, key).isEmpty())
                && !pipeline.body(job).scalars().map(YamlNode::tag).anyMatch("!reference"::equals)) {
            findings.add(pipeline.place(job), job + " has nothing to run", "a script, or a trigger", "add it");
        }
    }
}

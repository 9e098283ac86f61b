package io.cfa.maven.check.pipeline;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.model.source.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a keyword of a job wants beside it: a need a job, a delay its length, a rule's needs jobs of the pipeline.
 *
 * <p>Source: docs.gitlab.com, "CI/CD YAML syntax reference", needs, rules:needs, start_in.
 */
final class CompletenessRules {

    private final Findings findings;
    private final Pipeline pipeline;
    private final boolean complete;

    CompletenessRules(Findings findings, Pipeline pipeline, boolean complete) {
        this.findings = findings;
        this.pipeline = pipeline;
        this.complete = complete;
    }

    void check(String job) {
        items(job, "needs")
                .filter(need ->
                        need.get("job").isEmpty() && need.get("pipeline").isEmpty())
                .forEach(need -> findings.add(
                        need.place(), "a need of " + job + " that names no job", "job: and its name", "add it"));
        pipeline.needsOfRules(job).stream()
                .filter(need -> complete && !need.optional() && !need.job().contains("$"))
                .filter(need -> pipeline.found(need.job()).isEmpty())
                .forEach(need -> findings.add(
                        need.node().place(),
                        job + " needs " + need.job() + " by a rule",
                        "a job of the pipeline",
                        "mend the name"));
        boolean told = pipeline.property(job, "start_in").isPresent();
        pipeline.property(job, "when").filter(when -> !told).ifPresent(when -> delayed(job, when));
        items(job, "rules")
                .filter(rule -> rule.get("start_in").isEmpty() && !told)
                .flatMap(rule -> rule.get("when").stream())
                .forEach(when -> delayed(job, when));
    }

    private Stream<YamlNode> items(String job, String key) {
        Optional<YamlNode> list = pipeline.property(job, key).filter(YamlNode::isList);
        return list.map(pipeline::items).orElse(List.of()).stream().filter(YamlNode::isMapping);
    }

    private void delayed(String job, YamlNode when) {
        if (!when.isMapping() && !when.isList() && when.text().equals("delayed")) {
            findings.add(
                    when.place(),
                    job + " is delayed, and nothing says for how long",
                    "start_in: and a time",
                    "add it: GitLab refuses it");
        }
    }
}

package io.cfa.maven.check.pipeline;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ReactorInputs;
import io.cfa.maven.model.source.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What must hold of {@code rules:changes}: that of a job that builds a service lists what its image is made of, and takes the job out of no pipeline of the
 * branch that is rolled out.
 *
 * <p>Source: docs.gitlab.com, "CI/CD YAML syntax reference", rules:changes: without a push, as in a schedule, for a tag or a new branch, it always holds.
 */
final class ChangeRules {

    private static final String FIX = "./mvnw cfa:check -Dcfa.fix";
    private static final String BUILD = "build-";

    private final Findings findings;
    private final Pipeline pipeline;
    private final ReactorInputs inputs;
    private final String branch;

    ChangeRules(Findings findings, Pipeline pipeline, ReactorInputs inputs, String branch) {
        this.findings = findings;
        this.pipeline = pipeline;
        this.inputs = inputs;
        this.branch = branch;
    }

    /** The lists of changes of a job, each with what should stand in it, where the job builds a service whose inputs are known. */
    Map<YamlNode, SortedSet<String>> lists(String job) {
        Map<YamlNode, SortedSet<String>> lists = new LinkedHashMap<>();
        if (job.startsWith(BUILD)) {
            inputs.patterns(job.substring(BUILD.length())).ifPresent(wanted -> rules(job)
                    .forEach(rule -> list(rule).ifPresent(list -> lists.put(list, wanted))));
        }
        return lists;
    }

    void check(String job) {
        lists(job).forEach((list, wanted) -> compare(job, list, wanted));
        for (YamlNode rule : rules(job)) {
            if (rule.get("changes").isPresent() && rule.get("if").isEmpty()) {
                findings.warn(
                        rule.place(),
                        job + " has a rule of changes alone, which holds in every pipeline without a push",
                        "an if beside it, such as $CI_PIPELINE_SOURCE == \"merge_request_event\"",
                        "add it: a schedule, a tag and a branch that is new change everything for GitLab");
            }
        }
        if (!lists(job).isEmpty() && new JobRules(pipeline, branch).mayBeLeftOut(job)) {
            findings.add(
                    pipeline.property(job, "rules").orElseThrow().place(),
                    job + " is not in every pipeline of " + branch + ", as its rules ask what changed",
                    "a job in each, or a commit has no image of it: after a pipeline that failed, what changed is told of one push only",
                    "remove changes from the rule for " + branch
                            + ": the job plugin gives a service that did not change its image in seconds (cfa:retag)");
        }
    }

    private void compare(String job, YamlNode list, SortedSet<String> wanted) {
        List<YamlNode> items = pipeline.items(list);
        List<String> found = items.stream().map(YamlNode::text).toList();
        wanted.stream()
                .filter(pattern -> !found.contains(pattern))
                .forEach(pattern -> findings.add(
                        list.place(),
                        job + " is not built where " + pattern + " changes",
                        pattern + " under changes: its image is made of that",
                        FIX));
        items.stream()
                .filter(item -> !wanted.contains(item.text()))
                .forEach(item -> findings.add(
                        item.place(),
                        job + " is built where " + item.text() + " changes",
                        "what its image is made of: its module, the modules in it, the POMs above, and the plugin",
                        FIX));
    }

    private List<YamlNode> rules(String job) {
        return pipeline.property(job, "rules").filter(YamlNode::isList).map(pipeline::items).orElse(List.of()).stream()
                .filter(YamlNode::isMapping)
                .toList();
    }

    private static Optional<YamlNode> list(YamlNode rule) {
        return rule.get("changes")
                .flatMap(changes -> changes.isMapping() ? changes.get("paths") : Optional.of(changes))
                .filter(YamlNode::isList);
    }
}

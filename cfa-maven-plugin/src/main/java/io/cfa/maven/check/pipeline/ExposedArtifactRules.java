package io.cfa.maven.check.pipeline;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.model.source.YamlNode;
import java.util.List;
import java.util.Optional;

/**
 * What GitLab refuses of artifacts that a merge request links to, and with them the whole pipeline.
 *
 * <p>Source: docs.gitlab.com, "CI/CD YAML syntax reference", artifacts:expose_as; GitLab's entry of artifacts, whose messages those are.
 */
final class ExposedArtifactRules {

    private static final String NAME = "\\w[-\\w ]{0,99}";

    private final Findings findings;
    private final Pipeline pipeline;

    ExposedArtifactRules(Findings findings, Pipeline pipeline) {
        this.findings = findings;
        this.pipeline = pipeline;
    }

    void check(String job) {
        Optional<YamlNode> artifacts = pipeline.property(job, "artifacts").filter(YamlNode::isMapping);
        Optional<YamlNode> exposed = artifacts.flatMap(node -> node.get("expose_as"));
        exposed.ifPresent(name -> check(job, name, artifacts.orElseThrow().get("paths")));
    }

    private void check(String job, YamlNode name, Optional<YamlNode> paths) {
        if (!name.isMapping() && !name.isList() && !name.text().matches(NAME)) {
            findings.add(
                    name.place(),
                    "artifacts of " + job + " are exposed as \"" + name.text() + "\"",
                    "letters, digits, -, _ and spaces, at most 100",
                    "rename it: GitLab refuses the pipeline");
        }
        List<YamlNode> each =
                paths.filter(YamlNode::isList).map(pipeline::items).orElse(List.of());
        if (each.isEmpty()) {
            findings.add(
                    name.place(),
                    "artifacts of " + job + " are exposed, and there are no paths",
                    "paths: beside expose_as:",
                    "name what is exposed");
        }
        each.stream()
                .filter(path ->
                        !path.isMapping() && !path.isList() && path.text().contains("*"))
                .forEach(path -> findings.add(
                        path.place(),
                        "artifacts of " + job + " are exposed, and a path of theirs is \"" + path.text() + "\"",
                        "paths without *",
                        "name the file or the directory: GitLab refuses the pipeline"));
    }
}

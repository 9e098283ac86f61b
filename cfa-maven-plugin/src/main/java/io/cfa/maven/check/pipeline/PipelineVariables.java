package io.cfa.maven.check.pipeline;

import io.cfa.maven.model.source.YamlNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The variables of a pipeline that a push to a branch starts, as far as its file and GitLab's documentation tell them.
 *
 * <p>Source: docs.gitlab.com, "Predefined CI/CD variables reference".
 */
final class PipelineVariables {

    /** The branch of development is another; what it is called is not known, and no matter. */
    private static final String DEFAULT_BRANCH = "main";

    /** What only pipelines of other kinds have. */
    private static final Pattern NOT_OF_A_PUSH =
            Pattern.compile("CI_(MERGE_REQUEST|EXTERNAL_PULL_REQUEST)_.*|CI_COMMIT_TAG(_.*)?");

    private static final Set<String> TRUE = Set.of("CI", "GITLAB_CI");

    private final Map<String, Optional<String>> known = new HashMap<>();

    PipelineVariables(String branch, Optional<YamlNode> global) {
        global.filter(YamlNode::isMapping).ifPresent(all -> all.entries().forEach(entry -> {
            Optional<YamlNode> value =
                    entry.getValue().isMapping() ? entry.getValue().get("value") : Optional.of(entry.getValue());
            value.filter(node -> !node.isMapping() && !node.isList())
                    .map(YamlNode::text)
                    .filter(text -> !text.contains("$"))
                    .ifPresent(text -> known.put(entry.getKey().text(), Optional.of(text)));
        }));
        known.put("CI_COMMIT_BRANCH", Optional.of(branch));
        known.put("CI_COMMIT_REF_NAME", Optional.of(branch));
        known.put("CI_COMMIT_REF_SLUG", Optional.of(branch));
        known.put("CI_DEFAULT_BRANCH", Optional.of(DEFAULT_BRANCH));
        known.put("CI_PIPELINE_SOURCE", Optional.of("push"));
        TRUE.forEach(name -> known.put(name, Optional.of("true")));
    }

    /** Its value; absent where it is none of these, which may be set in the project's settings. */
    Optional<RuleOperand> get(String name) {
        if (NOT_OF_A_PUSH.matcher(name).matches()) {
            return Optional.of(RuleOperand.NOTHING);
        }
        return Optional.ofNullable(known.get(name)).map(RuleOperand::new);
    }
}

package io.cfa.maven.check.pipeline.condition;

import io.cfa.maven.model.source.YamlNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The variables of a pipeline that a push to a branch starts, as far as its file and GitLab's documentation tell them.
 *
 * <p>Source: docs.gitlab.com, "Predefined CI/CD variables reference", "CI/CD variables" (precedence: what a file sets wins over what GitLab does).
 */
public final class PipelineVariables {

    /** The branch of development is another; what it is called is not known, and no matter. */
    private static final String DEFAULT_BRANCH = "main";

    /** GitLab cuts a slug there. */
    private static final int LONGEST_SLUG = 63;

    /** What only pipelines of other kinds have. */
    private static final Pattern NOT_OF_A_PUSH =
            Pattern.compile("CI_(MERGE_REQUEST|EXTERNAL_PULL_REQUEST)_.*|CI_COMMIT_TAG(_.*)?|CI_PIPELINE_SCHEDULE_.*");

    private final Map<String, Optional<String>> known;

    private PipelineVariables(Map<String, Optional<String>> known) {
        this.known = known;
    }

    /** What GitLab itself sets. */
    public static PipelineVariables ofPush(String branch) {
        Map<String, Optional<String>> known = new HashMap<>();
        known.put("CI_COMMIT_BRANCH", Optional.of(branch));
        known.put("CI_COMMIT_REF_NAME", Optional.of(branch));
        known.put("CI_COMMIT_REF_SLUG", Optional.of(slug(branch)));
        known.put("CI_DEFAULT_BRANCH", Optional.of(DEFAULT_BRANCH));
        known.put("CI_PIPELINE_SOURCE", Optional.of("push"));
        known.put("CI", Optional.of("true"));
        known.put("GITLAB_CI", Optional.of("true"));
        return new PipelineVariables(known);
    }

    /** The same while the project has a deploy freeze. */
    public PipelineVariables frozen() {
        PipelineVariables frozen = new PipelineVariables(new HashMap<>(known));
        frozen.known.put("CI_DEPLOY_FREEZE", Optional.of("true"));
        return frozen;
    }

    private static String slug(String branch) {
        String slug = branch.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
        return slug.substring(0, Math.min(LONGEST_SLUG, slug.length())).replaceAll("^-+|-+$", "");
    }

    /** The same with what a file sets above them; a value that cannot be told hides the one beneath. */
    public PipelineVariables with(Optional<YamlNode> variables) {
        if (variables.filter(YamlNode::isMapping).isEmpty()) {
            return this;
        }
        PipelineVariables all = new PipelineVariables(new HashMap<>(known));
        Map<String, String> set = new HashMap<>();
        for (Map.Entry<YamlNode, YamlNode> entry : variables.get().entries()) {
            String name = entry.getKey().text();
            Optional<YamlNode> value =
                    entry.getValue().isMapping() ? entry.getValue().get("value") : Optional.of(entry.getValue());
            if (value.filter(node -> node.isMapping() || node.isList()).isPresent()) {
                all.known.remove(name);
            } else {
                set.put(
                        name,
                        value.filter(node -> !node.isNothing())
                                .map(YamlNode::text)
                                .orElse(""));
            }
        }
        VariableExpansion expansion =
                new VariableExpansion(set, name -> get(name).map(PipelineVariables::text));
        set.keySet().forEach(name -> {
            Optional<String> value = expansion.value(name);
            all.known.remove(name);
            value.ifPresent(text -> all.known.put(name, value));
        });
        return all;
    }

    /** The same, but what the keys of a mapping name cannot be told. */
    PipelineVariables without(YamlNode variables) {
        PipelineVariables others = new PipelineVariables(new HashMap<>(known));
        variables.keys().forEach(name -> others.known.remove(name.text()));
        return others;
    }

    private static String text(RuleOperand operand) {
        return operand.text().orElse("");
    }

    /** Its value; absent where it is none of these, which may be set in the project's settings. */
    Optional<RuleOperand> get(String name) {
        if (known.containsKey(name)) {
            return Optional.of(new RuleOperand(known.get(name)));
        }
        return NOT_OF_A_PUSH.matcher(name).matches() ? Optional.of(RuleOperand.NOTHING) : Optional.empty();
    }
}

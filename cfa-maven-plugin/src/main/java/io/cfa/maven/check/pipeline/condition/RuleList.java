package io.cfa.maven.check.pipeline.condition;

import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the first rule of a list that holds lets something run.
 *
 * <p>Source: docs.gitlab.com, "CI/CD YAML syntax reference", rules.
 */
public final class RuleList {

    private static final Set<String> NEVER = Set.of("never");
    private static final Set<String> NOT_BY_ITSELF = Set.of("never", "manual");

    private final PipelineVariables variables;

    /** Conditions are read with these variables. */
    public RuleList(PipelineVariables variables) {
        this.variables = variables;
    }

    /**
     * Evaluates the list; where none holds, nothing runs.
     *
     * @throws MalformedFileException where a condition is none
     */
    public Truth evaluate(List<YamlNode> rules) {
        return evaluate(rules, NEVER, "");
    }

    /**
     * Evaluates whether the list lets something begin without a person.
     *
     * @param usual when it begins where a rule does not say
     * @throws MalformedFileException where a condition is none
     */
    public Truth beginsByItself(List<YamlNode> rules, String usual) {
        return evaluate(rules, NOT_BY_ITSELF, usual);
    }

    private Truth evaluate(List<YamlNode> rules, Set<String> notThen, String usual) {
        boolean mayRun = false;
        boolean mayNot = false;
        Truth holds = Truth.FALSE;
        for (YamlNode rule : rules) {
            holds = rule.get("if").map(this::condition).orElse(Truth.TRUE);
            if (rule.get("changes").isPresent() || rule.get("exists").isPresent()) {
                holds = holds.and(Truth.UNKNOWN);
            }
            boolean runs =
                    !notThen.contains(rule.get("when").map(YamlNode::text).orElse(usual));
            mayRun |= runs && holds != Truth.FALSE;
            mayNot |= !runs && holds != Truth.FALSE;
            if (holds == Truth.TRUE) {
                break;
            }
        }
        return !mayRun ? Truth.FALSE : mayNot || holds != Truth.TRUE ? Truth.UNKNOWN : Truth.TRUE;
    }

    /** The variables with those that the rule sets which holds; where that cannot be told, without those that one of several may set. */
    public PipelineVariables variables(List<YamlNode> rules) {
        PipelineVariables all = variables;
        boolean told = true;
        for (YamlNode rule : rules) {
            Truth holds = evaluate(List.of(rule));
            Optional<YamlNode> set = rule.get("variables").filter(YamlNode::isMapping);
            if (holds == Truth.TRUE && told) {
                return all.with(set);
            }
            if (holds != Truth.FALSE) {
                told = false;
                all = set.isPresent() ? all.without(set.get()) : all;
            }
            if (holds == Truth.TRUE) {
                break;
            }
        }
        return all;
    }

    /**
     * Evaluates one condition.
     *
     * @throws MalformedFileException where it is none
     */
    public Truth condition(YamlNode condition) {
        // what stands elsewhere is a list of names here
        return condition.isList()
                ? Truth.UNKNOWN
                : condition.at(() -> RuleExpression.evaluate(condition.text(), variables));
    }
}

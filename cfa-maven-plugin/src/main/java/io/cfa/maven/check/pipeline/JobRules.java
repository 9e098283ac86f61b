package io.cfa.maven.check.pipeline;

import io.cfa.maven.model.source.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a job runs in the pipeline that a push to a branch starts, by its {@code rules}, {@code only} and {@code except}.
 *
 * <p>Source: docs.gitlab.com, "CI/CD YAML syntax reference", rules, only / except.
 */
final class JobRules {

    private static final Set<String> ANY_PUSH = Set.of("branches", "pushes");

    private final Pipeline pipeline;
    private final String branch;
    private final PipelineVariables variables;

    JobRules(Pipeline pipeline, String branch) {
        this.pipeline = pipeline;
        this.branch = branch;
        this.variables = new PipelineVariables(branch, pipeline.keyword("variables"));
    }

    /**
     * Whether a job runs; without rules every job does.
     *
     * @throws io.cfa.maven.model.source.MalformedFileException where a condition is none
     */
    Truth runs(String job) {
        Optional<YamlNode> rules = pipeline.property(job, "rules");
        if (rules.isPresent()) {
            return rules(rules.get());
        }
        Optional<YamlNode> only = pipeline.property(job, "only");
        Optional<YamlNode> except = pipeline.property(job, "except");
        return only.map(this::filter)
                .orElse(Truth.TRUE)
                .and(except.map(this::filter).orElse(Truth.FALSE).not());
    }

    /** Whether the first of the rules that holds lets it run. */
    Truth rules(YamlNode rules) {
        boolean mayRun = false;
        boolean mayNot = false;
        Truth holds = Truth.FALSE;
        for (YamlNode rule : pipeline.items(rules)) {
            holds = rule.get("if").map(this::condition).orElse(Truth.TRUE);
            if (rule.get("changes").isPresent() || rule.get("exists").isPresent()) {
                holds = holds.and(Truth.UNKNOWN);
            }
            boolean runs =
                    rule.get("when").map(when -> !when.text().equals("never")).orElse(true);
            mayRun |= runs && holds != Truth.FALSE;
            mayNot |= !runs && holds != Truth.FALSE;
            if (holds == Truth.TRUE) {
                break;
            }
        }
        // where none holds, it does not run
        return !mayRun ? Truth.FALSE : mayNot || holds != Truth.TRUE ? Truth.UNKNOWN : Truth.TRUE;
    }

    private Truth condition(YamlNode condition) {
        // what stands elsewhere by !reference is a text too, or nothing that can be read here
        return condition.isList()
                ? Truth.UNKNOWN
                : condition.at(() -> RuleExpression.evaluate(condition.text(), variables));
    }

    /** Whether {@code only} or {@code except} holds: one of the refs, and one of the variables. */
    private Truth filter(YamlNode filter) {
        if (!filter.isMapping()) {
            return refs(filter);
        }
        Truth truth = filter.get("refs").map(this::refs).orElse(Truth.TRUE);
        Optional<YamlNode> conditions = filter.get("variables");
        if (conditions.isPresent()) {
            Truth one = Truth.FALSE;
            for (YamlNode condition : pipeline.items(conditions.get())) {
                one = one.or(condition(condition));
            }
            truth = truth.and(one);
        }
        boolean more =
                filter.get("changes").isPresent() || filter.get("kubernetes").isPresent();
        return more ? truth.and(Truth.UNKNOWN) : truth;
    }

    private Truth refs(YamlNode refs) {
        List<YamlNode> all = refs.isList() ? pipeline.items(refs) : List.of(refs);
        return Truth.of(all.stream().anyMatch(this::isRef));
    }

    private boolean isRef(YamlNode node) {
        // behind an @ stands the project that it is of
        String ref = node.text().replaceFirst("@[^/]+(/[^/]+)+$", "");
        return ref.startsWith("/")
                ? node.at(() -> RuleExpression.find(ref, branch))
                : ref.equals(branch) || ANY_PUSH.contains(ref);
    }
}

package io.cfa.maven.check.pipeline;

import io.cfa.maven.check.pipeline.condition.PipelineVariables;
import io.cfa.maven.check.pipeline.condition.RuleExpression;
import io.cfa.maven.check.pipeline.condition.RuleList;
import io.cfa.maven.check.pipeline.condition.Truth;
import io.cfa.maven.model.source.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a job runs in the pipeline that a push to a branch starts, by its {@code rules}, {@code only} and {@code except}, and whether there is
 * such a pipeline at all.
 *
 * <p>Source: docs.gitlab.com, "CI/CD YAML syntax reference", workflow, rules, only / except.
 */
final class JobRules {

    private static final Set<String> ANY_PUSH = Set.of("branches", "pushes");

    private final Pipeline pipeline;
    private final String branch;
    private final PipelineVariables outer;
    private final PipelineVariables variables;

    JobRules(Pipeline pipeline, String branch) {
        this(pipeline, branch, PipelineVariables.ofPush(branch));
    }

    private JobRules(Pipeline pipeline, String branch, PipelineVariables predefined) {
        this.pipeline = pipeline;
        this.branch = branch;
        this.outer = predefined.with(pipeline.keyword("variables"));
        this.variables = workflowRules()
                .map(rules -> new RuleList(outer).variables(rules))
                .orElse(outer);
    }

    /** The same while the project has a deploy freeze. */
    static JobRules frozen(Pipeline pipeline, String branch) {
        return new JobRules(pipeline, branch, PipelineVariables.ofPush(branch).frozen());
    }

    private Optional<List<YamlNode>> workflowRules() {
        return pipeline.keyword("workflow")
                .filter(YamlNode::isMapping)
                .flatMap(workflow -> workflow.get("rules"))
                .filter(rules -> !rules.isNothing())
                .map(pipeline::items);
    }

    /** Whether the workflow makes a pipeline. */
    Truth workflow() {
        return workflowRules().map(rules -> new RuleList(outer).evaluate(rules)).orElse(Truth.TRUE);
    }

    /**
     * Whether a job runs; without rules every job does.
     *
     * @throws io.cfa.maven.model.source.MalformedFileException where a condition is none
     */
    Truth runs(String job) {
        RuleList list = new RuleList(variables.with(pipeline.property(job, "variables")));
        Optional<YamlNode> rules = pipeline.property(job, "rules");
        if (rules.isPresent()) {
            return list.evaluate(pipeline.items(rules.get()));
        }
        Optional<YamlNode> only = pipeline.property(job, "only");
        Optional<YamlNode> except = pipeline.property(job, "except");
        return only.map(filter -> holds(filter, list))
                .orElse(Truth.TRUE)
                .and(except.map(filter -> holds(filter, list))
                        .orElse(Truth.FALSE)
                        .not());
    }

    /** Whether a job begins without a person. */
    Truth beginsByItself(String job) {
        String usual = pipeline.property(job, "when").map(YamlNode::text).orElse("");
        Optional<YamlNode> rules = pipeline.property(job, "rules");
        Truth begins = rules.isPresent()
                ? new RuleList(variables.with(pipeline.property(job, "variables")))
                        .beginsByItself(pipeline.items(rules.get()), usual)
                : usual.equals("manual") ? Truth.FALSE : runs(job);
        return begins.and(workflow());
    }

    /** Whether what a push changed decides that a job is not in the branch's pipeline. */
    boolean mayBeLeftOut(String job) {
        RuleList list = new RuleList(variables.with(pipeline.property(job, "variables")));
        Optional<YamlNode> rules = pipeline.property(job, "rules").filter(YamlNode::isList);
        if (rules.isEmpty() || runs(job) != Truth.UNKNOWN) {
            return false;
        }
        for (YamlNode rule : pipeline.items(rules.get())) {
            Truth holds = rule.get("if").map(list::condition).orElse(Truth.TRUE);
            if (rule.get("changes").isPresent() && holds != Truth.FALSE) {
                return true;
            }
            if (holds == Truth.TRUE) {
                return false;
            }
        }
        return false;
    }

    /** Whether {@code only} or {@code except} holds: one of the refs, and one of the variables. */
    private Truth holds(YamlNode filter, RuleList list) {
        if (!filter.isMapping()) {
            return refs(filter);
        }
        Truth truth = filter.get("refs").map(this::refs).orElse(Truth.TRUE);
        Optional<YamlNode> conditions = filter.get("variables");
        if (conditions.isPresent()) {
            Truth one = Truth.FALSE;
            for (YamlNode condition : pipeline.items(conditions.get())) {
                one = one.or(list.condition(condition));
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
        String ref = node.text().replaceFirst("@[^/]++(?:/[^/]++)++$", "");
        return ref.startsWith("/")
                ? node.at(() -> RuleExpression.find(ref, branch))
                : ref.equals(branch) || ANY_PUSH.contains(ref);
    }
}

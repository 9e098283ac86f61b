package io.cfa.maven.rollout.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * All that a goal is going to do on the host, in order; printing it is the dry run.
 *
 * @param summary what changes, a line each
 * @param steps   in order
 * @param followUps what may come after them
 */
public record Plan(List<String> summary, List<Step> steps, List<FollowUp> followUps) {

    /** Copies. */
    public Plan {
        summary = List.copyOf(summary);
        steps = List.copyOf(steps);
        followUps = List.copyOf(followUps);
    }

    /** One that nothing comes after. */
    public Plan(List<String> summary, List<Step> steps) {
        this(summary, steps, List.of());
    }

    /**
     * What is done when the steps were.
     *
     * @param when in which case, as the head of a paragraph
     * @param plan what is done then
     */
    public record FollowUp(String when, Plan plan) {}

    /** The lines that a person reads: what changes, then each command exactly as it is run. */
    public List<String> describe() {
        List<String> lines = new ArrayList<>(summary);
        for (int i = 0; i < steps.size(); i++) {
            lines.add((i + 1) + ". " + steps.get(i).title());
            lines.add("     " + steps.get(i).command()
                    + steps.get(i)
                            .command()
                            .input()
                            .map(secret -> " <<< " + secret)
                            .orElse(""));
        }
        for (FollowUp followUp : followUps) {
            lines.add(followUp.when());
            followUp.plan().describe().forEach(line -> lines.add("  " + line));
        }
        return lines;
    }
}

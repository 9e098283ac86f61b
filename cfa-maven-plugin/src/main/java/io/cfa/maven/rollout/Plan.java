package io.cfa.maven.rollout;

import java.util.ArrayList;
import java.util.List;

/**
 * All that a goal is going to do on the host, in order; printing it is the dry run.
 *
 * @param summary what changes, a line each
 * @param steps   in order
 */
public record Plan(List<String> summary, List<Step> steps) {

    /** Copies. */
    public Plan {
        summary = List.copyOf(summary);
        steps = List.copyOf(steps);
    }

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
        return lines;
    }
}

package io.cfa.maven.rollout;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.remote.Remote;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.remote.Result;
import io.cfa.maven.verify.Pacing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The one executor of plans: runs the steps in order, stops at the first that fails, and then still runs those that always run. */
final class PlanRunner {

    private final Remote host;
    private final Pacing pacing;
    private final Consumer<String> progress;

    PlanRunner(Remote host, Pacing pacing, Consumer<String> progress) {
        this.host = host;
        this.pacing = pacing;
        this.progress = progress;
    }

    /**
     * Runs a plan to its end.
     *
     * @throws RolloutException naming the step that failed and what the host is left with
     */
    void run(Plan plan) {
        List<Step> steps = plan.steps();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            try {
                run(step, (i + 1) + "/" + steps.size());
            } catch (RolloutException failure) {
                steps.subList(i + 1, steps.size()).stream()
                        .filter(Step::always)
                        .forEach(rest -> cleanUp(rest, failure));
                throw failure;
            }
        }
    }

    private void run(Step step, String number) {
        Instant begin = pacing.now();
        try {
            Result result = host.run(step.command());
            if (!result.succeeded()) {
                throw new CommandFailedException(host.name(), step.command(), result);
            }
            step.problem().apply(result).ifPresent(problem -> {
                throw new RolloutException("could not " + step.title() + ": " + problem + "\n" + step.leaves());
            });
        } catch (CommandFailedException | RemoteException e) {
            throw new RolloutException("could not " + step.title() + ": " + e.getMessage() + "\n" + step.leaves(), e);
        }
        double seconds = Duration.between(begin, pacing.now()).toMillis() / 1000.0;
        progress.accept(String.format(Locale.ROOT, "%s %s: %.1f s", number, step.title(), seconds));
    }

    private void cleanUp(Step step, RolloutException failure) {
        try {
            run(step, "afterwards");
        } catch (RolloutException another) {
            failure.addSuppressed(another);
            progress.accept(another.getMessage());
        }
    }
}

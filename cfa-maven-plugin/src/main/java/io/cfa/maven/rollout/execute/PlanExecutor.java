package io.cfa.maven.rollout.execute;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.docker.DockerCommands;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.lock.HostCommandLock;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.remote.Result;
import io.cfa.maven.report.TimedStep;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The one executor of plans: runs the steps in order, and stops at the first that fails. */
public final class PlanExecutor {

    private static final Duration RESTART = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final HostContext context;

    public PlanExecutor(HostContext context) {
        this.context = context;
    }

    /**
     * Runs a plan to its end.
     *
     * @throws RolloutException naming the step that failed and what the host is left with
     */
    public void run(Plan plan) {
        List<Step> steps = plan.steps();
        for (int i = 0; i < steps.size(); i++) {
            run(steps.get(i), (i + 1) + "/" + steps.size());
        }
    }

    private void run(Step step, String number) {
        Instant begin = context.sleeper().now();
        boolean succeeded = false;
        try {
            execute(step, number);
            succeeded = true;
        } finally {
            Duration took = Duration.between(begin, context.sleeper().now());
            context.listener().step(new TimedStep(step.title(), begin, took, succeeded));
            if (succeeded) {
                context.say(
                        String.format(Locale.ROOT, "%s %s: %.1f s", number, step.title(), took.toMillis() / 1000.0));
            }
        }
    }

    private void execute(Step step, String number) {
        try {
            Result result = ask(step, number);
            if (!result.succeeded() && HostCommandLock.is(step.command()) && engineCameBack()) {
                result = ask(step, number);
            }
            if (!result.succeeded()) {
                String overdue = HostCommandLock.overdue(step.command(), result).orElse("");
                throw failure(
                        step,
                        overdue
                                + new CommandFailedException(context.host().name(), step.command(), result)
                                        .getMessage(),
                        null);
            }
            step.problem().apply(result).ifPresent(problem -> {
                throw failure(step, problem, null);
            });
            step.told().apply(result).forEach(context.progress());
        } catch (RemoteException e) {
            throw failure(step, e.getMessage(), e);
        }
    }

    /** A step may be run twice, so that is what helps where neither the cause nor the step knows better. */
    private static RolloutException failure(Step step, String cause, Exception because) {
        String known = cause + "\n" + step.stateOnFailure();
        return new RolloutException(
                "could not " + step.title() + ": " + known
                        + (known.contains("Next: ") ? "" : " Next: mend what the host said, then run the goal again"),
                because);
    }

    private Result ask(Step step, String number) {
        return ProgressHeartbeat.during(number + " " + step.title(), context.progress(), () -> context.host()
                .run(step.command()));
    }

    /** Whether the engine was away, as while it is restarted, and is there again. */
    private boolean engineCameBack() {
        if (engineAnswers()) {
            return false;
        }
        context.say("the engine of " + context.host().name() + " does not answer; waiting up to " + RESTART.toSeconds()
                + " s for it");
        Instant deadline = context.sleeper().now().plus(RESTART);
        while (context.sleeper().now().isBefore(deadline)) {
            context.sleeper().pause(LOOK);
            if (engineAnswers()) {
                return true;
            }
        }
        return false;
    }

    private boolean engineAnswers() {
        return context.host().run(DockerCommands.version().command()).succeeded();
    }
}

package io.cfa.maven.mojo.session;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.rollout.execute.FailedRolloutException;
import io.cfa.maven.sbom.BillException;
import java.util.Set;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/**
 * Runs a goal's work, and turns the engine's exceptions into Maven's: what a user can mend becomes a {@link MojoFailureException}, whatever else
 * a {@link MojoExecutionException}, as it is a fault of ours.
 */
public final class GoalRunner {

    /** Their messages say where, what, and the next step. */
    private static final Set<Class<? extends RuntimeException>> TO_MEND = Set.of(
            MalformedFileException.class,
            IllegalArgumentException.class,
            RemoteException.class,
            CommandFailedException.class,
            ImageException.class,
            RolloutException.class,
            BillException.class,
            FailedRolloutException.class);

    private final FormerParameters former;
    private final String goal;
    private final String version;

    /** For the goal that is being executed. */
    @Inject
    public GoalRunner(FormerParameters former, MojoExecution execution) {
        this.former = former;
        this.goal = "cfa:" + execution.getGoal();
        this.version = execution.getVersion();
    }

    /** The version of the plugin that runs: {@code 1.0.0-SNAPSHOT}, or of a published one {@code 1.0.0-1a2b3c4d}. */
    public String version() {
        return version;
    }

    /**
     * Does the work, unless it is skipped.
     *
     * @throws MojoFailureException   with the message that the engine gave, and without its cause: Maven would add to the message what libraries
     *                                said, in their words; {@code -X} shows it
     * @throws MojoExecutionException with the cause, naming what to send to whom
     */
    public void run(Log log, boolean skip, Work work) throws MojoFailureException, MojoExecutionException {
        former.warn(log::warn);
        if (skip) {
            log.info("skipped by cfa.skip");
            return;
        }
        try {
            work.run();
        } catch (RuntimeException e) {
            if (TO_MEND.stream().noneMatch(type -> type.isInstance(e))) {
                throw new MojoExecutionException(
                        goal + " failed by a fault of its own: " + e
                                + ". Next: run it again with -e, and report what it prints then",
                        e);
            }
            log.debug(e);
            throw new MojoFailureException(
                    e instanceof CommandFailedException
                            ? e.getMessage() + "\nNext: run cfa:doctor, which says what keeps the host from it"
                            : e.getMessage());
        }
    }

    /** What a goal does. */
    @FunctionalInterface
    public interface Work {

        /** Does it. */
        void run() throws MojoFailureException, MojoExecutionException;
    }
}

package io.cfa.maven.mojo;

import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Remote;
import io.cfa.maven.report.Report;
import io.cfa.maven.rollout.Circumstances;
import io.cfa.maven.rollout.FailedRolloutException;
import io.cfa.maven.rollout.Plan;
import io.cfa.maven.verify.VerifyRequest;
import io.cfa.maven.verify.Witness;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that replaces containers on the host, under its lock, and verifies what runs then. */
abstract class DeployMojo extends ReleaseMojo {

    /** Whether to print what would be run on the host, and change nothing. */
    @Parameter(property = "cfa.dryRun", defaultValue = "false")
    private boolean dryRun;

    /** For how many seconds another rollout is waited for. */
    @Parameter(property = "cfa.lockWait", defaultValue = "600")
    private int lockWait;

    /** For how many seconds no container may restart or be replaced. */
    @Parameter(property = "cfa.watch", defaultValue = "20")
    private int watch;

    /** For how many seconds containers that are still starting are waited for. */
    @Parameter(property = "cfa.patience", defaultValue = "180")
    private int patience;

    /** The user, for the lock and the release log; else that of this machine. */
    @Parameter(property = "cfa.who", defaultValue = "${env.GITLAB_USER_LOGIN}")
    private String who;

    /** The URL of the job, for the lock and the release log. */
    @Parameter(property = "cfa.job", defaultValue = "${env.CI_JOB_URL}")
    private String job;

    /** Where the report of a release that failed is put, and stays while the host goes back. */
    @Parameter(property = "cfa.failedEvidence", defaultValue = "${session.executionRootDirectory}/target/cfa/failed")
    private File evidence;

    final Circumstances circumstances() {
        String user = Optional.ofNullable(who).filter(name -> !name.isBlank()).orElse(System.getProperty("user.name"));
        return Circumstances.of(user).pipeline(job).lockWait(Duration.ofSeconds(lockWait));
    }

    final VerifyRequest verification(Stack stack, Map<String, Digest> expected) {
        return new VerifyRequest(stack, Set.of(), expected, Duration.ofSeconds(patience), Duration.ofSeconds(watch));
    }

    /** Prints the plan, or does it and shows what was verified. */
    final void run(Supplier<Plan> plan, Supplier<Report> work) throws MojoFailureException {
        if (dryRun) {
            plan.get().describe().forEach(getLog()::info);
            return;
        }
        try {
            Reports.show(work.get(), Colours.wanted(session), getLog());
        } catch (FailedRolloutException e) {
            // what failed, and what became of it, was shown when it happened
            throw new MojoFailureException(e.getMessage(), e);
        }
    }

    /** Keeps what failing containers said, before the host goes back. */
    final Consumer<Report> evidence(VerifyRequest request, Remote remote) {
        Instant begin = Instant.now();
        return report -> Reports.keep(
                new Witness(request, remote).of(report, begin, Instant.now(), Optional.empty(), List.of()),
                evidence.toPath(),
                getLog());
    }
}

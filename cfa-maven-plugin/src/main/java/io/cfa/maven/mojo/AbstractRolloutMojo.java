package io.cfa.maven.mojo;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.model.Stack;
import io.cfa.maven.mojo.console.ReportOutput;
import io.cfa.maven.mojo.console.TerminalStyle;
import io.cfa.maven.mojo.release.ReportRecorder;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.report.Report;
import io.cfa.maven.rollout.execute.FailedRolloutException;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.RolloutOptions;
import io.cfa.maven.verify.ReportAssembler;
import io.cfa.maven.verify.VerifyRequest;
import java.io.File;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that replaces containers on the host, under its lock, and verifies what runs then. */
abstract class AbstractRolloutMojo extends AbstractHostMojo {

    /** Whether to print what would be done, on the host or in a registry, and change nothing. */
    @Parameter(property = "cfa.dryRun", defaultValue = "false")
    private boolean dryRun;

    /** For how many seconds another rollout is waited for. */
    @Parameter(property = "cfa.lockTimeout", alias = "lockWait", defaultValue = "600")
    private int lockTimeout;

    /** For how many seconds the host may pull images. */
    @Parameter(property = "cfa.pullTimeout", alias = "pullLimit", defaultValue = "1200")
    private int pullTimeout;

    /** For how many seconds the host may replace containers; twice, where some are replaced after all others. */
    @Parameter(property = "cfa.upTimeout", alias = "upLimit", defaultValue = "900")
    private int upTimeout;

    /** The user, for the lock and the release log; else that of this machine. */
    @Parameter(property = "cfa.deployer", alias = "who", defaultValue = "${env.GITLAB_USER_LOGIN}")
    private String deployer;

    /** The URL of the job, for the lock and the release log. */
    @Parameter(property = "cfa.jobUrl", alias = "job", defaultValue = "${env.CI_JOB_URL}")
    private String jobUrl;

    /**
     * For how many seconds each container has to be up without a restart. One that is up for as long, by the host's clock, is looked at twice; a
     * younger one is watched for what is left. Tasks of a swarm are watched for all of it.
     */
    @Parameter(property = "cfa.stabilityWindow", alias = "watch", defaultValue = "20")
    private int stabilityWindow;

    /** For how many seconds containers that are still starting are waited for. */
    @Parameter(property = "cfa.startTimeout", alias = "patience", defaultValue = "180")
    private int startTimeout;

    /**
     * Where the reports are put: verify.json, TEST-cfa-verify.xml, report.html, metrics.txt and deploy.env; in {@code back} below, what ran after the host
     * was rolled back.
     */
    @Parameter(
            property = "cfa.reportDirectory",
            alias = "evidence",
            defaultValue = "${session.executionRootDirectory}/target/cfa")
    private File reportDirectory;

    /** The web page of the project's repository, for links to commits in the reports. */
    @Parameter(property = "cfa.sourceUrl", alias = "source", defaultValue = "${env.CI_PROJECT_URL}")
    private URI sourceUrl;

    final RolloutOptions options() {
        return RolloutOptions.of(Optional.ofNullable(deployer)
                        .filter(name -> !name.isBlank())
                        .orElse(System.getProperty("user.name")))
                .pipeline(jobUrl)
                .lockWait(Duration.ofSeconds(lockTimeout));
    }

    /** The project on the host, with the variables and limits of this build. */
    final ComposeProject limitedProject() {
        return new ComposeProject(
                remoteDirectory(),
                variables(),
                Duration.ofSeconds(pullTimeout),
                Duration.ofSeconds(upTimeout),
                Duration.ofSeconds(startTimeout));
    }

    /** Containers and answers of all of the stack. */
    final VerifyRequest verification(Stack stack) {
        return new VerifyRequest(
                stack, Set.of(), Map.of(), Duration.ofSeconds(startTimeout), Duration.ofSeconds(stabilityWindow));
    }

    /** Where what happens is kept. */
    final ReportRecorder recorder(VerifyRequest verification, RemoteHost remote) {
        return new ReportRecorder(
                new ReportAssembler(verification, remote),
                reportDirectory.toPath(),
                Optional.ofNullable(sourceUrl),
                getLog());
    }

    /** Prints the plan, or does it and shows what was verified. */
    final void run(Supplier<Plan> plan, Supplier<Report> work, ReportRecorder recorder) {
        if (dryRun) {
            plan.get().describe().forEach(getLog()::info);
            return;
        }
        try {
            Report report = work.get();
            ReportOutput.show(report, TerminalStyle.of(session), getLog());
            recorder.keep(report);
        } catch (FailedRolloutException e) {
            // what failed, and what became of it, was shown when it happened
            e.after().ifPresent(recorder::keepAfterRollback);
            throw e;
        }
    }
}

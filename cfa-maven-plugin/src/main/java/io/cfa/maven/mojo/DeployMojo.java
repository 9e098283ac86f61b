package io.cfa.maven.mojo;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.report.Report;
import io.cfa.maven.rollout.execute.FailedRolloutException;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.RolloutOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that replaces containers on the host, under its lock, and verifies what runs then. */
abstract class DeployMojo extends ProofMojo {

    /** Whether to print what would be run on the host, and change nothing. */
    @Parameter(property = "cfa.dryRun", defaultValue = "false")
    private boolean dryRun;

    /** For how many seconds another rollout is waited for. */
    @Parameter(property = "cfa.lockWait", defaultValue = "600")
    private int lockWait;

    /** For how many seconds the host may pull images. */
    @Parameter(property = "cfa.pullLimit", defaultValue = "1200")
    private int pullLimit;

    /** For how many seconds the host may replace containers; twice, where api-gateway comes last. */
    @Parameter(property = "cfa.upLimit", defaultValue = "900")
    private int upLimit;

    /** The user, for the lock and the release log; else that of this machine. */
    @Parameter(property = "cfa.who", defaultValue = "${env.GITLAB_USER_LOGIN}")
    private String who;

    /** The URL of the job, for the lock and the release log. */
    @Parameter(property = "cfa.job", defaultValue = "${env.CI_JOB_URL}")
    private String job;

    final RolloutOptions circumstances() {
        String user = Optional.ofNullable(who).filter(name -> !name.isBlank()).orElse(System.getProperty("user.name"));
        return RolloutOptions.of(user).pipeline(job).lockWait(Duration.ofSeconds(lockWait));
    }

    /** The project on the host, with the variables of this build. */
    final ComposeProject project(Map<String, String> variables) {
        return new ComposeProject(directory, variables, Duration.ofSeconds(pullLimit), Duration.ofSeconds(upLimit));
    }

    /** Prints the plan, or does it and shows what was verified. */
    final void run(Supplier<Plan> plan, Supplier<Report> work, ReportRecorder kept) throws MojoFailureException {
        if (dryRun) {
            plan.get().describe().forEach(getLog()::info);
            return;
        }
        try {
            Report report = work.get();
            ReportOutput.show(report, Colours.wanted(session), getLog());
            kept.keep(report);
        } catch (FailedRolloutException e) {
            // what failed, and what became of it, was shown when it happened
            e.after().ifPresent(kept::keepAfterGoingBack);
            throw new MojoFailureException(e.getMessage(), e);
        }
    }
}

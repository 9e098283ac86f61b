package io.cfa.maven.mojo;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Remote;
import io.cfa.maven.report.Report;
import io.cfa.maven.rollout.Circumstances;
import io.cfa.maven.rollout.FailedRolloutException;
import io.cfa.maven.rollout.Plan;
import io.cfa.maven.verify.ExpectedImage;
import io.cfa.maven.verify.VerifyRequest;
import io.cfa.maven.verify.Witness;
import java.io.File;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** For how many seconds the host may pull images. */
    @Parameter(property = "cfa.pullLimit", defaultValue = "1200")
    private int pullLimit;

    /** For how many seconds the host may replace containers; twice, where api-gateway comes last. */
    @Parameter(property = "cfa.upLimit", defaultValue = "900")
    private int upLimit;

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

    /** Where the report is put: verify.json, TEST-cfa-verify.xml, report.html and deploy.env; in {@code back} below, what ran after going back. */
    @Parameter(property = "cfa.evidence", defaultValue = "${session.executionRootDirectory}/target/cfa")
    private File evidence;

    /** The web page of the project's repository, for links to commits. */
    @Parameter(property = "cfa.source", defaultValue = "${env.CI_PROJECT_URL}")
    private URI source;

    final Circumstances circumstances() {
        String user = Optional.ofNullable(who).filter(name -> !name.isBlank()).orElse(System.getProperty("user.name"));
        return Circumstances.of(user).pipeline(job).lockWait(Duration.ofSeconds(lockWait));
    }

    /** The project on the host, with the variables of this build. */
    final ComposeProject project(Map<String, String> variables) {
        return new ComposeProject(directory, variables, Duration.ofSeconds(pullLimit), Duration.ofSeconds(upLimit));
    }

    /**
     * What is verified afterwards. Neither drift nor the registry is asked about: a file that differs, or a registry that is down by then, is
     * no reason to go back.
     *
     * @param tag what the images were pushed under
     */
    final VerifyRequest verification(Stack stack, Map<String, Digest> expected, Optional<String> tag) {
        Map<String, ExpectedImage> images = new LinkedHashMap<>();
        for (Service service : stack.ours()) {
            Optional.ofNullable(expected.get(service.name()))
                    .ifPresent(digest -> images.put(
                            service.name(),
                            new ExpectedImage(
                                    tag.map(service.image()::withTag).orElse(service.image()), Optional.of(digest))));
        }
        return new VerifyRequest(
                stack,
                Set.of(),
                images,
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(patience),
                Duration.ofSeconds(watch));
    }

    /** Where what happens is kept. */
    final Evidence evidence(VerifyRequest verification, Remote remote) {
        return new Evidence(
                new Witness(verification, remote), evidence.toPath(), Optional.ofNullable(source), getLog());
    }

    /** Prints the plan, or does it and shows what was verified. */
    final void run(Supplier<Plan> plan, Supplier<Report> work, Evidence kept) throws MojoFailureException {
        if (dryRun) {
            plan.get().describe().forEach(getLog()::info);
            return;
        }
        try {
            Report report = work.get();
            Reports.show(report, Colours.wanted(session), getLog());
            kept.keep(report);
        } catch (FailedRolloutException e) {
            // what failed, and what became of it, was shown when it happened
            e.after().ifPresent(kept::keepAfterGoingBack);
            throw new MojoFailureException(e.getMessage(), e);
        }
    }
}

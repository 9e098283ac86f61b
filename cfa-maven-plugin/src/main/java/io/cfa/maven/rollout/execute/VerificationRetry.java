package io.cfa.maven.rollout.execute;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.report.Report;
import io.cfa.maven.report.TimedStep;
import io.cfa.maven.verify.Verifier;
import io.cfa.maven.verify.VerifyRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Verifies, also where the engine goes away for a while. */
public final class VerificationRetry {

    private static final int TIMES = 4;
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final HostContext context;

    public VerificationRetry(HostContext context) {
        this.context = context;
    }

    /**
     * Returns a report; where the engine stays away, that is what it says.
     *
     * @throws RolloutException if the host cannot be reached any more
     */
    public Report of(VerifyRequest request) {
        Instant begin = context.sleeper().now();
        Report report = ask(request);
        context.listener()
                .step(new TimedStep(
                        "verify",
                        begin,
                        Duration.between(begin, context.sleeper().now()),
                        report.hasPassed()));
        return report;
    }

    private Report ask(VerifyRequest request) {
        for (int time = 1; ; time++) {
            try {
                return new Verifier(context).verify(request);
            } catch (CommandFailedException e) {
                if (time == TIMES) {
                    return new Report(List.of(unasked(e)), Map.of());
                }
                context.say(e.getMessage() + "\nverifying again in " + PAUSE.toSeconds() + " s");
                context.sleeper().pause(PAUSE);
            } catch (RemoteException e) {
                throw new RolloutException(
                        "what runs now could not be verified: " + e.getMessage()
                                + "\nContainers were replaced. Next: run the goal again as soon as the host can be reached; that is safe",
                        e);
            }
        }
    }

    /** The same verification, of an earlier release. */
    public static VerifyRequest expecting(VerifyRequest request, Release release) {
        return new VerifyRequest(request.stack(), Set.of(), release.images(), request.patience(), request.watch())
                .withInfrastructure(release.infrastructure(request.stack()));
    }

    private ProbeResult unasked(CommandFailedException e) {
        return ProbeResult.unknown(
                "engine",
                "answers",
                "no",
                new Finding(
                        context.host().name(),
                        e.getMessage(),
                        "an answer of the engine",
                        "see `systemctl status docker` there"));
    }
}

package io.cfa.maven.rollout.execute;

import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.lock.LockOwner;
import io.cfa.maven.host.lock.LostLockException;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.release.ReleaseData;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.RolloutOptions;
import io.cfa.maven.rollout.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes the line of one attempt into the host's release log. */
public final class ReleaseLogWriter {

    private final HostContext context;
    private final String directory;
    private final Attempt attempt;
    private final Instant begin;
    private Optional<ReleaseData> data = Optional.empty();

    /**
     * What is written of an attempt, whatever comes of it.
     *
     * @param goal    {@code cfa:rollout} or {@code cfa:rollback}
     * @param options who it is
     * @param bundle  the hash of the host's compose and env
     */
    public record Attempt(String goal, RolloutOptions options, Optional<Digest> bundle) {}

    /** Writes of an attempt that begins now. */
    public ReleaseLogWriter(HostContext context, String directory, Attempt attempt) {
        this.context = context;
        this.directory = directory;
        this.attempt = attempt;
        this.begin = context.sleeper().now();
    }

    /**
     * Writes that it runs and was verified.
     *
     * @throws RolloutException if that failed
     */
    public void verified(String revision, Map<String, Digest> images, Map<String, ImageReference> infrastructure) {
        append(line(revision, images, infrastructure, Release.Outcome.VERIFIED, Optional.empty()));
    }

    /** What the attempt did to data, as far as it is known. */
    Optional<ReleaseData> data() {
        return data;
    }

    /** Has each line from now on say what the attempt did to data. */
    public void changed(ReleaseData done) {
        data = Optional.of(done);
    }

    /** Writes of a failure, which another one must not hide. */
    public void tryToWrite(String revision, Map<String, Digest> images, Release.Outcome outcome) {
        tryToWrite(revision, images, outcome, Optional.empty());
    }

    /** Writes of a failure after which the host was rolled back. */
    public void tryToWrite(
            String revision, Map<String, Digest> images, Release.Outcome outcome, Optional<String> back) {
        try {
            append(line(revision, images, Map.of(), outcome, back));
        } catch (LostLockException e) {
            throw e;
        } catch (RolloutException e) {
            context.say(e.getMessage());
        }
    }

    private Release line(
            String revision,
            Map<String, Digest> images,
            Map<String, ImageReference> infrastructure,
            Release.Outcome outcome,
            Optional<String> back) {
        return new Release(
                attempt.goal(),
                revision,
                new TreeMap<>(images),
                new TreeMap<>(infrastructure),
                attempt.options().who(),
                attempt.options().pipeline(),
                begin,
                Duration.between(begin, context.sleeper().now()),
                outcome,
                back,
                attempt.bundle(),
                data);
    }

    /** Writes for the holder of the lock before us, if that ended without having written: killed, cancelled, or cut off for good. */
    public void abandoned(LockOwner before) {
        String[] words = before.what().split(" ");
        if (before.id().isEmpty() || words.length < 3) {
            return; // it brought no release, or is not known
        }
        context.say(before.describe() + ", ended without a word; what it left is judged anew");
        append(new Release(
                words[0],
                words[words.length - 1],
                new TreeMap<>(),
                new TreeMap<>(),
                before.who(),
                before.pipeline(),
                before.since(),
                Duration.ZERO,
                Release.Outcome.ABANDONED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    private void append(Release release) {
        Step step = Step.of(
                "write the release log",
                ReleaseLog.append(directory, release),
                "What runs is not touched by this: " + release.revision() + " " + release.outcome()
                        + ". Next: free disk space on the host, then run the goal again");
        new PlanExecutor(context).run(new Plan(List.of(), List.of(step)));
    }
}

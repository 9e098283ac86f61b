package io.cfa.maven.rollout.execute;

import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.host.lock.LockOwner;
import io.cfa.maven.host.lock.LostLockException;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.model.Digest;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.RolloutOptions;
import io.cfa.maven.rollout.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Writes the line of one attempt into the host's release log. */
public final class ReleaseLogWriter {

    private final PlanExecutor runner;
    private final Sleeper sleeper;
    private final Consumer<String> progress;
    private final String directory;
    private final String goal;
    private final RolloutOptions around;
    private final Optional<Digest> bundle;
    private final Instant begin;

    /**
     * Writes of an attempt that begins now.
     *
     * @param bundle the hash of the host's compose and env
     */
    public ReleaseLogWriter(
            PlanExecutor runner,
            Sleeper sleeper,
            Consumer<String> progress,
            String directory,
            String goal,
            RolloutOptions around,
            Optional<Digest> bundle) {
        this.runner = runner;
        this.sleeper = sleeper;
        this.progress = progress;
        this.directory = directory;
        this.goal = goal;
        this.around = around;
        this.bundle = bundle;
        this.begin = sleeper.now();
    }

    /**
     * Writes.
     *
     * @throws RolloutException if that failed
     */
    public void write(String revision, Map<String, Digest> images, Release.Outcome outcome) {
        write(revision, images, outcome, Optional.empty());
    }

    /** Writes of a failure, which another one must not hide. */
    public void tryToWrite(String revision, Map<String, Digest> images, Release.Outcome outcome) {
        tryToWrite(revision, images, outcome, Optional.empty());
    }

    /** Writes of a failure after which the host went back. */
    public void tryToWrite(
            String revision, Map<String, Digest> images, Release.Outcome outcome, Optional<String> back) {
        try {
            write(revision, images, outcome, back);
        } catch (LostLockException e) {
            throw e;
        } catch (RolloutException e) {
            progress.accept(e.getMessage());
        }
    }

    private void write(String revision, Map<String, Digest> images, Release.Outcome outcome, Optional<String> back) {
        append(new Release(
                goal,
                revision,
                new TreeMap<>(images),
                around.who(),
                around.pipeline(),
                begin,
                Duration.between(begin, sleeper.now()),
                outcome,
                back,
                bundle));
    }

    /** Writes for the holder of the lock before us, if that ended without having written: killed, cancelled, or cut off for good. */
    public void abandoned(LockOwner before) {
        String[] words = before.what().split(" ");
        if (before.id().isEmpty() || words.length < 3) {
            return; // it brought no release, or is not known
        }
        progress.accept(before.describe() + ", ended without a word; what it left is judged anew");
        append(new Release(
                words[0],
                words[words.length - 1],
                new TreeMap<>(),
                before.who(),
                before.pipeline(),
                before.since(),
                Duration.ZERO,
                Release.Outcome.ABANDONED,
                Optional.empty(),
                Optional.empty()));
    }

    private void append(Release release) {
        Step step = Step.of(
                "write the release log",
                ReleaseLog.append(directory, release),
                "What runs is not touched by this: " + release.revision() + " " + release.outcome()
                        + ". Next: make room on the host's disk, then run the goal again");
        runner.run(new Plan(List.of(), List.of(step)));
    }
}

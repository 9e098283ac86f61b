package io.cfa.maven.host.release;

import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One attempt to bring a release onto a host: a line of its release log.
 *
 * @param goal     {@code cfa:rollout} or {@code cfa:rollback}
 * @param revision the commit
 * @param images   the manifest digest of each service
 * @param infrastructure what each other service ran, as a reference with tag and digest
 * @param who      the user
 * @param pipeline the pipeline's URL, if there was one
 * @param when     the begin
 * @param took     to the end, whatever that was
 * @param outcome  how it ended
 * @param back     the commit of the release that the host was rolled back to, or was to be
 * @param bundle   the hash of the host's compose and env
 * @param data     what it did to data, where it changed a schema
 */
public record Release(
        String goal,
        String revision,
        SortedMap<String, Digest> images,
        SortedMap<String, ImageReference> infrastructure,
        String who,
        Optional<String> pipeline,
        Instant when,
        Duration took,
        Outcome outcome,
        Optional<String> back,
        Optional<Digest> bundle,
        Optional<ReleaseData> data) {

    /** The goal that brings a release. */
    public static final String ROLLOUT = "cfa:rollout";

    /** The goal that brings an earlier one back. */
    public static final String ROLLBACK = "cfa:rollback";

    /** How an attempt ended. */
    public enum Outcome {
        /** It runs and was verified. */
        VERIFIED("verified"),
        /** Nothing was replaced. */
        ABORTED("failed, nothing was replaced"),
        /** It failed, and its containers were left. */
        FAILED("failed"),
        /** It failed; the release before runs again and was verified. */
        ROLLED_BACK("failed, rolled back"),
        /** It failed, and so did the rollback. */
        ROLLBACK_FAILED("failed, rollback failed"),
        /** It was killed, or cut off for good: the next one wrote this. */
        ABANDONED("ended without a word");

        private final String text;

        Outcome(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Copies. */
    public Release {
        images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
        infrastructure = Collections.unmodifiableSortedMap(new TreeMap<>(infrastructure));
    }

    /** Whether another release runs the same, as far as both say it; the log of before said nothing of the infrastructure. */
    public boolean runsTheSameAs(Release other) {
        return images.equals(other.images)
                && (infrastructure.isEmpty()
                        || other.infrastructure.isEmpty()
                        || infrastructure.equals(other.infrastructure));
    }

    /** The same with another infrastructure. */
    public Release with(Map<String, ImageReference> other) {
        return new Release(
                goal, revision, images, new TreeMap<>(other), who, pipeline, when, took, outcome, back, bundle, data);
    }

    /** The digest of each service of the infrastructure that a stack still runs by the tag that it had. */
    public Map<String, Digest> infrastructure(Stack stack) {
        Map<String, Digest> digests = new TreeMap<>();
        for (Service service : stack.services()) {
            Optional.ofNullable(infrastructure.get(service.name()))
                    .filter(image -> image.tag()
                            .map(image::withTag)
                            .filter(service.image()::equals)
                            .isPresent())
                    .flatMap(ImageReference::digest)
                    .ifPresent(digest -> digests.put(service.name(), digest));
        }
        return digests;
    }

    /** The same, of which it is known what it did to data. */
    public Release with(Optional<ReleaseData> done) {
        return new Release(
                goal, revision, images, infrastructure, who, pipeline, when, took, outcome, back, bundle, done);
    }

    /** Whether it ran and was found in order. */
    public boolean isVerified() {
        return outcome == Outcome.VERIFIED;
    }

    /** In a line: {@code 2026-11-24T08:00:00Z  1a2b3c4d  verified in 48 s  cfa:rollout by anna  https://…}. */
    public String describe() {
        return when + "  " + revision + "  " + outcome
                + back.map(to -> " to " + to).orElse("")
                + (outcome == Outcome.ABANDONED ? "" : " in " + took.toSeconds() + " s") + "  " + goal + " by " + who
                + pipeline.map(url -> "  " + url).orElse("")
                + data.map(done -> "  schema changed, "
                                + (done.imagesAloneGoBack()
                                        ? "readable by the one before"
                                        : "not readable by the one before")
                                + ", dump " + done.dump())
                        .orElse("");
    }
}

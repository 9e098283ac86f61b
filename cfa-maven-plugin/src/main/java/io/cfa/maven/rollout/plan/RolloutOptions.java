package io.cfa.maven.rollout.plan;

import io.cfa.maven.host.lock.LockOwner;
import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.LayerLookup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a goal knows beside what it rolls out.
 *
 * @param who        the user, for the lock and the release log
 * @param pipeline   the URL of the job or pipeline
 * @param lockWait   for how long another rollout is waited for
 * @param allowOlder whether an older commit may replace a newer one
 * @param ancestry   which commit came first
 * @param bundle     the repository's compose and env, for the host's to be compared with
 * @param registry   what the registry holds under the tag that the host pulls of each of our services; absent where nobody asked it
 * @param layers     what an image consists of
 * @param infrastructure what registries hold of the images that are not built here, where those shall be brought up to date; else empty
 * @param signatures of the images, as the host keeps them
 */
public record RolloutOptions(
        String who,
        Optional<String> pipeline,
        Duration lockWait,
        boolean allowOlder,
        Ancestry ancestry,
        Optional<Bundle> bundle,
        Optional<Map<String, Digest>> registry,
        LayerLookup layers,
        Map<String, Digest> infrastructure,
        List<String> signatures) {

    private static final Duration LOCK_WAIT = Duration.ofMinutes(10);

    /** Copies. */
    public RolloutOptions {
        registry = registry.map(Map::copyOf);
        infrastructure = Map.copyOf(infrastructure);
        signatures = List.copyOf(signatures);
    }

    /** Nothing but who it is. */
    public static RolloutOptions of(String who) {
        return new RolloutOptions(
                who,
                Optional.empty(),
                LOCK_WAIT,
                false,
                (older, newer) -> Ancestry.Answer.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                image -> Map.of(),
                Map.of(),
                List.of());
    }

    /** The same person and job as the owner of a host's lock. */
    public LockOwner lockOwner(String what, Instant since) {
        return LockOwner.of(what, who, pipeline, since);
    }

    /** With the URL of the job or pipeline; null where there is none. */
    public RolloutOptions pipeline(String url) {
        return new RolloutOptions(
                who,
                Optional.ofNullable(url),
                lockWait,
                allowOlder,
                ancestry,
                bundle,
                registry,
                layers,
                infrastructure,
                signatures);
    }

    /** With another time to wait for another rollout. */
    public RolloutOptions lockWait(Duration wait) {
        return new RolloutOptions(
                who, pipeline, wait, allowOlder, ancestry, bundle, registry, layers, infrastructure, signatures);
    }

    /** With the order of commits, and whether it may be broken. */
    public RolloutOptions order(Ancestry order, boolean older) {
        return new RolloutOptions(
                who, pipeline, lockWait, older, order, bundle, registry, layers, infrastructure, signatures);
    }

    /** With the repository's compose and env. */
    public RolloutOptions bundle(Bundle files) {
        return new RolloutOptions(
                who,
                pipeline,
                lockWait,
                allowOlder,
                ancestry,
                Optional.of(files),
                registry,
                layers,
                infrastructure,
                signatures);
    }

    /** With what the registry says. */
    public RolloutOptions registry(Map<String, Digest> tags, LayerLookup images) {
        return new RolloutOptions(
                who,
                pipeline,
                lockWait,
                allowOlder,
                ancestry,
                bundle,
                Optional.of(tags),
                images,
                infrastructure,
                signatures);
    }

    /** With what registries hold of the images that are not built here, which are brought up to date. */
    public RolloutOptions infrastructure(Map<String, Digest> updates) {
        return new RolloutOptions(
                who, pipeline, lockWait, allowOlder, ancestry, bundle, registry, layers, updates, signatures);
    }

    /** With the signatures of the images, which the host keeps. */
    public RolloutOptions signatures(List<String> lines) {
        return new RolloutOptions(
                who, pipeline, lockWait, allowOlder, ancestry, bundle, registry, layers, infrastructure, lines);
    }
}

package io.cfa.maven.rollout;

import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.Digest;
import java.time.Duration;
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
 * @param chronicle  is told what happens
 */
public record Circumstances(
        String who,
        Optional<String> pipeline,
        Duration lockWait,
        boolean allowOlder,
        Ancestry ancestry,
        Optional<Bundle> bundle,
        Optional<Map<String, Digest>> registry,
        LayerLookup layers,
        Chronicle chronicle) {

    private static final Duration LOCK_WAIT = Duration.ofMinutes(10);

    /** Copies. */
    public Circumstances {
        registry = registry.map(Map::copyOf);
    }

    /** Nothing but who it is. */
    public static Circumstances of(String who) {
        return new Circumstances(
                who,
                Optional.empty(),
                LOCK_WAIT,
                false,
                (older, newer) -> Ancestry.Answer.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                image -> Map.of(),
                Chronicle.NONE);
    }

    /** With the URL of the job or pipeline; null where there is none. */
    public Circumstances pipeline(String url) {
        return new Circumstances(
                who, Optional.ofNullable(url), lockWait, allowOlder, ancestry, bundle, registry, layers, chronicle);
    }

    /** With another time to wait for another rollout. */
    public Circumstances lockWait(Duration wait) {
        return new Circumstances(who, pipeline, wait, allowOlder, ancestry, bundle, registry, layers, chronicle);
    }

    /** With the order of commits, and whether it may be broken. */
    public Circumstances order(Ancestry order, boolean older) {
        return new Circumstances(who, pipeline, lockWait, older, order, bundle, registry, layers, chronicle);
    }

    /** With the repository's compose and env. */
    public Circumstances bundle(Bundle files) {
        return new Circumstances(
                who, pipeline, lockWait, allowOlder, ancestry, Optional.of(files), registry, layers, chronicle);
    }

    /** With what the registry says. */
    public Circumstances registry(Map<String, Digest> tags, LayerLookup images) {
        return new Circumstances(
                who, pipeline, lockWait, allowOlder, ancestry, bundle, Optional.of(tags), images, chronicle);
    }

    /** With somebody who is told what happens. */
    public Circumstances chronicle(Chronicle writer) {
        return new Circumstances(who, pipeline, lockWait, allowOlder, ancestry, bundle, registry, layers, writer);
    }
}

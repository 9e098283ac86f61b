package io.cfa.maven.image;

import io.cfa.maven.image.assembly.CachedImage;
import io.cfa.maven.image.assembly.PushedBlob.Outcome;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.plan.ImagePlanner;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.schema.RequiredSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes down what a push did, for files and for people.
 *
 * @param build  the build that pushes
 * @param packed what is pushed
 * @param target where to
 */
record PushRecord(String build, PlatformImages.Packed packed, ImageReference target) {

    PushedImage of(CachedImage image, Instant started, Instant ended) {
        ImagePlan plan = packed.plan();
        return new PushedImage(
                build,
                plan.service(),
                new PushedImage.Target(
                        target.toString(),
                        image.digest().toString(),
                        List.of(target.tag().orElseThrow()),
                        texts(image.platforms())),
                new PushedImage.Origin(
                        plan.start().labels().get(ImagePlanner.LABEL + "revision"),
                        plan.base().image().toString(),
                        image.baseDigest().toString(),
                        Optional.ofNullable(plan.start().labels().get(RequiredSchema.LABEL)),
                        new PushedImage.Made(texts(packed.archives()), texts(packed.beans()))),
                new PushedImage.Transfer(
                        image.parts(),
                        started.toString(),
                        Duration.between(started, ended).toMillis()));
    }

    private static SortedMap<String, String> texts(Map<?, ?> values) {
        SortedMap<String, String> texts = new TreeMap<>();
        values.forEach((platform, made) -> texts.put(platform.toString(), made.toString()));
        return texts;
    }

    static String summary(PushedImage pushed) {
        return pushed.reference() + " is " + pushed.digest().shortForm() + ": "
                + PushProgress.megabytes(pushed.bytes(Outcome.UPLOADED)) + " uploaded, "
                + PushProgress.megabytes(pushed.bytes(Outcome.MOUNTED)) + " mounted, "
                + PushProgress.megabytes(pushed.bytes(Outcome.PRESENT))
                + " present, "
                + PushProgress.seconds(pushed.transfer().millis());
    }
}

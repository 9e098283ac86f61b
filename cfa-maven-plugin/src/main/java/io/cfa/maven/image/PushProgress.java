package io.cfa.maven.image;

import io.cfa.maven.image.plan.LayerKind;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Tells of one image how far it has come.
 *
 * @param progress is told
 * @param image    the service's name
 */
record PushProgress(Progress progress, String image) implements AutoCloseable {

    void packing() {
        progress.now(image, "looks for what has changed");
    }

    /** Counts the parts of a layer's bytes that were sent; those of a second attempt count again, but never beyond the whole. */
    LongConsumer of(LayerKind kind, long size) {
        AtomicLong sent = new AtomicLong();
        return some -> progress.now(
                image,
                "uploads " + kind + ", " + megabytes(Math.min(sent.addAndGet(some), size)) + " of " + megabytes(size));
    }

    @Override
    public void close() {
        progress.done(image);
    }

    static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1e3);
    }

    static String megabytes(long bytes) {
        return bytes < 1_000_000 ? (bytes + 999) / 1_000 + " kB" : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}

package io.cfa.maven.rollout.bundle;

import io.cfa.maven.host.lock.HostCommandLock;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Command;
import io.cfa.maven.rollout.plan.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The bundles of a host, each a directory of its own under {@code .cfa/bundles}; the link {@code .cfa/bundle} names the active one.
 */
final class BundleStore {

    private static final String CREATE = script("create-bundle.sh");
    private static final String ACTIVATE = script("activate-bundle.sh");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final String directory;

    BundleStore(String directory) {
        this.directory = directory;
    }

    /** The name of a bundle that is begun at a time, and of the backup of the one before it. */
    static String name(Instant now) {
        return TIME.format(now);
    }

    /** Where a bundle lies, relative to the directory. */
    static String path(String name) {
        return ".cfa/bundles/" + name;
    }

    /** Makes the directory of a new bundle. */
    Step room(String title, String name, String stateOnFailure) {
        return Step.of(title, Command.of("sh", "-c", CREATE, "sh", directory, name), stateOnFailure);
    }

    /** Activates a bundle, and leaves the one before it to {@code .cfa/backup}, by one rename; goes on to its end when nobody hears it. */
    Step putInForce(String title, String name) {
        return Step.of(
                title,
                HostCommandLock.toItsEnd(
                        directory,
                        Command.of("sh", "-c", ACTIVATE, "sh", name, Stack.ENV_FILE)
                                .in(directory)),
                "The old bundle or the new one is active, whole; secrets are as they were. Next: mend what the message names,"
                        + " then run it again");
    }

    private static String script(String name) {
        try (InputStream stream = BundleStore.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

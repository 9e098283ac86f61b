package io.cfa.maven.host;

import io.cfa.maven.remote.RemoteHost;
import java.util.function.Consumer;

/**
 * The host that something is done on, with what that always needs.
 *
 * @param host     where commands run
 * @param sleeper  the clock, and waiting by it
 * @param progress is told each line that a person should see
 * @param listener is told what happened, for the report
 */
public record HostContext(RemoteHost host, Sleeper sleeper, Consumer<String> progress, RolloutListener listener) {

    /** With nobody who keeps a report. */
    public static HostContext of(RemoteHost host, Sleeper sleeper, Consumer<String> progress) {
        return new HostContext(host, sleeper, progress, RolloutListener.NONE);
    }

    /** The same through another way to the host. */
    public HostContext with(RemoteHost other) {
        return new HostContext(other, sleeper, progress, listener);
    }

    /** Says a line. */
    public void say(String line) {
        progress.accept(line);
    }
}

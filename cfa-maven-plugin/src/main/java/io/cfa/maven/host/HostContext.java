package io.cfa.maven.host;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import java.time.Duration;
import java.util.List;
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

    private static final int TIMES = 8;
    private static final Duration BETWEEN = Duration.ofSeconds(4);

    /** With nobody who keeps a report. */
    public static HostContext of(RemoteHost host, Sleeper sleeper, Consumer<String> progress) {
        return new HostContext(host, sleeper, progress, RolloutListener.NONE);
    }

    /** The same through another way to the host. */
    public HostContext with(RemoteHost other) {
        return new HostContext(other, sleeper, progress, listener);
    }

    /**
     * What a question that changes nothing was answered in the end: where it failed it is asked again for half a minute, as the managers of a swarm answer nothing while they choose a leader.
     *
     * @param first what it was answered at first
     */
    public Result patiently(Command question, Result first) {
        Result last = first;
        for (int time = 1; time < TIMES && !last.succeeded(); time++) {
            sleeper.pause(BETWEEN);
            // a question of a batch, also of a batch of one, is ended on the host where it hangs
            last = host.runAll(List.of(question)).get(0);
        }
        return last;
    }

    /** Says a line. */
    public void say(String line) {
        progress.accept(line);
    }
}

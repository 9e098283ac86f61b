package io.cfa.maven.remote.ssh;

import static org.assertj.core.api.Assertions.catchThrowable;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.login.SshTimeouts;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * A command that never ends, and how giving it up is told. How long a busy host takes to begin with it nobody knows, so it is given more time
 * until it has come as far as a test wants.
 */
record GivenUp(Duration within, String message) {

    static GivenUp of(RemoteHost remote, Command command, Predicate<String> farEnough) {
        Duration within = Duration.ofMillis(400);
        while (true) {
            Command bounded = command.within(within);
            String message = catchThrowable(() -> remote.run(bounded)).getMessage();
            if (farEnough.test(message) || within.compareTo(Duration.ofMinutes(2)) > 0) {
                return new GivenUp(within, message);
            }
            within = within.multipliedBy(4);
        }
    }

    /** Such as {@code 400 ms}. */
    String time() {
        return SshTimeouts.text(within);
    }
}

package io.cfa.maven.remote.login;

import java.time.Duration;
import java.util.Optional;

/**
 * How long to wait for a host before it counts as gone.
 *
 * @param connect   for the TCP connection, and for each answer during the login
 * @param answer    for the host to take a command; longer than a dead network needs to be noticed
 * @param keepAlive of silence, after which the host is asked for a sign of life; after the third time the connection is lost
 */
public record SshTimeouts(Duration connect, Duration answer, Duration keepAlive) {

    private static final int UNANSWERED = 2;

    /** A dead network is noticed after about 20 s. */
    public static SshTimeouts usual() {
        return new SshTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(25), Duration.ofSeconds(7));
    }

    /** The same, with another time for connecting, in seconds as {@code ConnectTimeout} gives it. */
    SshTimeouts connectingIn(Optional<String> seconds) {
        return seconds.filter(text -> text.matches("[1-9][0-9]{0,3}"))
                .map(text -> new SshTimeouts(Duration.ofSeconds(Long.parseLong(text)), answer, keepAlive))
                .orElse(this);
    }

    int connectMillis() {
        return Math.toIntExact(connect.toMillis());
    }

    public int answerMillis() {
        return Math.toIntExact(answer.toMillis());
    }

    int keepAliveMillis() {
        return Math.toIntExact(keepAlive.toMillis());
    }

    /** How many signs of life may be missing. */
    int unanswered() {
        return UNANSWERED;
    }

    /** A duration as a person reads it. */
    public static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}

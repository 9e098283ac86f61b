package io.cfa.maven.remote.ssh;

import java.time.Duration;

/**
 * How long to wait for a host before it counts as gone.
 *
 * @param connect   for the TCP connection, and for each answer during the login
 * @param answer    for the host to take a command; longer than a dead network needs to be noticed
 * @param keepAlive of silence, after which the host is asked for a sign of life; after the third time the connection is lost
 */
record SshTimeouts(Duration connect, Duration answer, Duration keepAlive) {

    private static final int UNANSWERED = 2;

    /** A dead network is noticed after about 20 s. */
    static SshTimeouts usual() {
        return new SshTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(25), Duration.ofSeconds(7));
    }

    int connectMillis() {
        return Math.toIntExact(connect.toMillis());
    }

    int answerMillis() {
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
    static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}

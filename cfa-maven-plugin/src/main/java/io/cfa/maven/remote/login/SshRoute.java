package io.cfa.maven.remote.login;

import com.jcraft.jsch.Session;
import io.cfa.maven.remote.config.SshTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The way to a host: logins one through another.
 *
 * @param legs     the jump hosts, and last the host itself
 * @param patience how long to wait for them
 * @param pause    how to wait before one that was busy is asked again
 */
public record SshRoute(List<SshHop> legs, SshTimeouts patience, Pause pause) {

    private static final int MOST_ATTEMPTS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(700);

    /** The host that it ends at. */
    public SshTarget target() {
        return legs.get(legs.size() - 1).target();
    }

    /**
     * Connects; again after a pause where a host drops connections before the login, as an sshd does that has many at a time
     * ({@code MaxStartups}).
     */
    public SshConnection open() {
        for (int attempt = 1; ; attempt++) {
            try {
                return once();
            } catch (DroppedConnectionException e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
                // not all that were dropped at one time come again at one time
                double share = 0.75 + ThreadLocalRandom.current().nextDouble() / 2;
                pause.of(Duration.ofMillis((long) ((FIRST_PAUSE.toMillis() << attempt - 1) * share)));
            }
        }
    }

    private SshConnection once() {
        List<Session> sessions = new ArrayList<>();
        try {
            Optional<SshTarget> via = Optional.empty();
            for (SshHop leg : legs) {
                Optional<Session> jump =
                        sessions.isEmpty() ? Optional.empty() : Optional.of(sessions.get(sessions.size() - 1));
                sessions.add(leg.open(jump, via, patience));
                via = Optional.of(leg.target());
            }
            return new SshConnection(sessions);
        } catch (RuntimeException e) {
            new SshConnection(sessions).close();
            throw e;
        }
    }
}

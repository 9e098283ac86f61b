package io.cfa.maven.remote.ssh;

import com.jcraft.jsch.Session;
import io.cfa.maven.remote.config.SshTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way to a host: logins one through another.
 *
 * @param legs     the jump hosts, and last the host itself
 * @param patience how long to wait for them
 */
record SshRoute(List<SshHop> legs, SshTimeouts patience) {

    /** The host that it ends at. */
    SshTarget target() {
        return legs.get(legs.size() - 1).target();
    }

    /** Connects. */
    SshConnection open() {
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

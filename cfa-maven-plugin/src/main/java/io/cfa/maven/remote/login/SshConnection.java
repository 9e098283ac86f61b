package io.cfa.maven.remote.login;

import com.jcraft.jsch.Session;
import java.util.List;

/**
 * A connection to a host, with those to the jump hosts that it goes through.
 *
 * @param sessions those to the jump hosts, and last that to the host itself
 */
public record SshConnection(List<Session> sessions) implements AutoCloseable {

    /** That to the host itself. */
    public Session session() {
        return sessions.get(sessions.size() - 1);
    }

    /** Whether none of them is known to be lost. */
    public boolean isAlive() {
        return sessions.stream().allMatch(Session::isConnected);
    }

    @Override
    public void close() {
        for (int i = sessions.size() - 1; i >= 0; i--) {
            sessions.get(i).disconnect();
        }
    }
}

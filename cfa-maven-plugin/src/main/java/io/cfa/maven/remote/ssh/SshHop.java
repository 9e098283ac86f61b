package io.cfa.maven.remote.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.remote.config.SshEndpoint;
import io.cfa.maven.remote.config.SshTarget;
import io.cfa.maven.remote.key.HostKeys;
import io.cfa.maven.remote.key.Identities;
import java.util.Optional;

/**
 * One login on the way to a host: to a jump host, or to the host itself.
 *
 * @param target     where
 * @param identities with which keys
 * @param hostKeys   and which keys the host may have
 */
record SshHop(SshTarget target, Identities identities, HostKeys hostKeys) {

    /**
     * Logs in.
     *
     * @throws RemoteException if that fails; the message says why, and what to do
     */
    Session open(Optional<Session> jump, Optional<SshTarget> via, SshTimeouts patience) {
        SshSocketConnector dial = new SshSocketConnector(jump);
        HostKeys keys = hostKeys.fresh();
        SshEndpoint endpoint = target.endpoint();
        try {
            JSch jsch = new JSch();
            identities.addTo(jsch);
            Session session = jsch.getSession(endpoint.user(), endpoint.hostName(), endpoint.port());
            session.setProxy(dial);
            session.setHostKeyRepository(new PinnedHostKeys(keys));
            target.knownHosts().alias().ifPresent(session::setHostKeyAlias);
            session.setConfig("StrictHostKeyChecking", "yes");
            session.setConfig("PreferredAuthentications", "publickey");
            session.setDaemonThread(true);
            session.setServerAliveCountMax(patience.unanswered());
            // the interval is jsch's read time-out too, which from the start would cut a slow key exchange short
            session.setTimeout(patience.connectMillis());
            session.connect(patience.connectMillis());
            session.setServerAliveInterval(patience.keepAliveMillis());
            return session;
        } catch (JSchException e) {
            if (keys.refusal().isPresent()) {
                throw new RemoteException(keys.refusal().get(), e);
            }
            LoginErrors.Stage stage = !dial.reached()
                    ? LoginErrors.Stage.REACH
                    : keys.accepted() ? LoginErrors.Stage.LOGIN : LoginErrors.Stage.GREETING;
            throw new LoginErrors(target, identities.toString(), via, patience).at(stage, e);
        }
    }
}

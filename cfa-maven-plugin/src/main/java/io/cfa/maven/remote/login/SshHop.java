package io.cfa.maven.remote.login;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.remote.config.SshEndpoint;
import io.cfa.maven.remote.config.SshTarget;
import io.cfa.maven.remote.hostkey.HostKeys;
import io.cfa.maven.remote.identity.Identities;
import io.cfa.maven.remote.socket.SshSocketConnector;
import io.cfa.maven.remote.socket.TcpDialer;
import java.util.Optional;

/**
 * One login on the way to a host: to a jump host, or to the host itself.
 *
 * @param target     where
 * @param identities with which keys
 * @param hostKeys   and which keys the host may have
 * @param shell      what runs the local command that the connection goes through, if one
 */
public record SshHop(SshTarget target, Identities identities, HostKeys hostKeys, String shell) {

    /**
     * Logs in.
     *
     * @throws RemoteException if that fails; the message says why, and what to do
     */
    Session open(Optional<Session> jump, Optional<SshTarget> via, SshTimeouts usual) {
        SshTimeouts patience = usual.connectingIn(target.endpoint().option("connecttimeout"));
        SshSocketConnector connector = connector(jump);
        HostKeys keys = hostKeys.fresh();
        LoginProgress progress = new LoginProgress();
        try {
            Session session = session(keys, progress, patience);
            session.setProxy(connector);
            session.connect(patience.connectMillis());
            session.setServerAliveInterval(patience.keepAliveMillis());
            return session;
        } catch (JSchException e) {
            if (keys.refusal().isPresent()) {
                throw new RemoteException(refusal(keys, progress), e);
            }
            LoginErrors.Stage stage = !connector.reached()
                    ? LoginErrors.Stage.REACH
                    : keys.accepted() || progress.greeted() ? LoginErrors.Stage.LOGIN : LoginErrors.Stage.GREETING;
            throw new LoginErrors(target, identities, via, patience, connector.said()).at(stage, e);
        }
    }

    private Session session(HostKeys keys, LoginProgress progress, SshTimeouts patience) throws JSchException {
        SshEndpoint endpoint = target.endpoint();
        JSch jsch = new JSch();
        jsch.setInstanceLogger(progress);
        identities.addTo(jsch);
        Session session = jsch.getSession(endpoint.user(), endpoint.hostName(), endpoint.port());
        session.setHostKeyRepository(new PinnedHostKeys(keys, target));
        target.knownHosts().alias().ifPresent(session::setHostKeyAlias);
        session.setConfig("StrictHostKeyChecking", "yes");
        session.setConfig("PreferredAuthentications", "publickey");
        Algorithms.set(session, endpoint);
        session.setDaemonThread(true);
        session.setServerAliveCountMax(patience.unanswered());
        // the interval is jsch's read time-out too, which from the start would cut a slow key exchange short
        session.setTimeout(patience.connectMillis());
        return session;
    }

    private SshSocketConnector connector(Optional<Session> jump) {
        SshEndpoint endpoint = target.endpoint();
        return jump.map(SshSocketConnector::through)
                .or(() -> endpoint.proxyCommand().map(command -> SshSocketConnector.through(shell, command)))
                .orElseGet(() -> SshSocketConnector.over(TcpDialer.system(endpoint.option("addressfamily"))));
    }

    private static String refusal(HostKeys keys, LoginProgress progress) {
        String certificate = progress.certificateFailure()
                .filter(reason -> keys.hasAuthority())
                .map(reason -> "\n  (it shows a certificate too, which does not count: " + reason + ")")
                .orElse("");
        return keys.refusal().orElseThrow() + certificate;
    }
}

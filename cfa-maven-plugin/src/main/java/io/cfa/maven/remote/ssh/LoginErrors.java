package io.cfa.maven.remote.ssh;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchSessionDisconnectException;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.remote.config.SshTarget;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;

/** Says why a login failed, and what to do about it. */
record LoginErrors(SshTarget target, String offered, Optional<SshTarget> via, SshTimeouts patience) {

    /** How far a login came. */
    enum Stage {
        /** The host did not take the connection. */
        REACH,
        /** It did, and has not shown a host key that is accepted. */
        GREETING,
        /** It has, and has not let the user in. */
        LOGIN
    }

    RemoteException at(Stage stage, JSchException failure) {
        String where = target.name() + through();
        String problem =
                switch (stage) {
                    case REACH -> unreachable(failure.getCause());
                    case GREETING -> unfriendly(failure);
                    case LOGIN -> refused(failure);
                };
        return new RemoteException(where + ": " + problem, failure);
    }

    private String unreachable(Throwable cause) {
        String address = target.endpoint().address();
        if (via.isPresent()) {
            return "the jump host " + via.get().name() + " could not connect to " + address
                    + ". Next: check HostName and Port in ~/.ssh/config, and that the jump host may forward (AllowTcpForwarding)";
        }
        if (cause instanceof UnknownHostException) {
            return "the name " + target.endpoint().hostName() + " does not resolve. Next: " + mendName();
        }
        if (cause instanceof SocketTimeoutException) {
            return "no answer from " + address + " within " + seconds()
                    + ". Next: check that the host is up, and that its firewall lets this machine in";
        }
        if (cause instanceof NoRouteToHostException) {
            return "no way to " + address + ". Next: check the network and the host's firewall";
        }
        return address + " refuses the connection. Next: check that the host's sshd runs, and on which port";
    }

    private String mendName() {
        return target.alias().equals(SshTarget.DEFAULT)
                ? "say where cfa2 is: the variable CFA2_HOST, or -Dcfa.host=[user@]host[:port], or a block \"Host cfa2\" in ~/.ssh/config"
                : "mend cfa.host (-Dcfa.host, or the variable CFA2_HOST), or HostName in ~/.ssh/config";
    }

    private String unfriendly(JSchException failure) {
        if (failure instanceof JSchAlgoNegoFailException) {
            return "the host's sshd and this client have no algorithm in common (" + failure.getMessage()
                    + "). Next: update the host's sshd";
        }
        if (failure.getCause() instanceof SocketTimeoutException) {
            return "the host took the connection, and then said nothing for " + seconds()
                    + ". Next: check that the port is the sshd's, and how busy the host is";
        }
        return "the host took the connection and closed it before the login"
                + (failure instanceof JSchSessionDisconnectException said ? " (" + said.getDescription() + ")" : "")
                + ". Next: check that the port is the sshd's, and see the host's log (MaxStartups, fail2ban)";
    }

    private String refused(JSchException failure) {
        if (failure.getCause() instanceof SocketTimeoutException) {
            return "the host said nothing for " + seconds() + " during the login. Next: see the host's log";
        }
        if (failure.getCause() instanceof IOException) {
            return "the host closed the connection during the login. Next: see the host's log";
        }
        return "the host does not let the user " + target.endpoint().user() + " in (" + failure.getMessage()
                + "). Offered: "
                + offered + ". Next: add the public key (ssh-keygen -y -f KEY) to ~"
                + target.endpoint().user()
                + "/.ssh/authorized_keys on the host, or name another user: -Dcfa.host=USER@"
                + target.alias();
    }

    private String through() {
        return via.map(jump -> " through " + jump.name()).orElse("");
    }

    private String seconds() {
        return SshTimeouts.text(patience.connect());
    }
}

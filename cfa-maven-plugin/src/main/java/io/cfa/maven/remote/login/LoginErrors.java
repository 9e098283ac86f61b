package io.cfa.maven.remote.login;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchSessionDisconnectException;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.remote.UnreachableException;
import io.cfa.maven.remote.config.SshTarget;
import io.cfa.maven.remote.identity.Identities;
import io.cfa.maven.remote.socket.SlowLookupException;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Says why a login failed, and what to do about it.
 *
 * @param target   where
 * @param offered  the keys
 * @param via      the jump host before it
 * @param patience how long was waited
 * @param said     what was said in the place of an SSH greeting
 */
record LoginErrors(SshTarget target, Identities offered, Optional<SshTarget> via, SshTimeouts patience, String said) {

    private static final int LONGEST = 200;

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
        String where =
                target.name() + via.map(jump -> " through " + jump.name()).orElse("") + ": ";
        return switch (stage) {
            case REACH -> new UnreachableException(where + unreachable(failure.getCause()), failure);
            case LOGIN -> new RemoteException(where + refused(failure), failure);
            case GREETING -> {
                String problem = unfriendly(failure);
                yield isDropped(failure)
                        ? new DroppedConnectionException(where + problem, failure)
                        : failure instanceof JSchAlgoNegoFailException
                                ? new RemoteException(where + problem, failure)
                                : new UnreachableException(where + problem, failure);
            }
        };
    }

    private String unreachable(Throwable cause) {
        String address = target.endpoint().address();
        String host = target.endpoint().hostName();
        if (via.isPresent()) {
            return "the jump host " + via.get().name() + " could not connect to " + address
                    + ". Next: check HostName and Port in ~/.ssh/config, and that the jump host may forward (AllowTcpForwarding)";
        }
        if (target.endpoint().proxyCommand().isPresent()) {
            return "the ProxyCommand cannot be run (" + cause.getMessage()
                    + "). Next: mend ProxyCommand in ~/.ssh/config";
        }
        if (cause instanceof SlowLookupException) {
            return "the lookup of the name " + host + " took longer than " + seconds()
                    + ". Next: check this machine's name servers (getent hosts " + host
                    + ", /etc/resolv.conf), or give the address as HostName in ~/.ssh/config or in cfa.host";
        }
        if (cause instanceof UnknownHostException) {
            return isTemporary(cause)
                    ? "no name server says where " + host
                            + " is. Next: check this machine's network and name servers (getent hosts " + host
                            + ", /etc/resolv.conf)"
                    : "the name " + host + " does not resolve. Next: " + mendName();
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

    private static boolean isTemporary(Throwable cause) {
        return String.valueOf(cause.getMessage()).contains("Temporary failure");
    }

    private String mendName() {
        return target.alias().equals(SshTarget.DEFAULT)
                ? "say where cfa2 is: the variable CFA2_HOST, or -Dcfa.host=[user@]host[:port], or a block \"Host cfa2\" in ~/.ssh/config"
                : "mend cfa.host (-Dcfa.host, or the variable CFA2_HOST), or HostName in ~/.ssh/config";
    }

    private String unfriendly(JSchException failure) {
        if (failure instanceof JSchAlgoNegoFailException) {
            return NoCommonAlgorithm.message((JSchAlgoNegoFailException) failure);
        }
        if (target.endpoint().proxyCommand().isPresent()) {
            return "the ProxyCommand brought no answer of an sshd" + words() + ". Next: run it by hand: "
                    + target.endpoint().proxyCommand().get();
        }
        if (failure.getCause() instanceof SocketTimeoutException) {
            return "the host took the connection, and then said nothing for " + seconds() + words()
                    + ". Next: check that the port is the sshd's, and how busy the host is";
        }
        return "the host took the connection and closed it before the login"
                + (failure instanceof JSchSessionDisconnectException gone
                        ? " (" + gone.getDescription() + ")"
                        : words())
                + ". Next: check that the port is the sshd's, and see the host's log (MaxStartups, fail2ban)";
    }

    private boolean isDropped(JSchException failure) {
        return !(failure instanceof JSchAlgoNegoFailException)
                && !(failure.getCause() instanceof SocketTimeoutException)
                && target.endpoint().proxyCommand().isEmpty();
    }

    private String words() {
        String line = said.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.isEmpty() ? "" : " (it said: " + line.substring(0, Math.min(LONGEST, line.length())) + ")";
    }

    private String refused(JSchException failure) {
        if (failure.getCause() instanceof SocketTimeoutException) {
            return "the host said nothing for " + seconds()
                    + " during the login. Next: see the host's log, and whether it waits for its name servers (UseDNS in sshd_config)";
        }
        if (failure.getCause() instanceof IOException) {
            return "the host closed the connection during the login. Next: see the host's log";
        }
        String user = target.endpoint().user();
        if (failure instanceof JSchSessionDisconnectException gone) {
            return "the host broke off the login of " + user + " (" + gone.getDescription()
                    + "). Offered, in this order: "
                    + offered
                    + ". Next: a host lets a few keys be tried (MaxAuthTries, 6 where it is not set); name the right one in ~/.ssh/config"
                    + " (IdentityFile, and IdentitiesOnly yes), or set SSH_PRIVATE_KEY_CFA2";
        }
        if (!failure.getMessage().contains("publickey")) {
            return "the host wants another proof than a key of the user " + user + " (" + failure.getMessage()
                    + "). Offered: " + offered
                    + ". Next: let a key be enough there: PubkeyAuthentication yes, and AuthenticationMethods publickey or none, in"
                    + " sshd_config";
        }
        return "the host does not let the user " + user + " in (" + failure.getMessage() + "). Offered: " + offered
                + ". Next: " + offered.remedy(target);
    }

    private String seconds() {
        return SshTimeouts.text(patience.connect());
    }
}

package io.cfa.maven.remote.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.JSchException;
import io.cfa.maven.remote.config.SshConfig;
import io.cfa.maven.remote.config.SshEnvironment;
import io.cfa.maven.remote.config.SshTarget;
import io.cfa.maven.remote.config.SshTargets;
import io.cfa.maven.remote.identity.Identities;
import io.cfa.maven.remote.key.TestKeys;
import io.cfa.maven.remote.socket.SlowLookupException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoginErrorsTest {

    private static final SshEnvironment USER =
            SshEnvironment.at(Path.of("/nowhere"), Map.of("SSH_PRIVATE_KEY_CFA2", TestKeys.text("ed25519.openssh")));

    @Test
    void aSlowLookupIsNoUnknownName() {
        assertThat(reach(new SlowLookupException("dev.example")))
                .isEqualTo(
                        "deploy@dev.example:22: the lookup of the name dev.example took longer than 10 s. Next: check this"
                                + " machine's name servers (getent hosts dev.example, /etc/resolv.conf), or give the address as HostName in"
                                + " ~/.ssh/config or in cfa.host");
    }

    @Test
    void aNameServerThatIsDownIsNoUnknownName() {
        assertThat(reach(new UnknownHostException("dev.example: Temporary failure in name resolution")))
                .isEqualTo(
                        "deploy@dev.example:22: no name server says where dev.example is. Next: check this machine's network and"
                                + " name servers (getent hosts dev.example, /etc/resolv.conf)");
    }

    @Test
    void silenceAndNoRouteAreTheNetworks() {
        assertThat(reach(new SocketTimeoutException()))
                .isEqualTo(
                        "deploy@dev.example:22: no answer from dev.example:22 within 10 s. Next: check that the host is up, and"
                                + " that its firewall lets this machine in");
        assertThat(reach(new NoRouteToHostException()))
                .isEqualTo(
                        "deploy@dev.example:22: no way to dev.example:22. Next: check the network and the host's firewall");
    }

    @Test
    void whatAnswersIsQuoted() {
        assertThat(errors("HTTP/1.1 400 Bad Request")
                        .at(LoginErrors.Stage.GREETING, new JSchException("connection is closed by foreign host"))
                        .getMessage())
                .isEqualTo(
                        "deploy@dev.example:22: the host took the connection and closed it before the login (it said: HTTP/1.1 400"
                                + " Bad Request). Next: check that the port is the sshd's, and see the host's log (MaxStartups, fail2ban)");
    }

    @Test
    void anAlgorithmListIsChangedAsSshChangesIt() {
        assertThat(Algorithms.changed("a,b,c", "+d,a")).isEqualTo("b,c,d,a");
        assertThat(Algorithms.changed("a,b,c", "-b")).isEqualTo("a,c");
        assertThat(Algorithms.changed("a,b,c", "^c,d")).isEqualTo("c,d,a,b");
        assertThat(Algorithms.changed("a,b,c", "x,y")).isEqualTo("x,y");
    }

    private static String reach(Throwable cause) {
        return errors("")
                .at(LoginErrors.Stage.REACH, new JSchException("x", cause))
                .getMessage();
    }

    private static LoginErrors errors(String said) {
        SshTarget target = new SshTargets(SshConfig.of(USER), USER).of("deploy@dev.example");
        return new LoginErrors(target, Identities.of(target, false, USER), Optional.empty(), SshTimeouts.usual(), said);
    }
}

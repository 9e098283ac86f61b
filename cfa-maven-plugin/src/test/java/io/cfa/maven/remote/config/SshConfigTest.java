package io.cfa.maven.remote.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshConfigTest {

    @TempDir
    private Path home;

    @Test
    void whatIsWrittenIsEnoughWithoutAConfiguration() {
        assertThat(target("deploy@92.51.38.126:2222").name()).isEqualTo("deploy@92.51.38.126:2222");
        assertThat(target("92.51.38.126").name()).isEqualTo("me@92.51.38.126:22");
        assertThat(target("deploy@example.org@cfa2").name()).isEqualTo("deploy@example.org@cfa2:22");
        assertThat(target("deploy@[2001:db8::1]:2222").endpoint().hostName()).isEqualTo("2001:db8::1");
        assertThat(target("deploy@[2001:db8::1]:2222").name()).isEqualTo("deploy@[2001:db8::1]:2222");
        assertThat(target("2001:db8::1").endpoint().hostName()).isEqualTo("2001:db8::1");
        assertThat(target("cfa2").knownHosts().files())
                .containsExactly(
                        home.resolve(".ssh/known_hosts"),
                        home.resolve(".ssh/known_hosts2"),
                        home.resolve("etc/ssh_known_hosts"),
                        home.resolve("etc/ssh_known_hosts2"));
    }

    @Test
    void whatIsNoTargetIsRefused() {
        for (String written :
                List.of("two words", "-oProxyCommand=x", "$CFA2_HOST", "host:", "host:ssh", "@host", "user@")) {
            assertThatThrownBy(() -> target(written))
                    .as(written)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("\"" + written
                            + "\" is no SSH host: expected [user@]host[:port], or an alias of ~/.ssh/config."
                            + " Next: mend cfa.host (-Dcfa.host, or the variable CFA2_HOST)");
        }
        assertThatThrownBy(() -> target("host:70000"))
                .hasMessage(
                        "\"70000\" is no port of host: expected 1 to 65535. Next: mend cfa.host, or Port in ~/.ssh/config");
    }

    @Test
    void anAliasIsCompletedAndWhatIsWrittenWins() throws Exception {
        config(
                """
                # the dev host
                Host cfa2 other
                    HostName 10.0.0.2
                    user = deploy
                    Port=2222
                    IdentityFile ~/.ssh/cfa2_%r
                    IdentityFile "%d/keys/of %h"
                    IdentitiesOnly yes
                    HostKeyAlias cfa2.internal
                    UserKnownHostsFile ~/.ssh/known_cfa2 "/etc/ssh/known %n"
                    ForwardAgent yes
                    RequestTTY force
                    Nonsense
                """);
        SshTarget target = target("cfa2");
        assertThat(target.name()).isEqualTo("deploy@cfa2:2222");
        assertThat(target.endpoint().hostName()).isEqualTo("10.0.0.2");
        assertThat(target.identities().files())
                .containsExactly(home.resolve(".ssh/cfa2_deploy"), home.resolve("keys/of 10.0.0.2"));
        assertThat(target.identities().only()).isTrue();
        assertThat(target.knownHosts().alias()).contains("cfa2.internal");
        assertThat(target.knownHosts().files())
                .startsWith(home.resolve(".ssh/known_cfa2"), Path.of("/etc/ssh/known cfa2"))
                .doesNotContain(home.resolve(".ssh/known_hosts"));
        assertThat(target("root@cfa2:22").name()).isEqualTo("root@cfa2:22");
        assertThat(target("cfa3").endpoint().hostName()).isEqualTo("cfa3");
    }

    @Test
    void patternsNegationsAndTheFirstValueCount() throws Exception {
        config(
                """
                User early
                Host *.dev !bad.dev
                    Port 1001
                Host web?.dev
                    Port 1002
                    HostName %h.example.org
                Host *
                    Port 1003
                    User late
                """);
        assertThat(target("web1.dev").endpoint().port()).isEqualTo(1001);
        assertThat(target("web1.dev").endpoint().hostName()).isEqualTo("web1.dev.example.org");
        assertThat(target("bad.dev").endpoint().port()).isEqualTo(1003);
        assertThat(target("elsewhere").name()).isEqualTo("early@elsewhere:1003");
    }

    @Test
    void aMatchBlockCountsWhereItHoldsAndIncludesAreRead() throws Exception {
        Files.createDirectories(home.resolve(".ssh/config.d"));
        Files.writeString(home.resolve(".ssh/config.d/10-cfa2"), "Host cfa2\n  Port 2210\n");
        Files.writeString(
                home.resolve(".ssh/config.d/20-cfa2"), "Host cfa2\n  Port 2220\n  User twenty\nHost *\n  User star\n");
        config(
                """
                Match exec "false"
                    Port 666
                Match all
                    IdentityFile ~/.ssh/all
                Host cfa2
                    Include config.d/* missing.d/*
                    HostName after-include
                Host other
                    Include ~/.ssh/config.d/20-cfa2
                """);
        assertThat(target("cfa2").name()).isEqualTo("twenty@cfa2:2210");
        assertThat(target("cfa2").endpoint().hostName()).isEqualTo("after-include");
        assertThat(target("cfa2").identities().files()).containsExactly(home.resolve(".ssh/all"));
        assertThat(target("other").name()).isEqualTo("star@other:22");
        assertThat(target("third").name()).isEqualTo("me@third:22");
    }

    @Test
    void jumpsAreFollowedToTheFirstHost() throws Exception {
        config(
                """
                Host cfa2
                    ProxyJump inner,last@10.0.0.9:2200
                Host inner
                    HostName 10.0.0.3
                    User in
                    ProxyJump outer
                Host outer
                    User out
                Host direct
                    ProxyJump none
                Host round
                    ProxyJump about
                Host about
                    ProxyJump round
                """);
        assertThat(target("cfa2").jumps())
                .extracting(SshTarget::name)
                .containsExactly("out@outer:22", "in@inner:22", "last@10.0.0.9:2200");
        assertThat(target("direct").jumps()).isEmpty();
        assertThatThrownBy(() -> target("round"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "ProxyJump of ~/.ssh/config goes through more than 8 hosts, or in a circle, at about. Next: mend it");
    }

    private void config(String text) throws IOException {
        Files.createDirectories(home.resolve(".ssh"));
        Files.writeString(home.resolve(".ssh/config"), text);
    }

    private SshTarget target(String written) {
        SshEnvironment user = SshEnvironment.at(home, Map.of());
        return new SshTargets(SshConfig.of(user), user).of(written);
    }
}

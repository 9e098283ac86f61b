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
        for (String written : List.of(
                "two words",
                "-oProxyCommand=x",
                "$CFA2_HOST",
                "host:",
                "host:ssh",
                "@host",
                "user@",
                "$(id)@host",
                "a;b@host",
                "-l@host",
                "`x`@h")) {
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
                    UserKnownHostsFile ~/.ssh/known_cfa2 "/etc/ssh/known %n" /%%k/%k
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
                .startsWith(
                        home.resolve(".ssh/known_cfa2"), Path.of("/etc/ssh/known cfa2"), Path.of("/%k/cfa2.internal"))
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

    /** Each line as {@code ssh -G} of OpenSSH 9.2 reads it. */
    @Test
    void conditionsAreAskedWhereTheyStandAsSshAsksThem() throws Exception {
        config(
                """
                Host cfa2 other # comment
                  HostName "10.0.0.2"
                  User=deploy
                  IdentityFile keys/relative
                  IdentityFile "~/.ssh/with space"
                  IdentityFile %d/of_%r_%h_%p
                Match host 10.0.0.*
                  Port 2222
                Match originalhost cfa2 user deploy
                  IdentityFile ~/.ssh/matched
                Match host cfa2
                  IdentityFile ~/.ssh/never
                Match final host 10.0.0.2
                  IdentityFile ~/.ssh/final
                Match user nobody
                  HostKeyAlias never
                Match !host 10.* all
                  HostKeyAlias never2
                Match localuser me exec "test %p = 2222"
                  HostKeyAlias fromexec
                Host jump
                  ProxyJump none
                Host *
                  ProxyJump jump
                  ProxyCommand never %h
                """);
        SshTarget target = target("cfa2");
        assertThat(target.name()).isEqualTo("deploy@cfa2:2222");
        assertThat(target.identities().files())
                .containsExactly(
                        home.resolve("keys/relative"),
                        home.resolve(".ssh/with space"),
                        home.resolve("of_deploy_10.0.0.2_2222"),
                        home.resolve(".ssh/matched"),
                        home.resolve(".ssh/final"));
        assertThat(target.knownHosts().alias()).contains("fromexec");
        assertThat(target.jumps()).extracting(SshTarget::alias).containsExactly("jump");
        assertThat(target.endpoint().proxyCommand()).isEmpty();
        assertThat(target("root@cfa2").identities().files()).doesNotContain(home.resolve(".ssh/matched"));
    }

    @Test
    void theMachinesOwnConfigurationComesAfterTheUsers() throws Exception {
        Files.createDirectories(home.resolve("etc/ssh_config.d"));
        Files.writeString(
                home.resolve("etc/ssh_config"), "Include ssh_config.d/*.conf\nHost *\n User machine\n Port 2200\n");
        Files.writeString(home.resolve("etc/ssh_config.d/10.conf"), "Host cfa2\n  Port 2210\n");
        config("User mine\n");
        assertThat(target("cfa2").name()).isEqualTo("mine@cfa2:2210");
        assertThat(target("cfa3").name()).isEqualTo("mine@cfa3:2200");
    }

    @Test
    void includesHaveWildcardsInDirectoriesToo() throws Exception {
        Files.createDirectories(home.resolve(".ssh/conf.d/team"));
        Files.createDirectories(home.resolve(".ssh/conf.d/.hidden"));
        Files.writeString(home.resolve(".ssh/conf.d/team/a.conf"), "Host cfa2\n Port 2201\n");
        Files.writeString(home.resolve(".ssh/conf.d/.hidden/a.conf"), "Host cfa2\n User hidden\n");
        config("Include conf.d/*/?.conf ~/.ssh/conf.d/team/[b-z].conf\n");
        assertThat(target("cfa2").name()).isEqualTo("me@cfa2:2201");
    }

    @Test
    void aCircleOfIncludesIsRefused() throws Exception {
        config("Include config\n");
        assertThatThrownBy(() -> target("cfa2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Include of ~/.ssh/config goes deeper than 16 files, or in a circle. Next: mend it");
    }

    @Test
    void aProxyCommandKeepsItsQuotesAndGetsItsTokens() throws Exception {
        config(
                "Host cfa2\n HostName 10.0.0.2\n ProxyCommand ssh -W '[%h]:%p' \"%n\" %% %r # all of it\n ProxyJump later\n");
        assertThat(target("cfa2").endpoint().proxyCommand())
                .contains("ssh -W '[10.0.0.2]:22' \"cfa2\" % me # all of it");
        assertThat(target("cfa2").jumps()).isEmpty();
        config("ProxyCommand none\n");
        assertThat(target("cfa2").endpoint().proxyCommand()).isEmpty();
        config("ProxyCommand nc %x\n");
        assertThatThrownBy(() -> target("cfa2"))
                .hasMessage(
                        "~/.ssh/config says nc %x, and %x stands for nothing that is known here. Next: mend the line (tokens: %h %n"
                                + " %p %r %u %d %l %L %C %%)");
    }

    @Test
    void whatIsNotDoneIsSaidAndWhatIsOfNoConsequenceIsNot() throws Exception {
        config(
                """
                Host other
                  PKCS11Provider /usr/lib/token.so
                Host cfa2
                  PKCS11Provider /usr/lib/token.so
                  StrictHostKeyChecking accept-new
                  ForwardAgent yes
                  ControlMaster auto
                  KnownHostsCommand none
                  CanonicalizeHostname no
                  BindAddress 10.0.0.1
                  Nonsense 1
                Match tagged work
                  User tagged
                """);
        SshEnvironment user = SshEnvironment.at(home, Map.of());
        SshConfig config = SshConfig.of(user);
        assertThat(new SshTargets(config, user).of("cfa2").name()).isEqualTo("me@cfa2:22");
        new SshTargets(config, user).of("cfa2");
        String file = " of " + home.resolve(".ssh/config") + ": ";
        assertThat(config.notices())
                .containsExactly(
                        "line 4" + file
                                + "pkcs11provider /usr/lib/token.so is not done here; load the token's key into ssh-agent",
                        "line 5" + file
                                + "stricthostkeychecking accept-new is not done here; host keys are always checked",
                        "line 10" + file
                                + "bindaddress 10.0.0.1 is not done here; the system chooses the address to connect from",
                        "line 11" + file + "nonsense 1 is not done here",
                        "line 12" + file + "Match tagged work is not known here, and the block counts for no host");
    }

    @Test
    void wordsAreReadAsSshReadsThem() {
        assertThat(ConfigWords.of("a \"b c\" 'd \\' e' f\\ g \\\"h x#y # z"))
                .containsExactly("a", "b c", "d ' e", "f g", "\"h", "x#y");
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

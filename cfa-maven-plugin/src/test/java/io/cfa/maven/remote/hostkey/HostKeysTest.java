package io.cfa.maven.remote.hostkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.remote.config.SshConfig;
import io.cfa.maven.remote.config.SshEnvironment;
import io.cfa.maven.remote.config.SshTargets;
import io.cfa.maven.remote.key.CiVariableText;
import io.cfa.maven.remote.key.TestKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostKeysTest {

    private static final byte[] KEY = TestKeys.publicKey("ed25519").bytes();
    private static final byte[] OTHER = TestKeys.publicKey("rsa").bytes();
    private static final String BASE64 = Base64.getEncoder().encodeToString(KEY);

    @TempDir
    private Path home;

    @Test
    void namesPortsPatternsAndSeveralHostsInALineAreKnown() {
        accepts("cfa2 ssh-ed25519 " + BASE64, "cfa2");
        accepts("CFA2 ssh-ed25519 " + BASE64, "cfa2");
        accepts("other,cfa2,10.0.0.2 ssh-ed25519 " + BASE64 + " a comment", "10.0.0.2");
        accepts("[cfa2]:2222 ssh-ed25519 " + BASE64, "[cfa2]:2222");
        accepts("cfa2 ssh-ed25519 " + BASE64, "[cfa2]:2222");
        accepts("*.dev,!bad.dev ssh-ed25519 " + BASE64, "cfa2.dev");
        refuses("*.dev,!bad.dev ssh-ed25519 " + BASE64, "bad.dev");
        refuses("[cfa2]:2222 ssh-ed25519 " + BASE64, "cfa2");
        refuses("[cfa2]:2222 ssh-ed25519 " + BASE64, "[cfa2]:2223");
        refuses("# cfa2 ssh-ed25519 " + BASE64 + "\nelse ssh-ed25519 " + BASE64, "cfa2");
        refuses("cfa2 ssh-rsa " + BASE64 + "\nelse ssh-ed25519 " + BASE64, "cfa2");
    }

    @Test
    void hashedNamesAreKnown() {
        // what ssh-keygen -H made of cfa2 and of [cfa2]:2222
        String hashed = "|1|cliATWRSJ0S6dfJuYyFFp/pqe2A=|zW9+xE1S89H2T7VQCL6BFtEm9Bs= ssh-ed25519 " + BASE64
                + "\n|1|7xEaXtIl5eKw7GpcACcIBGxtJts=|oYWufh2rMoWUJX+bbMhiv/KUiIs= ssh-ed25519 " + BASE64;
        accepts(hashed, "cfa2");
        accepts(hashed, "[cfa2]:2222");
        accepts(hashed.lines().toList().get(1), "[CFA2]:2222");
        refuses(hashed.lines().toList().get(1), "cfa2");
        refuses(hashed, "cfa3");
    }

    @Test
    void lostLineEndsAndWhatElseAVariableDoesAreUndone() {
        String text = "# cfa2:22 SSH-2.0-OpenSSH_9.2p1\nother ssh-rsa "
                + Base64.getEncoder().encodeToString(OTHER) + "\n# cfa2:22 SSH-2.0-OpenSSH_9.2p1\ncfa2 ssh-ed25519 "
                + BASE64 + "\n";
        for (String mangled : List.of(
                text,
                text.strip(),
                text.replace("\n", "\r\n"),
                text.replace("\n", "\\n"),
                text.replace("\n", " "),
                "\"" + text + "\"",
                Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))) {
            accepts(mangled, "cfa2");
        }
        refuses("# cfa2 ssh-ed25519 " + BASE64 + " other ssh-ed25519 " + BASE64, "cfa2");
    }

    @Test
    void anUnknownKeyIsRefusedWithTheLineToAdd() {
        assertThat(refusal(keys("other ssh-ed25519 " + BASE64), "[10.0.0.2]:2222"))
                .isEqualTo("deploy@cfa2:2222: the host key is not known. It shows " + TestKeys.EXPECTED.get("ed25519")
                        + ". Next: compare the fingerprint on the host itself (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), and if it"
                        + " is the same, add this line to SSH_KNOWN_HOSTS_CFA2:\n  [10.0.0.2]:2222 ssh-ed25519 "
                        + BASE64);
    }

    @Test
    void aChangedKeyIsRefusedLoudly() {
        String old = Base64.getEncoder().encodeToString(OTHER);
        assertThat(refusal(keys("x ssh-rsa " + old + "\ncfa2 ssh-rsa " + old), "cfa2"))
                .isEqualTo("deploy@cfa2:2222: THE HOST KEY HAS CHANGED. Known is " + TestKeys.EXPECTED.get("rsa")
                        + " (line 2 of SSH_KNOWN_HOSTS_CFA2); it shows " + TestKeys.EXPECTED.get("ed25519")
                        + ". Either the host was set up anew, or someone stands in between. Nothing was sent. Next: ask the host's owner;"
                        + " compare the fingerprint on the host itself (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), and only if it is"
                        + " the same, put this line in the place of the old one:\n  cfa2 ssh-ed25519 " + BASE64);
    }

    @Test
    void aRevokedKeyIsRefusedThoughItIsKnown() {
        assertThat(refusal(keys("cfa2 ssh-ed25519 " + BASE64 + "\n@revoked * ssh-ed25519 " + BASE64), "cfa2"))
                .isEqualTo(
                        "deploy@cfa2:2222: the host key is revoked. It shows " + TestKeys.EXPECTED.get("ed25519")
                                + ", which line 2 of SSH_KNOWN_HOSTS_CFA2 forbids. Next: have the host's owner make a new host key");
    }

    @Test
    void theTypesThatAreKnownAreAskedForFirst() {
        HostKeys keys = keys("cfa2 ssh-ed25519 " + BASE64 + "\nother ssh-rsa "
                + Base64.getEncoder().encodeToString(OTHER));
        assertThat(keys.of("[cfa2]:2222").stream().map(entry -> entry.key().type()))
                .containsExactly("ssh-ed25519");
    }

    @Test
    void aVariableWithoutAKeyIsRefused() {
        assertThatThrownBy(() -> of(Map.of("SSH_KNOWN_HOSTS_CFA2", "cfa2 is at home")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SSH_KNOWN_HOSTS_CFA2 holds no host key in its 15 characters on 1 lines. Next: give it what"
                        + " ssh-keyscan -t ed25519 cfa2 prints, compared with the host's own");
        assertThatThrownBy(() -> of(Map.of("SSH_KNOWN_HOSTS_CFA2", "${SSH_KNOWN_HOSTS_CFA2}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the variable was not expanded");
    }

    @Test
    void withoutTheVariableTheUsersFileCounts() throws Exception {
        Files.createDirectories(home.resolve(".ssh"));
        Path file = Files.writeString(home.resolve(".ssh/known_hosts"), "cfa2 ssh-ed25519 " + BASE64 + "\n");
        assertThat(of(Map.of()).accepts("cfa2", KEY)).isTrue();
        Files.createDirectories(home.resolve("etc"));
        Files.writeString(home.resolve("etc/ssh_known_hosts"), "\n \n");
        assertThat(of(Map.of()).accepts("cfa2", KEY)).isTrue();
        Files.writeString(home.resolve("etc/ssh_known_hosts"), "cfa3 ssh-ed25519 " + BASE64 + "\n");
        assertThat(of(Map.of()).accepts("cfa3", KEY)).isTrue();
        Files.delete(file);
        assertThat(refusal(of(Map.of()), "cfa2")).contains("add this line to " + file + ":\n");
    }

    private void accepts(String known, String host) {
        HostKeys keys = keys(known);
        assertThat(keys.accepts(host, KEY)).as(known).isTrue();
        assertThat(keys.accepted()).isTrue();
    }

    private void refuses(String known, String host) {
        HostKeys keys = keys(known);
        assertThat(refusal(keys, host)).as(known).isNotEmpty();
        assertThat(keys.accepted()).isFalse();
    }

    private static String refusal(HostKeys keys, String host) {
        assertThat(keys.accepts(host, KEY)).isFalse();
        return keys.refusal().orElseThrow();
    }

    private HostKeys keys(String known) {
        CiVariableText given = CiVariableText.of("SSH_KNOWN_HOSTS_CFA2", known, SshEnvironment.at(home, Map.of()));
        return new HostKeys("deploy@cfa2:2222", "SSH_KNOWN_HOSTS_CFA2", KnownHost.read(given));
    }

    private HostKeys of(Map<String, String> environment) {
        SshEnvironment user = SshEnvironment.at(home, environment);
        return HostKeys.of(new SshTargets(SshConfig.of(user), user).of("cfa2"), user);
    }
}

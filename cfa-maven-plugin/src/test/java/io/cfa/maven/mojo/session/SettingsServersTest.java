package io.cfa.maven.mojo.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.image.cache.ImageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecrypter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;
import org.sonatype.plexus.components.sec.dispatcher.DefaultSecDispatcher;

class SettingsServersTest {

    private static final String REGISTRY = "registry.example";
    private static final String MASTER = "correct horse";

    @TempDir
    Path temp;

    private final Settings settings = new Settings();
    private final Server server = new Server();
    private DefaultPlexusCipher cipher;
    private SettingsServers servers;

    @BeforeEach
    void aServerAndAMasterPassword() throws Exception {
        cipher = new DefaultPlexusCipher();
        Path security = temp.resolve("settings-security.xml");
        Files.writeString(
                security,
                "<settingsSecurity><master>" + cipher.encryptAndDecorate(MASTER, "settings.security")
                        + "</master></settingsSecurity>");
        server.setId(REGISTRY);
        server.setUsername("me");
        settings.addServer(server);
        servers = new SettingsServers(
                settings,
                new DefaultSettingsDecrypter(new DefaultSecDispatcher(cipher, Map.of(), security.toString())));
    }

    @Test
    void anEncryptedPasswordIsDecrypted() throws Exception {
        server.setPassword(cipher.encryptAndDecorate("s3cret", MASTER));
        assertThat(servers.server(REGISTRY).orElseThrow().getPassword()).isEqualTo("s3cret");
        assertThat(servers.of(REGISTRY).orElseThrow())
                .hasToString("the server registry.example of settings.xml (user me)");
    }

    @Test
    void aPlainPasswordIsTakenAsItIs() {
        server.setPassword("s3cret");
        assertThat(servers.server(REGISTRY).orElseThrow().getPassword()).isEqualTo("s3cret");
    }

    @Test
    void aPasswordOfAnotherMasterIsNamedAndNotShown() throws Exception {
        server.setPassword(cipher.encryptAndDecorate("s3cret", "another master"));
        assertThatThrownBy(() -> servers.of(REGISTRY))
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith(
                        "the password of the server registry.example in settings.xml cannot be decrypted: ")
                .hasMessageEndingWith("Next: check settings-security.xml, or encrypt it again (mvn --encrypt-password)")
                .hasMessageNotContaining(MASTER);
    }

    @Test
    void aRegistryWithoutAServerHasNoLogin() {
        assertThat(servers.of("other.example")).isEmpty();
    }
}

package io.cfa.maven.remote.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.remote.config.SshConfig;
import io.cfa.maven.remote.config.SshEnvironment;
import io.cfa.maven.remote.config.SshTarget;
import io.cfa.maven.remote.config.SshTargets;
import io.cfa.maven.remote.key.TestKeys;
import io.cfa.maven.remote.ssh.KeyAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentitiesTest {

    private static final String ED25519 = TestKeys.EXPECTED.get("ed25519");
    private static final String RSA = TestKeys.EXPECTED.get("rsa");
    private static final String ECDSA = TestKeys.EXPECTED.get("ecdsa256");

    private final Map<String, String> environment = new LinkedHashMap<>();

    @TempDir
    private Path home;

    private KeyAgent agent;

    @BeforeEach
    void agentWithAnRsaKey() throws Exception {
        agent = new KeyAgent(home.resolve("agent"), "rsa.pem");
        environment.put("SSH_AUTH_SOCK", agent.socket().toString());
    }

    @AfterEach
    void stop() throws IOException {
        agent.close();
    }

    @Test
    void whatIsNamedComesBeforeTheAgentsKeysAndThoseBeforeTheUsual() throws Exception {
        ssh("named", TestKeys.text("ed25519.openssh"));
        ssh("id_ecdsa", TestKeys.text("ecdsa256.openssh"));
        ssh("config", "Host cfa2\n IdentityFile ~/.ssh/named\n");
        assertThat(identities("cfa2"))
                .isEqualTo(ED25519 + " (" + home.resolve(".ssh/named") + "), " + RSA + " (agent)");
        assertThat(identities("other"))
                .isEqualTo(RSA + " (agent), " + ECDSA + " (" + home.resolve(".ssh/id_ecdsa") + ")");
    }

    @Test
    void aPublicKeyAsIdentityFileMeansThatOfTheAgent() throws Exception {
        ssh("named.pub", TestKeys.text("rsa.pub"));
        ssh("config", "IdentityFile ~/.ssh/named.pub\nIdentitiesOnly yes\n");
        assertThat(identities("cfa2")).isEqualTo(RSA + " (" + home.resolve(".ssh/named.pub") + ", agent)");
        ssh("named.pub", TestKeys.text("ed25519.pub"));
        assertThatThrownBy(() -> identities("cfa2"))
                .hasMessageContaining("left out: " + home.resolve(".ssh/named.pub")
                        + " is a public key, and the agent does not hold its private part. Next: ");
        ssh("config", "IdentityFile ~/.ssh/named.pub\nIdentityAgent none\n");
        assertThatThrownBy(() -> identities("cfa2"))
                .hasMessageContaining("is a public key, and there is no agent with keys. Next: ");
    }

    @Test
    void aLockedFileIsOpenInTheAgent() throws Exception {
        ssh("named", TestKeys.text("rsa.openssh.encrypted"));
        ssh("config", "IdentityFile ~/.ssh/named\nIdentitiesOnly yes\n");
        assertThat(identities("cfa2")).isEqualTo(RSA + " (" + home.resolve(".ssh/named") + ", agent)");
    }

    @Test
    void theVariableIsTheOnlyKeyOfAPipeline() throws Exception {
        environment.put("SSH_PRIVATE_KEY_CFA2", TestKeys.text("ed25519.openssh"));
        ssh("id_ecdsa", TestKeys.text("ecdsa256.openssh"));
        assertThat(identities("cfa2")).isEqualTo(ED25519 + " (SSH_PRIVATE_KEY_CFA2)");
    }

    @Test
    void anAgentThatIsGoneIsSaidAndIdentityAgentNamesAnother() throws Exception {
        ssh("id_ecdsa", TestKeys.text("ecdsa256.openssh"));
        environment.put("SSH_AUTH_SOCK", home.resolve("gone").toString());
        assertThat(identities("cfa2"))
                .endsWith("; left out: the agent at " + home.resolve("gone") + " does not answer");
        environment.put("MY_AGENT", agent.socket().toString());
        for (String written :
                new String[] {"$MY_AGENT", "${MY_AGENT}", agent.socket().toString(), "~/agent", "%d/agent"}) {
            ssh("config", "IdentityAgent " + written + "\n");
            assertThat(identities("cfa2")).as(written).startsWith(RSA + " (agent), ");
        }
    }

    private String identities(String host) {
        SshEnvironment user = SshEnvironment.at(home, environment);
        SshTarget target = new SshTargets(SshConfig.of(user), user).of(host);
        return Identities.of(target, false, user).toString();
    }

    private void ssh(String file, String text) throws IOException {
        Files.createDirectories(home.resolve(".ssh"));
        Files.writeString(home.resolve(".ssh").resolve(file), text);
    }
}

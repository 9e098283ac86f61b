package io.cfa.maven.remote.key;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.remote.Secret;
import io.cfa.maven.remote.config.SshEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnusableKeysTest {

    @ParameterizedTest
    @ValueSource(strings = {"dsa.pkcs8", "dsa.openssh"})
    void aDsaKeyIsTakenByNobody(String file) {
        refused(
                text(file),
                "SSH_PRIVATE_KEY_CFA2 is a DSA key, which no sshd takes any more (OpenSSH since 7.0). Next: make an ed25519 key"
                        + " (ssh-keygen -t ed25519), and add its public part to authorized_keys on the host");
    }

    @Test
    void aDsaKeyOfOldIsKnownByItsLabel() {
        refused(
                Pem.text("DSA PRIVATE KEY", new byte[40]),
                "SSH_PRIVATE_KEY_CFA2 is a DSA key, which no sshd takes any more (OpenSSH since 7.0). Next: make an ed25519 key"
                        + " (ssh-keygen -t ed25519), and add its public part to authorized_keys on the host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256k1.pem", "secp256k1.pkcs8"})
    void aCurveThatSshDoesNotUseIsNamed(String file) {
        refused(
                text(file),
                "SSH_PRIVATE_KEY_CFA2 is on the curve secp256k1, and SSH uses nistp256, nistp384 and nistp521. Next: make an ed25519"
                        + " key (ssh-keygen -t ed25519), and add its public part to authorized_keys on the host");
    }

    @Test
    void aKeyOfASecurityTokenIsNoKeyForAPipeline() {
        SshWireWriter blob = new SshWireWriter()
                .text("sk-ssh-ed25519@openssh.com")
                .bytes(new byte[32])
                .text("ssh:");
        byte[] file = new SshWireWriter()
                .raw("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII))
                .text("none")
                .text("none")
                .text("")
                .number(1)
                .bytes(blob.toByteArray())
                .bytes(new byte[64])
                .toByteArray();
        refused(
                Pem.text("OPENSSH PRIVATE KEY", file),
                "SSH_PRIVATE_KEY_CFA2 is a key of a security token (sk-ssh-ed25519@openssh.com), of which the file holds a part only."
                        + " Next: for a pipeline make a key without a token (ssh-keygen -t ed25519); at a desk load this one into"
                        + " ssh-agent (ssh-add FILE), and leave SSH_PRIVATE_KEY_CFA2 unset");
    }

    private static void refused(String text, String message) {
        SshEnvironment user = SshEnvironment.at(Path.of("/nowhere"), Map.of());
        assertThatThrownBy(() -> PrivateKey.read(
                        CiVariableText.of("SSH_PRIVATE_KEY_CFA2", text, user), Optional.of(Secret.of("any"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessage(message);
    }

    private static String text(String file) {
        try (InputStream input = UnusableKeysTest.class.getResourceAsStream("/keys-unusable/" + file)) {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

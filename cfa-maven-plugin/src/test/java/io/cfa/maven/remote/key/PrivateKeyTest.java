package io.cfa.maven.remote.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.remote.Secret;
import io.cfa.maven.remote.config.SshEnvironment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PrivateKeyTest {

    private static final String NAME = "SSH_PRIVATE_KEY_CFA2";

    @TempDir
    private Path home;

    @ParameterizedTest
    @MethodSource("keys")
    void everyFormatOfEveryTypeIsRead(String key) {
        assertThat(read(TestKeys.text(key), TestKeys.passphrase(key)))
                .hasToString(TestKeys.expected(key) + " (SSH_PRIVATE_KEY_CFA2)");
    }

    @ParameterizedTest
    @MethodSource("manglings")
    void whateverAVariableDoesToAKeyIsUndone(String what, UnaryOperator<String> mangling) {
        for (String key : List.of(
                "ed25519.openssh",
                "rsa.pem",
                "rsa.pem.encrypted",
                "ecdsa256.pem",
                "ed25519.pkcs8",
                "rsa.pkcs8.encrypted")) {
            assertThat(read(mangling.apply(TestKeys.text(key)), TestKeys.passphrase(key)))
                    .as(what + " of " + key)
                    .hasToString(TestKeys.expected(key) + " (SSH_PRIVATE_KEY_CFA2)");
        }
    }

    @Test
    void aPathIsReadAsTheFile() throws Exception {
        Path file = Files.writeString(
                home.resolve("key.tmp"), TestKeys.text("ed25519.openssh").strip());
        assertThat(read(file.toString()))
                .hasToString(TestKeys.expected("ed25519") + " (SSH_PRIVATE_KEY_CFA2 (the file " + file + "))");
        assertThat(read("~/key.tmp\n"))
                .hasToString(TestKeys.expected("ed25519") + " (SSH_PRIVATE_KEY_CFA2 (the file " + file + "))");
    }

    @Test
    void whatIsNoKeySaysWhatItLooksLike() throws Exception {
        Path empty = Files.createFile(home.resolve("empty"));
        refused("", "SSH_PRIVATE_KEY_CFA2 is set, but empty. Next: give the CI variable its value, or remove it");
        refused(" \n", "SSH_PRIVATE_KEY_CFA2 is set, but empty. Next: give the CI variable its value, or remove it");
        refused(
                "$SSH_PRIVATE_KEY_CFA2",
                "SSH_PRIVATE_KEY_CFA2 holds the words $SSH_PRIVATE_KEY_CFA2 in the place of a value: the variable was not expanded. GitLab"
                        + " gives a protected variable to protected branches only. Next: protect the branch"
                        + " (Settings > Repository > Protected branches), or take the protection off the variable");
        refused(
                "/builds/cfa.tmp/SSH_PRIVATE_KEY_CFA2",
                "SSH_PRIVATE_KEY_CFA2 names the file /builds/cfa.tmp/SSH_PRIVATE_KEY_CFA2, which does not exist."
                        + " Next: make it a CI variable of type file, or mend the path");
        refused(empty.toString(), "SSH_PRIVATE_KEY_CFA2 (the file " + empty + ") is empty. Next: give it its content");
        refused(
                home.toString(),
                "SSH_PRIVATE_KEY_CFA2 (the file " + home
                        + ") cannot be read (IOException). Next: make it a file that this user may read");
        refused(
                TestKeys.text("ed25519.pub"),
                "SSH_PRIVATE_KEY_CFA2 is a public key. Next: give the private key, the file without .pub");
        refused(
                Pem.text("PUBLIC KEY", new byte[30]),
                "SSH_PRIVATE_KEY_CFA2 is a public key. Next: give the private key, the file without .pub");
        refused(
                "ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1lZDI1NTE5LWNlcnQtdjAxQG9wZW5zc2guY29t",
                "SSH_PRIVATE_KEY_CFA2 is a certificate. Next: give the private key, the file without .pub");
        refused(
                Pem.text("CERTIFICATE", new byte[30]),
                "SSH_PRIVATE_KEY_CFA2 is a certificate. Next: give the private key, the file without .pub");
        refused(
                "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n",
                "SSH_PRIVATE_KEY_CFA2 is a PuTTY key. Next: open it in PuTTYgen, and give what Conversions > Export OpenSSH key saves");
        refused(
                "hunter2",
                "SSH_PRIVATE_KEY_CFA2 is no private key: there is no line -----BEGIN … PRIVATE KEY----- in its 7 characters on 1 lines,"
                        + " and no file of that name. Next: give the private key, or the path of its file");
    }

    @Test
    void aKeyThatLostSomethingIsRefusedWithoutShowingAnyOfIt() {
        String key = TestKeys.text("ed25519.openssh");
        refused(
                key.substring(0, 200),
                "SSH_PRIVATE_KEY_CFA2 is cut off: it begins with -----BEGIN OPENSSH PRIVATE KEY-----, and has no matching END line"
                        + " (200 characters on 4 lines). Next: copy the key file again, whole, best into a CI variable of type file");
        String damaged =
                "SSH_PRIVATE_KEY_CFA2 begins and ends like a private key, but is damaged between. Next: copy the key file again,"
                        + " whole, best into a CI variable of type file (ssh-keygen -y -f FILE shows whether a file is a good key)";
        for (String name : TestKeys.names()) {
            List<String> lines = TestKeys.text(name).lines().toList();
            String halved = Stream.concat(
                            lines.subList(0, lines.size() / 2).stream(),
                            lines.subList(lines.size() - 1, lines.size()).stream())
                    .reduce("", (text, line) -> text + line + "\n");
            assertThatThrownBy(() -> read(halved, TestKeys.passphrase(name)))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasNoCause()
                    .satisfies(e -> assertThat(e.getMessage())
                            .as(name)
                            .startsWith("SSH_PRIVATE_KEY_CFA2 ")
                            .contains("Next: "));
        }
        refused(key.replace("b3BlbnNzaC1r", "b3Blb*"), damaged);
        refused(Pem.text("OPENSSH PRIVATE KEY", "nonsense".getBytes(StandardCharsets.US_ASCII)), damaged);
    }

    @Test
    void aPassphraseThatIsMissingOrWrongIsSaid() {
        for (String key : TestKeys.names()) {
            if (key.endsWith(".encrypted")) {
                refused(
                        () -> read(TestKeys.text(key)),
                        "SSH_PRIVATE_KEY_CFA2 is encrypted, and there is no passphrase. Next: give the passphrase in"
                                + " SSH_PRIVATE_KEY_CFA2_PASSPHRASE");
                refused(
                        () -> read(TestKeys.text(key), Optional.of(Secret.of("wrong"))),
                        "SSH_PRIVATE_KEY_CFA2 is encrypted, and the passphrase does not open it. Next: mend SSH_PRIVATE_KEY_CFA2_PASSPHRASE");
            }
        }
    }

    @Test
    void anEncryptionThatJavaLacksIsSaid() {
        refused(
                () -> read(TestKeys.text("ed25519.pkcs8scrypt.encrypted"), Optional.of(TestKeys.PASSPHRASE)),
                "SSH_PRIVATE_KEY_CFA2 is encrypted in a way that Java does not know, as scrypt. Next: have it encrypted in the usual way,"
                        + " with the same passphrase: openssl pkcs8 -topk8 -v2 aes-256-cbc -in FILE -out NEWFILE");
    }

    @Test
    void noGivenTextPrints() {
        assertThat(CiVariableText.of(NAME, TestKeys.text("rsa.pem"), user())).hasToString("SSH_PRIVATE_KEY_CFA2: •••");
    }

    private static Stream<String> keys() {
        return TestKeys.names().stream();
    }

    private static Stream<Arguments> manglings() {
        return Stream.of(
                mangling("no final newline", String::strip),
                mangling("CRLF", text -> text.replace("\n", "\r\n")),
                mangling("old Mac line ends", text -> text.replace("\n", "\r")),
                mangling("\\n as two characters", text -> text.replace("\n", "\\n")),
                mangling("\\r\\n as four characters", text -> text.replace("\n", "\\r\\n")),
                mangling("spaces for line ends", text -> text.replace("\n", " ")),
                mangling("base64", text -> base64(text, Base64.getEncoder())),
                mangling("base64 in lines", text -> base64(text, Base64.getMimeEncoder())),
                mangling("base64 of CRLF", text -> base64(text.replace("\n", "\r\n"), Base64.getEncoder()) + "\n"),
                mangling("spaces at the ends", text -> "  \n" + text.replace("\n", "  \n") + "\n "),
                mangling("indentation", text -> text.lines().reduce("", (all, line) -> all + "    " + line + "\n")),
                mangling("double quotes", text -> "\"" + text + "\""),
                mangling("single quotes with \\n", text -> "'" + text.replace("\n", "\\n") + "'"),
                mangling("byte order mark", text -> "\ufeff" + text),
                mangling("a line before", text -> "key of the deploy user\n" + text));
    }

    private static Arguments mangling(String what, UnaryOperator<String> mangling) {
        return Arguments.of(what, mangling);
    }

    private static String base64(String text, Base64.Encoder encoder) {
        return encoder.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void refused(String value, String message) {
        refused(() -> read(value), message);
    }

    private static void refused(ThrowingCallable reading, String message) {
        assertThatThrownBy(reading)
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessage(message);
    }

    private PrivateKey read(String value) {
        return read(value, Optional.empty());
    }

    private PrivateKey read(String value, Optional<Secret> passphrase) {
        return PrivateKey.read(CiVariableText.of(NAME, value, user()), passphrase);
    }

    private SshEnvironment user() {
        return SshEnvironment.at(home, Map.of());
    }
}

package io.cfa.maven.image.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.image.cache.ImageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

    private static final byte[] CONTENT = {1, 2, 3};

    @TempDir
    Path temp;

    private final TestKeyPair pair = new TestKeyPair();

    private static SigningKey read(String given) {
        return SigningKey.of(Map.of(SigningKey.VARIABLE, given)).orElseThrow();
    }

    @Test
    void aKeyIsGivenAsItselfOrAsAFile() throws Exception {
        TrustedKeys trusted = pair.trusted(temp);
        Path file = Files.writeString(temp.resolve("key"), pair.privatePem());
        for (String given : new String[] {
            pair.privatePem(),
            pair.privatePem().replace("\n", "\\n"),
            pair.privatePem().replace("\n", "\r\n"),
            file + "\n"
        }) {
            assertThat(trusted.verify(CONTENT, read(given).sign(CONTENT))).isTrue();
        }
        assertThat(SigningKey.of(Map.of())).isEmpty();
        assertThat(SigningKey.of(Map.of(SigningKey.VARIABLE, " "))).isEmpty();
    }

    @Test
    void aKeyKnowsWhatItSigned() {
        SigningKey key = pair.signer();
        assertThat(key.verify(CONTENT, key.sign(CONTENT))).isTrue();
        assertThat(key.verify(CONTENT, new TestKeyPair().signer().sign(CONTENT)))
                .isFalse();
        assertThat(key.verify(new byte[] {1, 2}, key.sign(CONTENT))).isFalse();
    }

    @Test
    void aKeyWithAPasswordIsDecrypted() {
        // as openssl pkcs8 -topk8 -v2 aes256 writes it
        String pem = TestKeyPair.pem(
                "ENCRYPTED PRIVATE KEY",
                Base64.getMimeDecoder()
                        .decode(
                                """
                                MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjtlG/LeVcrrAICCAAw
                                DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEMDHf5ZgqlZBxHfFssyRs8YEgZDw
                                WqM7xptRraRDrXSKOOUn1EhKtzcmpeRbwJNw1oNxY4j+fU48AxiProA6jTsztuVd
                                hwBFwhsAsYbPQEcvBxgtmTxtjJCVyCNMECijvSVMjRZptZCcy+JrH+atleN65iqQ
                                WsGdUqtikWonK2tndWUSN9T+0IyIMGlhHYlOCtF2MMn9Mle3uUW7HwHwy8KetUA="""));
        SigningKey key = SigningKey.of(Map.of(SigningKey.VARIABLE, pem, SigningKey.PASSWORD, "correct horse"))
                .orElseThrow();
        assertThat(key.verify(CONTENT, key.sign(CONTENT))).isTrue();
        assertThatThrownBy(() -> SigningKey.of(Map.of(SigningKey.VARIABLE, pem, SigningKey.PASSWORD, "wrong horse")))
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith(
                        "COSIGN_PRIVATE_KEY cannot be decrypted with COSIGN_PASSWORD, or is no key of ECDSA")
                .hasMessageNotContaining("wrong horse")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3cret-that-is-no-key",
                "/no/such/file",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49",
                "-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\neyJrZGYi\n-----END ENCRYPTED SIGSTORE PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----"
            })
    void whatIsNoKeyIsNamedAndNotShown(String given) {
        assertThatThrownBy(() -> read(given))
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith("COSIGN_PRIVATE_KEY ")
                .hasMessageContaining("expected PKCS#8 in PEM (BEGIN PRIVATE KEY) of ECDSA on P-256. Next: ")
                .hasMessageNotContaining(given.replaceFirst("-----BEGIN[^\n]*\n", ""))
                .hasNoCause();
    }

    @Test
    void aKeyOfAnotherCurveIsRefused() {
        TestKeyPair other = new TestKeyPair("secp384r1");
        assertThatThrownBy(other::signer)
                .hasMessageStartingWith("COSIGN_PRIVATE_KEY is a key of another curve, expected");
        assertThatThrownBy(() -> other.trusted(temp))
                .hasMessageStartingWith(temp.resolve("cosign.pub") + " holds a key of another curve, expected");
    }

    @Test
    void aBundleThatNamesNoKeyHasNone() throws Exception {
        assertThat(TrustedKeys.of(temp)).isEmpty();
        for (String text : new String[] {"", "garbage", pair.publicPem().substring(0, 60), pair.privatePem()}) {
            Files.writeString(temp.resolve("cosign.pub"), text);
            assertThatThrownBy(() -> TrustedKeys.of(temp))
                    .isInstanceOf(ImageException.class)
                    .hasMessageStartingWith(temp.resolve("cosign.pub") + " holds ")
                    .hasMessageContaining("expected public keys of ECDSA on P-256 (BEGIN PUBLIC KEY). Next: ");
        }
    }

    @Test
    void aKeyPrintsNothingOfItself() {
        assertThat(pair.signer()).hasToString("•••");
    }
}

package io.cfa.maven.image.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.model.ImageReference;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptSignaturesTest {

    private static final ImageReference IMAGE =
            ImageReference.of("registry.example/cfa/identity@sha256:" + "a".repeat(64));

    @TempDir
    Path temp;

    private final TestKeyPair pair = new TestKeyPair();
    private TrustedKeys keys;

    @BeforeEach
    void aBundle() {
        keys = pair.trusted(temp);
    }

    private static String line(ImageSignature signature) {
        return KeptSignatures.line(IMAGE.digest().orElseThrow(), signature);
    }

    private boolean vouched(String... lines) {
        return KeptSignatures.of(List.of(lines)).vouchFor(IMAGE, keys);
    }

    @Test
    void aSignatureThatWasKeptIsAsGoodAsInItsRegistry() {
        String good = line(pair.signature(IMAGE));
        assertThat(vouched(good)).isTrue();
        assertThat(vouched("torn {", "", "null", "[]", line(new TestKeyPair().signature(IMAGE)), good))
                .isTrue();
    }

    @Test
    void nothingElseVouchesForAnImage() {
        String good = line(pair.signature(IMAGE));
        assertThat(vouched()).isFalse();
        assertThat(vouched(good.substring(0, good.length() / 2))).isFalse();
        assertThat(vouched(line(new TestKeyPair().signature(IMAGE)))).isFalse();
        ImageSignature signature = pair.signature(IMAGE);
        assertThat(vouched(line(new ImageSignature(signature.payload(), new byte[0]))))
                .isFalse();
        assertThat(vouched(line(new ImageSignature("{}".getBytes(), signature.signature()))))
                .isFalse();
        assertThat(vouched(good.replace("\"payload\":\"", "\"payload\":\"????")))
                .isFalse();
        assertThat(vouched(" ".repeat(100_001) + good)).isFalse();
    }

    /** Whoever may write on the host copies the line of another image or of another service. */
    @Test
    void aSignatureOfAnotherImageOrServiceVouchesForNothing() {
        ImageReference other = ImageReference.of("registry.example/cfa/identity@sha256:" + "b".repeat(64));
        ImageReference settlement = ImageReference.of("registry.example/cfa/settlement@sha256:" + "a".repeat(64));
        assertThat(vouched(line(pair.signature(other)))).isFalse();
        assertThat(vouched(line(pair.signature(settlement)))).isFalse();
    }

    @Test
    void aLineHoldsWhatCosignKeeps() {
        ImageSignature signature = pair.signature(IMAGE);
        Base64.Encoder base64 = Base64.getEncoder();
        assertThat(line(signature))
                .isEqualTo("{\"image\":\"" + IMAGE.digest().orElseThrow() + "\",\"payload\":\""
                        + base64.encodeToString(signature.payload()) + "\",\"signature\":\""
                        + base64.encodeToString(signature.signature()) + "\"}");
    }
}

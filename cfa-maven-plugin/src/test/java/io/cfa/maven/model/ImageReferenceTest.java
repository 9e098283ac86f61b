package io.cfa.maven.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {

    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @Test
    void anImageOfAPrivateRegistryHasRegistryRepositoryAndTag() {
        assertThat(ImageReference.of("127.0.0.1:58095/cfa/bank-nominal:1a2b3c4d"))
                .isEqualTo(new ImageReference(
                        "127.0.0.1:58095", "cfa/bank-nominal", Optional.of("1a2b3c4d"), Optional.empty()));
    }

    @Test
    void anOfficialImageIsInTheLibraryOfDockerHub() {
        assertThat(ImageReference.of("postgres:17-alpine"))
                .isEqualTo(new ImageReference(
                        "docker.io", "library/postgres", Optional.of("17-alpine"), Optional.empty()));
    }

    @Test
    void withNeitherTagNorDigestItIsLatest() {
        assertThat(ImageReference.of("minio/minio")).hasToString("minio/minio:latest");
    }

    @Test
    void aDigestNeedsNoTag() {
        assertThat(ImageReference.of("quay.io/keycloak/keycloak@" + DIGEST).tag())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres:17-alpine",
                "minio/minio:RELEASE.2025-09-07T16-13-09Z",
                "localhost/cfa:dev",
                "registry.example.com:5050/group/sub/identity:dev",
                "quay.io/keycloak/keycloak:26.7@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
            })
    void itIsWrittenAsItWasRead(String reference) {
        assertThat(ImageReference.of(reference)).hasToString(reference);
    }

    @Test
    void tagAndDigestCanBeReplaced() {
        ImageReference image = ImageReference.of("registry.example.com/cfa/identity:1a2b3c4d");
        assertThat(image.withTag("dev")).hasToString("registry.example.com/cfa/identity:dev");
        assertThat(image.withDigest(Digest.of(DIGEST))).hasToString("registry.example.com/cfa/identity@" + DIGEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Identity:dev",
                "registry.example.com/cfa/identity:",
                "a b",
                "identity:dev@sha256:12",
                "-x/identity",
                "cfa//identity"
            })
    void whatIsNoReferenceIsRefused(String text) {
        assertThatThrownBy(() -> ImageReference.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }
}

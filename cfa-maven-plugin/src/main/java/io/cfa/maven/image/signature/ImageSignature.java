package io.cfa.maven.image.signature;

import io.cfa.maven.model.Digest;

/**
 * A signature of an image, and the bytes that it is of: all that a key needs to judge it, wherever it was kept.
 *
 * @param payload   in the form of {@link SignedPayload}, if somebody has not put something else there
 * @param signature ECDSA over SHA-256, in DER
 */
public record ImageSignature(byte[] payload, byte[] signature) {

    boolean isOf(TrustedKeys keys) {
        return keys.verify(payload, signature);
    }

    boolean isAbout(String repository, Digest image) {
        return SignedPayload.isAbout(payload, repository, image);
    }
}

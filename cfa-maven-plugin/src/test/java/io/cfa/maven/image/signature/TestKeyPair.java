package io.cfa.maven.image.signature;

import io.cfa.maven.image.credentials.RegistryLogin;
import io.cfa.maven.image.registry.Registry;
import io.cfa.maven.image.registry.RegistryAccess;
import io.cfa.maven.image.registry.RetryPolicy;
import io.cfa.maven.model.ImageReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** A new pair of keys, as files that OpenSSL would write. */
public final class TestKeyPair {

    private final KeyPair keys;

    public TestKeyPair() {
        this("secp256r1");
    }

    TestKeyPair(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String privatePem() {
        return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    public String publicPem() {
        return pem("PUBLIC KEY", keys.getPublic().getEncoded());
    }

    public KeyPair keys() {
        return keys;
    }

    public SigningKey signer() {
        return SigningKey.of(Map.of(SigningKey.VARIABLE, privatePem())).orElseThrow();
    }

    /** A bundle that names this key, and others. */
    public TrustedKeys trusted(Path bundle, TestKeyPair... others) {
        StringBuilder text = new StringBuilder(publicPem());
        for (TestKeyPair other : others) {
            text.append(other.publicPem());
        }
        try {
            Files.writeString(Files.createDirectories(bundle).resolve(TrustedKeys.FILE), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return TrustedKeys.of(bundle).orElseThrow();
    }

    /** Signs an image, named by its digest, in its registry. */
    public void sign(ImageReference image) {
        new ImageSignatures(new Registry(
                                image.registry(),
                                RegistryLogin.anonymous(),
                                new RegistryAccess(false, uri -> Optional.empty()),
                                new RetryPolicy(pause -> {}, line -> {}, InstantSource.system()))
                        .toPush(image.repository()))
                .sign(image, image.digest().orElseThrow(), signer());
    }

    /** A signature of an image that no registry has. */
    public ImageSignature signature(ImageReference image) {
        byte[] payload = SignedPayload.of(image, image.digest().orElseThrow());
        return new ImageSignature(payload, signer().sign(payload));
    }

    static String pem(String type, byte[] bytes) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + type + "-----\n";
    }
}

package io.cfa.maven.image.signature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;

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

    static String pem(String type, byte[] bytes) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + type + "-----\n";
    }
}

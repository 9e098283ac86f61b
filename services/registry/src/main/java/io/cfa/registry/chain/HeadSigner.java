package io.cfa.registry.chain;

import io.cfa.kit.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Signs heads of the chain with Ed25519 (RFC 8032), by a key whose seed is the SHA-256 of a secret of this service alone: who has the database
 * and not the secret cannot sign another head. Without a secret nothing is signed, and nothing that was signed is believed.
 */
@Component
public class HeadSigner {

    private final KeyPair keys;

    public HeadSigner(@Value("${chain_signing_key:}") String secret) {
        this.keys = secret.isBlank() ? null : keysOf(secret.strip());
    }

    private static KeyPair keysOf(String secret) {
        try {
            byte[] seed = Sha256.of(secret.getBytes(StandardCharsets.UTF_8));
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has Ed25519 since 15", e);
        }
    }

    /** A key of Ed25519 is its 32 random bytes, and these are given. */
    private static final class Seed extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        Seed(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (bytes.length != seed.length) {
                throw new IllegalStateException(
                        "a key of Ed25519 has 32 bytes, and " + bytes.length + " are asked for");
            }
            System.arraycopy(seed, 0, bytes, 0, seed.length);
        }
    }

    /** Whether there is a key to sign with. */
    public boolean hasKey() {
        return keys != null;
    }

    Checkpoint sign(HashChain.Head head, byte[] holdings, Instant at) {
        String hash = HexFormat.of().formatHex(head.hash());
        String held = HexFormat.of().formatHex(holdings);
        return new Checkpoint(
                head.entries(),
                hash,
                at,
                publicKey(),
                sign(Checkpoint.content(head.entries(), hash)),
                held,
                sign(Checkpoint.content(head.entries(), hash, held)));
    }

    /** The signature over some bytes, in Base64; of the same bytes it is always the same. */
    public String sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(content);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether this service has signed its head. */
    boolean hasSigned(Checkpoint checkpoint) {
        return isSigned(Checkpoint.content(checkpoint.entries(), checkpoint.hash()), checkpoint.signature());
    }

    /** Whether this service has signed what everybody held at it. */
    boolean hasSignedHoldings(Checkpoint checkpoint) {
        return isSigned(
                Checkpoint.content(checkpoint.entries(), checkpoint.hash(), checkpoint.holdings()),
                checkpoint.holdingsSignature());
    }

    private boolean isSigned(byte[] content, String by) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(keys.getPublic());
            signature.update(content);
            return signature.verify(Base64.getDecoder().decode(by));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The key that signatures are checked with: X.509, in Base64. */
    public String publicKey() {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }
}

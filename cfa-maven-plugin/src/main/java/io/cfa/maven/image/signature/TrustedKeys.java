package io.cfa.maven.image.signature;

import io.cfa.maven.image.cache.ImageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The public keys whose signatures count, as {@value #FILE} of the bundle names them: several while one takes the place of another.
 *
 * @param file where they are from, for messages
 * @param keys at least one, each ECDSA on P-256
 */
public record TrustedKeys(Path file, List<ECPublicKey> keys) {

    /** Beside the compose file, as {@code cosign generate-key-pair} calls it. */
    public static final String FILE = "cosign.pub";

    static final String ALGORITHM = "SHA256withECDSA";

    private static final long LARGEST = 64 << 10;

    /**
     * Reads those of a bundle.
     *
     * @return none where the bundle has no such file
     * @throws ImageException if it has one that is no list of public keys
     */
    public static Optional<TrustedKeys> of(Path bundle) {
        Path file = bundle.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<ECPublicKey> keys = new ArrayList<>();
        try {
            String text = Files.size(file) > LARGEST ? "" : Files.readString(file, StandardCharsets.ISO_8859_1);
            for (PemBlocks.Block block : PemBlocks.of(text)) {
                if (!block.type().equals("PUBLIC KEY")) {
                    throw unreadable(file, "holds a " + block.type());
                }
                keys.add(key(file, block.bytes()));
            }
        } catch (IOException e) {
            throw unreadable(file, "cannot be read (" + e.getMessage() + ")");
        }
        if (keys.isEmpty()) {
            throw unreadable(file, "holds no key");
        }
        return Optional.of(new TrustedKeys(file, List.copyOf(keys)));
    }

    private static ECPublicKey key(Path file, byte[] bytes) {
        try {
            ECPublicKey key = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(bytes));
            if (NistP256.isCurveOf(key)) {
                return key;
            }
            throw unreadable(file, "holds a key of another curve");
        } catch (GeneralSecurityException e) {
            throw unreadable(file, "holds a key that is none of ECDSA");
        }
    }

    private static ImageException unreadable(Path file, String what) {
        return new ImageException(file + " " + what + ", expected public keys of ECDSA on P-256 (BEGIN PUBLIC KEY)."
                + " Next: write it with cosign public-key, or with openssl ec -in KEY -pubout");
    }

    /** Whether one of them signed some bytes; a signature that is cut is none. */
    boolean verify(byte[] content, byte[] signature) {
        return keys.stream().anyMatch(key -> verify(key, content, signature));
    }

    static boolean verify(ECPublicKey key, byte[] content, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(content);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}

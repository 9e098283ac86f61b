package io.cfa.maven.image.signature;

import io.cfa.maven.image.cache.ImageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** The key that images are signed with; prints as nothing of it. */
public final class SigningKey {

    /** The variable that holds it, or the path of a file that does, as GitLab's variables of type File do. */
    public static final String VARIABLE = "COSIGN_PRIVATE_KEY";

    /** The variable that holds the password of a key that has one. */
    public static final String PASSWORD = "COSIGN_PASSWORD";

    private static final long LARGEST = 64 << 10;

    private final ECPrivateKey key;
    private final ECPublicKey publicKey;

    private SigningKey(ECPrivateKey key) throws GeneralSecurityException {
        this.key = key;
        byte[] some = {1};
        byte[] signed = sign(key, some);
        this.publicKey = NistP256.candidates(key).stream()
                .filter(candidate -> TrustedKeys.verify(candidate, some, signed))
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("no public key"));
    }

    /**
     * That of the environment.
     *
     * @return none where the variable is not set
     * @throws ImageException if it is no key; nothing of it is shown
     */
    public static Optional<SigningKey> of(Map<String, String> environment) {
        String given = environment.getOrDefault(VARIABLE, "");
        return given.isBlank()
                ? Optional.empty()
                : Optional.of(read(text(given), environment.getOrDefault(PASSWORD, "")));
    }

    private static String text(String given) {
        if (given.contains("-----BEGIN")) {
            // as a variable may have kept its line ends
            return given.replace("\\n", "\n");
        }
        try {
            Path file = Path.of(given.strip());
            if (Files.isRegularFile(file) && Files.size(file) <= LARGEST) {
                return Files.readString(file, StandardCharsets.ISO_8859_1);
            }
        } catch (IOException | InvalidPathException e) {
            // said below, without what was given
        }
        throw refused("is neither a key in PEM nor the path of a file that holds one");
    }

    private static SigningKey read(String text, String password) {
        List<PemBlocks.Block> blocks = PemBlocks.of(text);
        if (blocks.isEmpty()) {
            throw refused("holds no block in PEM");
        }
        PemBlocks.Block block = blocks.get(0);
        try {
            return switch (block.type()) {
                case "PRIVATE KEY" -> key(new PKCS8EncodedKeySpec(block.bytes()));
                case "ENCRYPTED PRIVATE KEY" -> key(decrypted(block.bytes(), password));
                default -> throw refused("holds a " + block.type());
            };
        } catch (GeneralSecurityException | IOException | ClassCastException e) {
            // its message may quote what it read
            throw refused(
                    block.type().startsWith("ENCRYPTED")
                            ? "cannot be decrypted with " + PASSWORD + ", or is no key of ECDSA"
                            : "is no key of ECDSA");
        }
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] bytes, String password)
            throws IOException, GeneralSecurityException {
        EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(bytes);
        // for PBES2 the JDK has the names of its two halves here alone
        String algorithm = String.valueOf(encrypted.getAlgParameters());
        PBEKeySpec secret = new PBEKeySpec(password.toCharArray());
        try {
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(secret),
                    encrypted.getAlgParameters());
            return encrypted.getKeySpec(cipher);
        } finally {
            secret.clearPassword();
        }
    }

    private static SigningKey key(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
        ECPrivateKey key = (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(spec);
        if (!NistP256.isCurveOf(key)) {
            throw refused("is a key of another curve");
        }
        return new SigningKey(key);
    }

    private static ImageException refused(String what) {
        return new ImageException(
                VARIABLE + " " + what + ", expected PKCS#8 in PEM (BEGIN PRIVATE KEY) of ECDSA on P-256."
                        + " Next: make one with openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256, or convert yours with"
                        + " openssl pkcs8 -topk8 -nocrypt");
    }

    byte[] sign(byte[] content) {
        try {
            return sign(key, content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that has signed signs", e);
        }
    }

    private static byte[] sign(ECPrivateKey key, byte[] content) throws GeneralSecurityException {
        Signature signer = Signature.getInstance(TrustedKeys.ALGORITHM);
        signer.initSign(key);
        signer.update(content);
        return signer.sign();
    }

    /** Whether it was this key that signed some bytes. */
    boolean verify(byte[] content, byte[] signature) {
        return TrustedKeys.verify(publicKey, content, signature);
    }

    @Override
    public String toString() {
        return "•••";
    }
}

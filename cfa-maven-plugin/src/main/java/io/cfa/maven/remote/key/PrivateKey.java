package io.cfa.maven.remote.key;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import io.cfa.maven.remote.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key, decrypted: read from OpenSSH's own format, PEM (PKCS#1, SEC1) or PKCS#8, whatever happened to its line ends.
 *
 * <p>No message and no {@link #toString()} shows any of it but type and fingerprint.
 */
public final class PrivateKey {

    /** The variable whose value opens an encrypted key. */
    public static final String PASSPHRASE = "SSH_PRIVATE_KEY_CFA2_PASSPHRASE";

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ((?:[A-Z0-9]+ ){0,5}PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final Pattern ENCRYPTION =
            Pattern.compile("Proc-Type:\\s*4,ENCRYPTED\\s+DEK-Info:\\s*([A-Z0-9-]+,[0-9A-Fa-f]+)");
    private static final String HEADERS = "Proc-Type: 4,ENCRYPTED\nDEK-Info: ";
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");

    private final String origin;
    private final PublicKey publicKey;
    private final byte[] openssh;

    private PrivateKey(String origin, KeyPair pair) throws JSchException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        pair.setPublicKeyComment("");
        pair.writeOpenSSHv1PrivateKey(written, null);
        this.origin = origin;
        this.publicKey = new PublicKey(pair.getPublicKeyBlob());
        this.openssh = written.toByteArray();
    }

    /**
     * Reads and decrypts a key.
     *
     * @throws IllegalArgumentException if it is none, or the passphrase is missing or wrong; the message says what it looks like
     */
    public static PrivateKey read(CiVariableText given, Optional<Secret> passphrase) {
        Matcher block = BLOCK.matcher(given.text());
        if (!block.find()) {
            throw new IllegalArgumentException(PrivateKeyDiagnosis.message(given));
        }
        Optional<byte[]> secret = passphrase.map(Secret::reveal).map(text -> text.getBytes(StandardCharsets.UTF_8));
        try {
            KeyPair pair = pair(block.group(1), block.group(2), secret);
            if (pair.isEncrypted() && !pair.decrypt(secret.orElseThrow(PrivateKey::missing))) {
                throw wrong();
            }
            return new PrivateKey(given.origin(), pair);
        } catch (UnusableKeyException e) {
            throw new IllegalArgumentException(given.origin() + " " + e.getMessage());
        } catch (JSchException | RuntimeException e) {
            // what jsch says of a broken key tells a user nothing, and may quote it
            throw new IllegalArgumentException(given.origin() + " " + damaged().getMessage());
        }
    }

    /** Type, fingerprint and origin: {@code ssh-ed25519 SHA256:… (SSH_PRIVATE_KEY_CFA2)}. */
    @Override
    public String toString() {
        return publicKey + " (" + origin + ")";
    }

    /** The key as jsch signs with it. */
    public Identity identity() {
        try {
            JSch jsch = new JSch();
            jsch.addIdentity(origin, openssh.clone(), null, null);
            return jsch.getIdentityRepository().getIdentities().get(0);
        } catch (JSchException e) {
            throw new IllegalStateException("a key that was read cannot be read: " + publicKey, e);
        }
    }

    private static KeyPair pair(String label, String body, Optional<byte[]> passphrase) throws JSchException {
        Matcher encryption = ENCRYPTION.matcher(body);
        boolean encrypted = encryption.find();
        String solid = (encrypted ? body.substring(encryption.end()) : body).replaceAll("\\s", "");
        if (!BASE64.matcher(solid).matches()) {
            throw damaged();
        }
        UnusableKeys.check(label, encrypted ? new byte[0] : Pem.bytes(solid));
        String pem =
                switch (label) {
                    case "PRIVATE KEY" -> Pkcs8.pem(Pem.bytes(solid));
                    case "ENCRYPTED PRIVATE KEY" ->
                        Pkcs8.pem(Pkcs8.decrypt(Pem.bytes(solid), passphrase.orElseThrow(PrivateKey::missing))
                                .orElseThrow(PrivateKey::wrong));
                    default -> Pem.text(label, encrypted ? HEADERS + encryption.group(1) + "\n\n" : "", solid);
                };
        return KeyPair.load(new JSch(), pem.getBytes(StandardCharsets.US_ASCII), null);
    }

    private static UnusableKeyException missing() {
        return new UnusableKeyException(
                "is encrypted, and there is no passphrase. Next: give the passphrase in " + PASSPHRASE);
    }

    private static UnusableKeyException wrong() {
        return new UnusableKeyException("is encrypted, and the passphrase does not open it. Next: mend " + PASSPHRASE);
    }

    private static UnusableKeyException damaged() {
        return new UnusableKeyException(
                "begins and ends like a private key, but is damaged between. Next: copy the key file again,"
                        + " whole, best into a CI variable of type file (ssh-keygen -y -f FILE shows whether a file is a good key)");
    }
}

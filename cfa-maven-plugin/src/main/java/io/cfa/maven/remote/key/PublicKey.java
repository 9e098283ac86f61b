package io.cfa.maven.remote.key;

import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A public key, of a host or of a user.
 *
 * @param bytes the key as it travels
 */
public record PublicKey(byte[] bytes) {

    /** The type that the key names itself: {@code ssh-ed25519}. */
    public String type() {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte[] type = new byte[Math.min(buffer.getInt(), buffer.remaining())];
        buffer.get(type);
        return new String(type, StandardCharsets.US_ASCII);
    }

    /** The fingerprint as ssh prints it. */
    public String fingerprint() {
        byte[] hash = Hashing.sha256().hashBytes(bytes).asBytes();
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
    }

    /** The key as ssh writes it into its files: {@code ssh-ed25519 AAAA…}. */
    public String line() {
        return type() + " " + Base64.getEncoder().encodeToString(bytes);
    }

    /** Type and fingerprint. */
    @Override
    public String toString() {
        return type() + " " + fingerprint();
    }
}

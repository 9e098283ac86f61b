package io.cfa.maven.remote.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The head of a private key in OpenSSH's own format, whose public part is not encrypted. Source: OpenSSH's PROTOCOL.key. */
final class OpenSshKeyFile {

    private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST = 1 << 16;

    private OpenSshKeyFile() {}

    /** The public part, if the bytes are such a key. */
    static Optional<PublicKey> publicPart(byte[] bytes) {
        if (bytes.length < MAGIC.length || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return Optional.empty();
        }
        try {
            ByteBuffer rest = ByteBuffer.wrap(bytes, MAGIC.length, bytes.length - MAGIC.length);
            for (int cipherKdfAndItsOptions = 0; cipherKdfAndItsOptions < 3; cipherKdfAndItsOptions++) {
                string(rest);
            }
            return rest.getInt() == 1 ? Optional.of(new PublicKey(string(rest))) : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static byte[] string(ByteBuffer buffer) {
        int length = buffer.getInt();
        if (length < 0 || length > Math.min(LONGEST, buffer.remaining())) {
            throw new IllegalArgumentException("no string of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }
}

package io.cfa.maven.remote.identity;

import io.cfa.maven.remote.key.PublicKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A user's certificate, as {@code ssh-keygen -s} makes it. Source: OpenSSH's PROTOCOL.certkeys.
 *
 * @param shown  the certificate as it travels
 * @param origin where it comes from
 */
record Certificate(PublicKey shown, String origin) {

    private static final String SUFFIX = "-cert-v01@openssh.com";
    private static final int LONGEST = 1 << 16;
    private static final int SERIAL_AND_KIND = Long.BYTES + Integer.BYTES;

    /** What a file holds, if it is a certificate. */
    static Optional<Certificate> read(Path file) {
        try {
            if (Files.size(file) > LONGEST) {
                return Optional.empty();
            }
            String[] words = Files.readString(file).strip().split("\\s+");
            PublicKey shown = new PublicKey(Base64.getDecoder().decode(words[1]));
            return words[0].endsWith(SUFFIX) && shown.type().equals(words[0])
                    ? Optional.of(new Certificate(shown, file.toString()))
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Whether it is of a key. */
    boolean certifies(PublicKey key) {
        return shown.type().equals(key.type() + SUFFIX)
                && body(key).map(rest -> true).orElse(false);
    }

    /** Type, fingerprint of the certified key, origin, and the end of its time if that is over. */
    String text(PublicKey key, Instant now) {
        String over = body(key)
                .flatMap(Certificate::end)
                .filter(end -> end.isBefore(now))
                .map(end -> ", expired " + end)
                .orElse("");
        return shown.type() + " " + key.fingerprint() + " (" + origin + over + ")";
    }

    /** What follows the certified key in the certificate, if it is this one. */
    private Optional<ByteBuffer> body(PublicKey key) {
        try {
            ByteBuffer rest = ByteBuffer.wrap(shown.bytes());
            skip(rest); // type
            skip(rest); // nonce
            ByteBuffer wanted = ByteBuffer.wrap(key.bytes());
            skip(wanted);
            byte[] expected = new byte[wanted.remaining()];
            wanted.get(expected);
            byte[] certified = new byte[expected.length];
            rest.get(certified);
            return Arrays.equals(expected, certified) ? Optional.of(rest) : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> end(ByteBuffer rest) {
        try {
            rest.position(rest.position() + SERIAL_AND_KIND);
            skip(rest); // key id
            skip(rest); // principals
            rest.getLong(); // valid after
            long before = rest.getLong();
            // the highest number stands for ever
            return before < 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(before));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static void skip(ByteBuffer buffer) {
        int length = buffer.getInt();
        buffer.position(buffer.position() + length);
    }
}

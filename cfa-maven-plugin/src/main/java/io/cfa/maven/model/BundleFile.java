package io.cfa.maven.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** The bytes of a file of a bundle. */
public final class BundleFile {

    private final byte[] bytes;

    /** Copies. */
    public BundleFile(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** A file of text. */
    public static BundleFile of(String text) {
        return new BundleFile(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A copy of them. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** What people read in it; empty where it is not UTF-8. */
    public Optional<String> text() {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The bytes as text that any connection carries: Base64 in one line. */
    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Its SHA-256 in hexadecimal digits, as {@code sha256sum} prints it. */
    public String checksum() {
        return Sha256.hex(Sha256.of(bytes));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BundleFile file && Arrays.equals(file.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}

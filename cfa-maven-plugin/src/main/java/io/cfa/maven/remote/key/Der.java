package io.cfa.maven.remote.key;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** One element of ASN.1's distinguished encoding: a tag and its content. */
record Der(int tag, byte[] content) {

    private static final int SEQUENCE = 0x30;
    private static final int LONG_FORM = 0x80;

    /** The elements that follow one another in bytes. */
    static List<Der> read(byte[] bytes) {
        List<Der> elements = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            int tag = Byte.toUnsignedInt(buffer.get());
            int length = Byte.toUnsignedInt(buffer.get());
            if (length >= LONG_FORM) {
                byte[] digits = new byte[length - LONG_FORM];
                buffer.get(digits);
                length = new BigInteger(1, digits).intValueExact();
            }
            byte[] content = new byte[Math.min(length, buffer.remaining() + 1)];
            buffer.get(content);
            elements.add(new Der(tag, content));
        }
        return elements;
    }

    /** A sequence of elements. */
    static Der sequence(Der... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (Der part : parts) {
            content.writeBytes(part.encoded());
        }
        return new Der(SEQUENCE, content.toByteArray());
    }

    /** The elements inside. */
    List<Der> parts() {
        return read(content);
    }

    /** Tag, length and content. */
    byte[] encoded() {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.write(tag);
        if (content.length < LONG_FORM) {
            encoded.write(content.length);
        } else {
            byte[] digits = BigInteger.valueOf(content.length).toByteArray();
            int skip = digits[0] == 0 ? 1 : 0;
            encoded.write(LONG_FORM | digits.length - skip);
            encoded.write(digits, skip, digits.length - skip);
        }
        encoded.writeBytes(content);
        return encoded.toByteArray();
    }
}

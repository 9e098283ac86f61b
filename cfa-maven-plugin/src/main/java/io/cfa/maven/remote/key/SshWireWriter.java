package io.cfa.maven.remote.key;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Bytes as SSH writes them: texts and byte strings with their length before them. Source: RFC 4251, section 5. */
final class SshWireWriter {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    SshWireWriter raw(byte[] bytes) {
        written.writeBytes(bytes);
        return this;
    }

    SshWireWriter number(int number) {
        return raw(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    SshWireWriter bytes(byte[] bytes) {
        return number(bytes.length).raw(bytes);
    }

    SshWireWriter text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    int size() {
        return written.size();
    }

    byte[] toByteArray() {
        return written.toByteArray();
    }
}

package io.cfa.maven.remote.socket;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What a host says before anything else: an sshd its version, or why it hangs up; something else what it is. */
final class GreetingStream extends FilterInputStream {

    private static final int MOST = 200;

    private final StringBuilder greeting = new StringBuilder();

    GreetingStream(InputStream input) {
        super(input);
    }

    /** The first line, made printable. */
    synchronized String firstLine() {
        return greeting.toString()
                .lines()
                .findFirst()
                .orElse("")
                .replaceAll("[^ -~]", "?")
                .strip();
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        if (one >= 0) {
            keep(new byte[] {(byte) one}, 0, 1);
        }
        return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        keep(bytes, offset, count);
        return count;
    }

    private synchronized void keep(byte[] bytes, int offset, int count) {
        int wanted = Math.min(count, MOST - greeting.length());
        if (wanted > 0) {
            greeting.append(new String(bytes, offset, wanted, StandardCharsets.ISO_8859_1));
        }
    }
}

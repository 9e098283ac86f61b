package io.cfa.maven.remote.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What arrives by another thread, read with the read time-out of a socket; without one, nobody would notice that nothing comes. */
final class ArrivalStream extends InputStream {

    private static final byte[] END = {};

    private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
    private byte[] current = {0};
    private int position = 1;
    private volatile int timeoutMillis;

    void timeout(int millis) {
        timeoutMillis = millis;
    }

    /** Where the other thread writes. */
    OutputStream writer() {
        return new OutputStream() {
            @Override
            public void write(int one) {
                arrived.add(new byte[] {(byte) one});
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                if (length > 0) {
                    arrived.add(Arrays.copyOfRange(bytes, offset, offset + length));
                }
            }

            @Override
            public void close() {
                end();
            }
        };
    }

    /** Nothing comes any more. */
    void end() {
        arrived.add(END);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (position == current.length && current != END) {
            current = next();
            position = 0;
        }
        if (current == END) {
            return -1;
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, bytes, offset, count);
        position += count;
        return count;
    }

    private byte[] next() throws IOException {
        try {
            byte[] next = timeoutMillis == 0 ? arrived.take() : arrived.poll(timeoutMillis, TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new SocketTimeoutException("Read timed out");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return END;
        }
    }
}

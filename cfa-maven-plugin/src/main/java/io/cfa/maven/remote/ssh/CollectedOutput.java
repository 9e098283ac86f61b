package io.cfa.maven.remote.ssh;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** What a command printed on one output, up to {@value #MOST} bytes: no host fills this machine's memory. */
final class CollectedOutput extends ByteArrayOutputStream {

    static final int MOST = 64 << 20;

    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean overflowed;

    @Override
    public synchronized void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        overflowed |= length > MOST - size();
        super.write(bytes, offset, Math.min(length, MOST - size()));
    }

    @Override
    public void close() {
        closed.countDown();
    }

    CountDownLatch closed() {
        return closed;
    }

    /** Whether it printed more. */
    synchronized boolean overflowed() {
        return overflowed;
    }

    /** As UTF-8. */
    String text() {
        return toString(StandardCharsets.UTF_8);
    }
}

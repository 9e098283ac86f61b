package io.cfa.maven.remote.ssh;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a command writes to standard output, read from it line by line in another thread.
 *
 * <p>Memory is bounded: the writer waits while many lines are unread, and a longer line than {@value #LONGEST_LINE} bytes is handed out
 * in parts.
 */
public final class LineOutputStream extends OutputStream {

    private static final int LONGEST_LINE = 1 << 20;
    private static final int MOST_UNREAD = 8 << 20;
    private static final Duration READER_IS_GONE = Duration.ofSeconds(30);

    private final Deque<String> lines = new ArrayDeque<>();
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private int unread;
    private boolean closed;
    private boolean discarding;

    @Override
    public synchronized void write(int value) {
        if (value == '\n') {
            flushLine();
        } else {
            begun.write(value);
            if (begun.size() >= LONGEST_LINE) {
                flushLine();
            }
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
        waitForReader();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            if (begun.size() > 0) {
                flushLine();
            }
            closed = true;
            notifyAll();
        }
    }

    /** The next line; empty at the end, or if none comes in time. */
    public synchronized Optional<String> next(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (lines.isEmpty() && !closed) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return Optional.empty();
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        Optional<String> line = Optional.ofNullable(lines.poll());
        line.ifPresent(text -> unread -= text.length());
        notifyAll();
        return line;
    }

    /** From now on nobody reads. */
    synchronized void discard() {
        discarding = true;
        lines.clear();
        notifyAll();
    }

    /** Whether lines were thrown away because nobody read for long. */
    synchronized boolean overflowed() {
        return discarding;
    }

    private void flushLine() {
        if (!discarding) {
            String line = begun.toString(StandardCharsets.UTF_8);
            lines.add(line);
            unread += line.length();
            notifyAll();
        }
        begun.reset();
    }

    /** The thread that waits here is the connection's, so it does not wait for ever. */
    private void waitForReader() {
        long end = System.nanoTime() + READER_IS_GONE.toNanos();
        try {
            while (unread > MOST_UNREAD && !discarding && !closed) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    discard();
                    return;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            discard();
        }
    }
}

package io.cfa.maven.remote.ssh;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a command writes to standard output, read from it line by line in another thread. */
public final class LineOutputStream extends OutputStream {

    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private boolean closed;

    @Override
    public synchronized void write(int value) {
        if (value == '\n') {
            flushLine();
        } else {
            begun.write(value);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int from = offset;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                begun.write(bytes, from, i - from);
                flushLine();
                from = i + 1;
            }
        }
        begun.write(bytes, from, offset + length - from);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (begun.size() > 0) {
                flushLine();
            }
            lines.add(Optional.empty());
        }
    }

    /** The next line; empty at the end, or if none comes in time. */
    public Optional<String> next(Duration limit) {
        try {
            Optional<String> line = lines.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (line != null && line.isEmpty()) {
                lines.add(line); // the end stays the end
            }
            return line == null ? Optional.empty() : line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void flushLine() {
        lines.add(Optional.of(begun.toString(StandardCharsets.UTF_8)));
        begun.reset();
    }
}

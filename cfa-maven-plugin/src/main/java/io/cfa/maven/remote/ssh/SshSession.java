package io.cfa.maven.remote.ssh;

import io.cfa.maven.remote.RemoteSession;
import io.cfa.maven.remote.Result;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A command on a channel of a connection that stays open between lines. */
final class SshSession implements RemoteSession {

    private static final Duration LOOK = Duration.ofMillis(500);

    private final SshExecution execution;
    private final LineInputStream input;
    private final LineOutputStream output;
    private final AtomicReference<Runnable> release;

    SshSession(SshExecution execution, LineInputStream input, LineOutputStream output, Runnable release) {
        this.execution = execution;
        this.input = input;
        this.output = output;
        this.release = new AtomicReference<>(release);
    }

    @Override
    public void send(String line) {
        if (!isOpen()) {
            throw execution.lost(null);
        }
        input.add(line);
    }

    @Override
    public Optional<String> nextLine(Duration limit) {
        long start = System.nanoTime();
        for (long left = limit.toNanos(); left > 0; left = limit.toNanos() - (System.nanoTime() - start)) {
            Optional<String> line = output.next(Duration.ofNanos(Math.min(left, LOOK.toNanos())));
            if (line.isPresent() || !isOpen()) {
                // the last lines may have come just before the end
                return line.or(() -> output.next(Duration.ZERO));
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean isOpen() {
        return execution.isRunning();
    }

    @Override
    public Result end() {
        input.end();
        try {
            int status = execution.await();
            if (output.overflowed()) {
                throw execution.overflow();
            }
            return new Result(status, "", execution.errorText());
        } finally {
            release();
        }
    }

    @Override
    public void close() {
        input.end();
        output.discard();
        execution.giveUp();
        release();
    }

    private void release() {
        release.getAndSet(() -> {}).run();
    }
}

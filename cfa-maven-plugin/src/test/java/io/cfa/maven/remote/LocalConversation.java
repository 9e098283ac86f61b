package io.cfa.maven.remote;

import io.cfa.maven.remote.ssh.LineOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A process of this machine that is talked to. */
final class LocalConversation implements RemoteSession {

    private final Process process;
    private final LineOutputStream lines = new LineOutputStream();

    LocalConversation(Process process) {
        this.process = process;
        Thread reader = new Thread(() -> {
            try (LineOutputStream to = lines) {
                process.getInputStream().transferTo(to);
            } catch (IOException e) {
                // it was given up
            }
        });
        reader.setDaemon(true);
        reader.start();
    }

    @Override
    public void send(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new LostConnectionException("the process is gone", e);
        }
    }

    @Override
    public Optional<String> nextLine(Duration limit) {
        return lines.next(limit);
    }

    @Override
    public boolean isOpen() {
        return process.isAlive();
    }

    @Override
    public Result end() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // it has ended by itself, and with it the stream
        }
        try {
            int status = process.waitFor();
            return new Result(status, "", new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroyForcibly();
        }
    }
}

package io.cfa.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One process that listens on a port of its own, the same one whenever it is started again. */
final class ServiceProcess {

    private final ProcessBuilder command;
    private final URI address;
    private final String health;
    private Process process;

    /** Not started yet; the log is appended to. */
    ServiceProcess(List<String> command, Map<String, String> variables, int port, String health, Path log) {
        this.command =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        this.command.environment().putAll(variables);
        this.address = URI.create("http://127.0.0.1:" + port);
        this.health = health;
    }

    URI address() {
        return address;
    }

    synchronized void start() {
        try {
            process = command.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kill -9} does, and waits until it is gone. */
    synchronized void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** The same, without waiting, and if there is one. */
    synchronized void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** Whether it answers that it is ready; a process that has ended by itself never will. */
    boolean isReady() {
        synchronized (this) {
            if (process == null || !process.isAlive()) {
                throw new IllegalStateException("the process that should answer at " + address
                        + (process == null ? " was not started" : " has ended with " + process.exitValue()) + ", see "
                        + command.redirectOutput().file());
            }
        }
        try {
            return Http.send("GET", URI.create(address + health), null, "text/plain", new byte[0])
                            .status()
                    < 400;
        } catch (IOException e) {
            return false;
        }
    }
}

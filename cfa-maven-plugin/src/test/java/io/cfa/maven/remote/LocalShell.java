package io.cfa.maven.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** This machine's own shell in the place of a host, for tests of what the commands really do; programs of its own come first on its path. */
public final class LocalShell implements RemoteHost {

    private final Path programs;

    /** A shell that looks for programs in a directory first. */
    public LocalShell(Path programs) {
        this.programs = programs;
    }

    /** Puts a shell script in the place of a program that this machine may not have. */
    public LocalShell program(String name, String script) throws IOException {
        return program(name, "sh", script);
    }

    /** The same, in the language of another shell. */
    public LocalShell program(String name, String shell, String script) throws IOException {
        Files.createDirectories(programs);
        Path file = Files.writeString(programs.resolve(name), "#!/bin/" + shell + "\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return this;
    }

    @Override
    public Result run(Command command) {
        try {
            ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command.line());
            builder.environment().put("PATH", programs + ":" + System.getenv("PATH"));
            builder.redirectError(Files.createTempFile(programs, "error", null).toFile());
            Process process = builder.start();
            try (var input = process.getOutputStream()) {
                input.write(command.input().map(Secret::reveal).orElse("").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // the command did not read what it was given
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            return new Result(
                    status,
                    output,
                    Files.readString(builder.redirectError().file().toPath()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public RemoteSession open(Command command) {
        try {
            ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command.line());
            builder.environment().put("PATH", programs + ":" + System.getenv("PATH"));
            return new LocalConversation(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "this machine";
    }

    @Override
    public String address() {
        return "127.0.0.1";
    }

    @Override
    public void close() {
        // nothing is open between two commands
    }
}

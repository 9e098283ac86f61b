package io.cfa.maven.check;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Docker Compose's own reading of compose and env, where it is installed on this machine; the only class here that starts a process. */
public final class ComposeConfig {

    private final List<String> program;
    private final Duration timeout;
    private final Consumer<String> log;

    /** Asks the program that stands on the path. */
    public ComposeConfig(Consumer<String> log) {
        this(List.of("docker", "compose"), Duration.ofSeconds(10), log);
    }

    ComposeConfig(List<String> program, Duration timeout, Consumer<String> log) {
        this.program = List.copyOf(program);
        this.timeout = timeout;
        this.log = log;
    }

    /** How a process ended: its exit status, negative where it had to be ended, and what it printed. */
    private record Ended(int status, List<String> lines) {

        /** Compose prints its errors in any order; the same one each time, so that the finding stays the same. */
        String error() {
            return lines.stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.endsWith(":") && !line.contains("level=warning"))
                    .min(Comparator.naturalOrder())
                    .orElse("exit status " + status);
        }
    }

    void check(ProjectLayout checkout, Findings findings) {
        Path compose = checkout.compose();
        try {
            Ended config = run(
                    checkout.bundle(),
                    "--env-file",
                    checkout.env().getFileName().toString(),
                    "-f",
                    compose.getFileName().toString(),
                    "config",
                    "--quiet");
            if (config.status < 0) {
                log.accept("docker compose did not answer within " + timeout.toSeconds() + " s: its own reading of "
                        + compose.getFileName() + " was left out");
            } else if (config.status > 0 && run(checkout.bundle(), "version").status != 0) {
                absent(compose);
            } else if (config.status != 0) {
                String error = config.error().replace(checkout.bundle() + "/", "");
                findings.add(
                        new ComposeErrorLocator(checkout).locate(error),
                        "docker compose config: " + error,
                        "a file that compose reads",
                        "mend what it names");
            }
        } catch (IOException e) {
            absent(compose);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void absent(Path compose) {
        log.accept(
                "docker compose is not on this machine: its own reading of " + compose.getFileName() + " was left out");
    }

    private Ended run(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(program);
        command.addAll(Arrays.asList(arguments));
        // into a file: a pipe that nobody reads in time would block it
        Path output = Files.createTempFile("cfa-compose", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                return new Ended(-1, List.of());
            }
            return new Ended(
                    process.exitValue(),
                    new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
        } finally {
            Files.delete(output);
        }
    }
}

package io.cfa.maven.image.runtime;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the base's JRE with nothing of this process around it: an empty environment, a directory of its own, no input, and an end.
 *
 * @param runtime   what is run
 * @param directory where
 * @param patience  for how long at most
 */
public record RuntimeProcess(BaseRuntime runtime, Path directory, Duration patience) {

    private static final int TAIL = 4_000;

    /**
     * Runs it once.
     *
     * @throws NotMadeException if it does not end well, with the last line that it said
     */
    public void run(String what, List<String> arguments) throws IOException, NotMadeException {
        Ending ending = end(what, arguments);
        if (ending.status() != 0) {
            throw new NotMadeException(
                    "the base's java did not " + what + ": exit status " + ending.status() + ", " + ending.lastLine());
        }
    }

    /**
     * How a run ended.
     *
     * @param status   its exit status
     * @param lastLine the last that it said, with nothing in it but what can be printed
     */
    public record Ending(int status, String lastLine) {}

    /**
     * Runs it once, to whatever end.
     *
     * @throws NotMadeException if it does not start, or does not end
     */
    public Ending end(String what, List<String> arguments) throws IOException, NotMadeException {
        List<String> command = new ArrayList<>(runtime.command());
        command.addAll(arguments);
        Path said = Files.createTempFile(directory, "said", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(said.toFile());
        builder.environment().clear();
        builder.environment().put("LANG", "C.UTF-8");
        Process process = start(builder);
        try {
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                throw new NotMadeException(
                        "the base's java did not " + what + " within " + patience.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotMadeException("the build was interrupted while the base's java was to " + what);
        } finally {
            process.destroyForcibly();
        }
        return new Ending(process.exitValue(), lastLine(said));
    }

    private static Process start(ProcessBuilder builder) throws NotMadeException {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new NotMadeException("the base's java does not start here: " + e.getMessage());
        }
    }

    private static String lastLine(Path said) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(said.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(TAIL, file.length())];
            file.seek(file.length() - tail.length);
            file.readFully(tail);
            return new String(tail, StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .reduce((first, last) -> last)
                    .map(line -> line.replaceAll("\\p{Cntrl}", "?"))
                    .orElse("with nothing said");
        }
    }
}

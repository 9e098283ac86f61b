package io.cfa.maven.mojo.supplychain;

import io.cfa.maven.image.cache.ImageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Builds of another directory, each a Maven of its own, which is told no secret: what it builds was pushed by anybody.
 *
 * @param environment what this build was told, of which secrets and what a pipeline says of itself are left out
 * @param log         where their output goes
 * @param limit       how long each may take
 */
record Rebuild(Map<String, String> environment, Path log, Duration limit) {

    private static final String SECRET =
            "(?i).*(PASSWORD|TOKEN|SECRET|PRIVATE_KEY|CREDENTIAL|AUTH_CONFIG|_JWT|PASSPHRASE).*|COSIGN_.*|SSH_.*";

    /** What a pipeline says of itself, which would be defaults of parameters. */
    private static final String PIPELINES = "CI_.*|DEPLOY_TAG|GITLAB_.*|CFA.*";

    private static final int SHOWN = 20;

    /**
     * Runs one.
     *
     * @param directory the root of the sources
     * @throws ImageException with the last lines that it said, if it fails
     */
    void run(Path directory, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        environment.forEach((name, value) -> {
            if (!name.matches(SECRET) && !name.matches(PIPELINES)) {
                builder.environment().put(name, value);
            }
        });
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            Process maven = builder.start();
            maven.getOutputStream().close();
            try {
                if (!maven.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw failed(command, "did not end within " + limit.toSeconds() + " s");
                }
            } finally {
                maven.descendants().forEach(ProcessHandle::destroyForcibly);
                maven.destroyForcibly();
            }
            if (maven.exitValue() != 0) {
                throw failed(command, "ended with " + maven.exitValue());
            }
        } catch (IOException e) {
            throw new ImageException(
                    directory + " cannot be built: " + e.getMessage()
                            + ". Next: see whether that commit has the file mvnw",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException("interrupted while " + directory + " was built. Next: run it again", e);
        }
    }

    private ImageException failed(List<String> command, String how) throws IOException {
        List<String> lines = new ArrayList<>(
                Files.readString(log, StandardCharsets.UTF_8).lines().toList());
        return new ImageException("that commit cannot be built: `" + String.join(" ", command) + "` " + how + "\n  "
                + String.join("\n  ", lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()))
                + "\nNext: read " + log + "; what that commit needs may be gone from its repositories");
    }
}

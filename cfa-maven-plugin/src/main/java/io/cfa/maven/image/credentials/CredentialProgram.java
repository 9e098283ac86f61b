package io.cfa.maven.image.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.image.cache.ImageException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program that keeps passwords, {@code docker-credential-NAME}, asked with {@code get} and the registry's key on standard input.
 *
 * <p>Source: README of docker-credential-helpers, "Development": the protocol and its answer "credentials not found in native keychain".
 *
 * @param where       the file and field that name it, for messages
 * @param name        the last part of the program's name
 * @param environment the variables of this process
 */
record CredentialProgram(String where, String name, Map<String, String> environment) {

    private static final int SECONDS = 30;
    private static final int LARGEST = 1 << 16;

    /** The login that it keeps; nothing where it says that it keeps none. */
    Optional<RegistryLogin> get(String key) {
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw failure("which is no program's name", "correct it");
        }
        Answer answer = run(key);
        if (answer.status() != 0) {
            if (answer.output().toLowerCase(Locale.ROOT).contains("credentials not found")) {
                return Optional.empty();
            }
            throw failure(
                    "which failed for " + key + " with exit status " + answer.status(), "see what it says itself");
        }
        return login(answer.output(), key);
    }

    private Optional<RegistryLogin> login(String output, String key) {
        try {
            JsonNode json = new ObjectMapper().readTree(output);
            String user = json.path("Username").asText("");
            String secret = json.path("Secret").asText("");
            if (user.isEmpty() && secret.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    user.equals("<token>")
                            ? RegistryLogin.ofToken(program(), secret)
                            : RegistryLogin.of(program(), user, secret));
        } catch (IOException | RuntimeException e) {
            // never what it said: that may be the password
            throw failure("whose answer for " + key + " is no valid JSON", "see what it says itself");
        }
    }

    private record Answer(int status, String output) {}

    private Answer run(String key) {
        try {
            Process process = new ProcessBuilder(executable().toString(), "get")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            CompletableFuture<byte[]> output =
                    CompletableFuture.supplyAsync(() -> read(process), work -> new Thread(work, program()).start());
            try (var in = process.getOutputStream()) {
                in.write(key.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // it did not wait for the key; its exit status says more
            }
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw failure("which did not answer within " + SECONDS + " s", "see what it waits for");
            }
            byte[] bytes = output.get(SECONDS, TimeUnit.SECONDS);
            return new Answer(process.exitValue(), new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw failure("which cannot be run: " + e.getMessage(), "install it, or remove it from the file");
        } catch (ExecutionException | TimeoutException e) {
            throw failure("whose answer cannot be read", "see what it says itself");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("which was interrupted", "run it again");
        }
    }

    private static byte[] read(Process process) {
        try (var out = process.getInputStream()) {
            return out.readNBytes(LARGEST);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private Path executable() {
        for (String directory : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path file = Path.of(directory.isEmpty() ? "." : directory, program());
            if (Files.isExecutable(file)) {
                return file;
            }
        }
        throw failure("which is not on this machine's PATH", "install it, or remove it from the file");
    }

    private String program() {
        return "docker-credential-" + name;
    }

    private ImageException failure(String what, String next) {
        return new ImageException(where + " names " + program() + ", " + what + ". Next: " + next + " (echo REGISTRY | "
                + program() + " get)");
    }
}

package io.cfa.maven.model;

import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.model.source.MalformedFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The static files that a host needs: compose, env, and every file of theirs that a service mounts; secrets are not among them.
 *
 * @param files   the text of each file by its path relative to the bundle's directory, {@code /} between names
 * @param secrets the path of each secret file, relative to the bundle's directory
 */
public record Bundle(SortedMap<String, String> files, List<String> secrets) {

    /** Copies. */
    public Bundle {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        secrets = List.copyOf(secrets);
    }

    /**
     * Reads the files of a directory.
     *
     * @throws MalformedFileException if a file is missing, or a service mounts something that is not there
     */
    public static Bundle read(Path directory) {
        ComposeFile compose = ComposeFile.read(directory.resolve(Stack.COMPOSE_FILE));
        SortedMap<String, String> files = new TreeMap<>();
        add(files, directory, directory.resolve(Stack.COMPOSE_FILE));
        add(files, directory, EnvFile.read(directory.resolve(Stack.ENV_FILE)).path());
        for (ComposeService service : compose.services()) {
            for (ComposeService.Text mount : service.mounts()) {
                Path source = directory.resolve(mount.value()).normalize();
                if (!Files.exists(source)) {
                    throw new MalformedFileException(
                            mount.place(),
                            service.name() + " mounts " + mount.value() + ", which is not there. Next: add it");
                }
                try (Stream<Path> tree = Files.walk(source)) {
                    tree.filter(Files::isRegularFile).forEach(file -> add(files, directory, file));
                } catch (IOException e) {
                    throw new MalformedFileException(source + " cannot be read: " + e.getMessage(), e);
                }
            }
        }
        List<String> secrets = compose.secretFiles().stream()
                .map(secret ->
                        relative(directory, directory.resolve(secret.source()).normalize()))
                .toList();
        return new Bundle(files, secrets);
    }

    /** The SHA-256 of a file's bytes, in hexadecimal digits, as {@code sha256sum} prints it. */
    public String checksum(String file) {
        try {
            byte[] bytes = files.get(file).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void add(SortedMap<String, String> files, Path directory, Path file) {
        try {
            files.put(relative(directory, file), Files.readString(file));
        } catch (IOException e) {
            throw new MalformedFileException(file + " cannot be read as UTF-8 text: " + e.getMessage(), e);
        }
    }

    private static String relative(Path directory, Path file) {
        return directory.normalize().relativize(file.normalize()).toString().replace('\\', '/');
    }
}

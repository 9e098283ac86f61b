package io.cfa.maven.model;

import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.model.env.Interpolation;
import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.SourceLocation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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
        EnvFile env = EnvFile.read(directory.resolve(Stack.ENV_FILE));
        Interpolation variables = new Interpolation(env::get);
        BundleReader reader = new BundleReader(directory);
        reader.add(Stack.COMPOSE_FILE, new SourceLocation(compose.path(), 1));
        reader.add(Stack.ENV_FILE, new SourceLocation(env.path(), 1));
        FileReference.of(compose, variables).forEach(reader::add);
        SortedMap<String, String> files = new TreeMap<>();
        reader.files().forEach((name, file) -> files.put(name, file.text().orElseThrow()));
        return new Bundle(files, secrets(compose, variables));
    }

    /** No other path is made, opened or closed on a host: what is not beneath it may be anything of the host. */
    private static List<String> secrets(ComposeFile compose, Interpolation variables) {
        return FileReference.ofSecrets(compose, variables).stream()
                .map(secret -> BundlePath.within(secret.source())
                        .filter(path -> BundlePath.isSecret(secret.source()))
                        .orElseThrow(() -> new MalformedFileException(
                                secret.place(),
                                secret.user() + " " + secret.source()
                                        + ", which is not beneath secrets/. Next: write ./secrets/ and its name")))
                .toList();
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
}

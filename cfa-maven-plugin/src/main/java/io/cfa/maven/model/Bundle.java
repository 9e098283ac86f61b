package io.cfa.maven.model;

import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.compose.FileReference;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.model.env.Interpolation;
import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.SourceLocation;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The static files that a host needs: compose, env, and every file that a container mounts or reads; secrets are not among them.
 *
 * @param files   each file by its path relative to the bundle's directory, {@code /} between names
 * @param secrets the path of each secret file, relative to the bundle's directory and strictly beneath {@code secrets/}
 */
public record Bundle(SortedMap<String, BundleFile> files, List<String> secrets) {

    /** Copies. */
    public Bundle {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        secrets = List.copyOf(secrets);
    }

    /**
     * Reads the files of a directory.
     *
     * @throws MalformedFileException if a file is missing, a container mounts or reads something that is not there or cannot be brought, or a
     *     secret's file is not beneath {@code secrets/}
     */
    public static Bundle read(Path directory) {
        ComposeFile compose = ComposeFile.read(directory.resolve(Stack.COMPOSE_FILE));
        EnvFile env = EnvFile.read(directory.resolve(Stack.ENV_FILE));
        BundleReader reader = new BundleReader(directory);
        reader.add(Stack.COMPOSE_FILE, new SourceLocation(compose.path(), 1));
        reader.add(Stack.ENV_FILE, new SourceLocation(env.path(), 1));
        FileReference.of(compose, new Interpolation(env::get)).forEach(reader::add);
        return new Bundle(
                reader.files(),
                compose.secretFiles().stream()
                        .map(ComposeFile.SecretFile::confined)
                        .toList());
    }
}

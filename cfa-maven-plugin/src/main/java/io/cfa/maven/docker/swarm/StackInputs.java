package io.cfa.maven.docker.swarm;

import io.cfa.maven.model.compose.StackExtensions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a stack document is made of, beside the compose file.
 *
 * @param extensions where services run
 * @param images     by service, what it runs, as {@code repository@sha256:…}
 * @param secrets    by the compose file's name of a secret, the version of it in the swarm
 * @param files      what is mounted, as the manager has it
 * @param labels     of each service, which change no task
 */
public record StackInputs(
        StackExtensions extensions,
        Map<String, String> images,
        Map<String, String> secrets,
        List<MountedFile> files,
        Map<String, String> labels) {

    /** Copies. */
    public StackInputs {
        images = Map.copyOf(images);
        secrets = Map.copyOf(secrets);
        files = List.copyOf(files);
        labels = Map.copyOf(labels);
    }

    /** The file of this path. */
    Optional<MountedFile> file(String path) {
        return files.stream().filter(file -> file.path().equals(path)).findFirst();
    }
}

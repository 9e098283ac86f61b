package io.cfa.maven.image.registry;

import java.util.Optional;

/**
 * What a request is about, as a token server is asked for the right to it.
 *
 * @param repository the path below the registry
 * @param push       whether the right to write is asked for
 * @param mountFrom  another repository that is read from
 */
record RegistryScope(String repository, boolean push, Optional<String> mountFrom) {

    static RegistryScope pull(String repository) {
        return new RegistryScope(repository, false, Optional.empty());
    }

    static RegistryScope push(String repository) {
        return new RegistryScope(repository, true, Optional.empty());
    }

    RegistryScope mounting(String from) {
        return new RegistryScope(repository, push, Optional.of(from));
    }
}

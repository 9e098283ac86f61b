package io.cfa.maven.image.registry;

/**
 * What a request is about, as a token server is asked for the right to it.
 *
 * @param repository the path below the registry
 * @param push       whether the right to write is asked for
 */
record RegistryScope(String repository, boolean push) {}

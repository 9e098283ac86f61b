package io.cfa.maven.remote.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Who logs in, and from where: what ssh would take from this machine, handed in.
 *
 * @param name        the local user's name, for hosts that neither the target nor the configuration names a user of
 * @param home        the directory with {@code .ssh}
 * @param environment the environment variables
 */
public record SshEnvironment(String name, Path home, Map<String, String> environment) {

    /** The user that runs this, in an environment. */
    public static SshEnvironment current(Map<String, String> environment) {
        return new SshEnvironment(
                System.getProperty("user.name"), Path.of(System.getProperty("user.home")), environment);
    }

    /** A variable, also where it is empty. */
    public Optional<String> variable(String variable) {
        return Optional.ofNullable(environment.get(variable));
    }

    /** A file of {@code ~/.ssh}. */
    public Path ssh(String file) {
        return home.resolve(".ssh").resolve(file);
    }

    /** A path as ssh reads it: {@code ~} is the home directory, and what is relative lies there. */
    public Path path(String text) {
        return home.resolve(text.equals("~") ? "" : text.startsWith("~/") ? text.substring(2) : text);
    }
}

package io.cfa.maven.remote.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Who logs in, and from where: what ssh would take from this machine, handed in.
 *
 * @param name        the local user's name, for hosts that neither the target nor the configuration names a user of
 * @param home        the directory with {@code .ssh}
 * @param directory   where relative paths begin
 * @param system      the directory with the machine's own configuration: {@code /etc/ssh}
 * @param environment the environment variables
 */
public record SshEnvironment(String name, Path home, Path directory, Path system, Map<String, String> environment) {

    /** The user that runs this, in an environment. */
    public static SshEnvironment current(Map<String, String> environment) {
        return new SshEnvironment(
                System.getProperty("user.name"),
                Path.of(System.getProperty("user.home")),
                Path.of("").toAbsolutePath(),
                Path.of("/etc/ssh"),
                environment);
    }

    /** A user who has nothing but a home directory. */
    public static SshEnvironment at(Path home, Map<String, String> environment) {
        return new SshEnvironment("me", home, home, home.resolve("etc"), environment);
    }

    /** A variable, also where it is empty. */
    public Optional<String> variable(String variable) {
        return Optional.ofNullable(environment.get(variable));
    }

    /** A file of {@code ~/.ssh}. */
    public Path ssh(String file) {
        return home.resolve(".ssh").resolve(file);
    }

    /** A path as ssh reads it: {@code ~} is the home directory, and what is relative lies where this runs. */
    public Path path(String text) {
        boolean atHome = text.equals("~") || text.startsWith("~/");
        return atHome ? home.resolve(text.replaceFirst("^~/?", "")) : directory.resolve(text);
    }

    /** The shell that runs what the configuration wants to be run. */
    public String shell() {
        return variable("SHELL").filter(path -> path.startsWith("/")).orElse("/bin/sh");
    }

    /** A file of the machine's own configuration. */
    Path system(String file) {
        return system.resolve(file);
    }
}

package io.cfa.maven.mojo.session;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenSession;

/**
 * The environment variables of a Maven run, as Maven itself holds them: system properties that begin with {@code env.}.
 *
 * <p>Goals read the environment here alone, so that {@code ${env.X}} in a parameter and a variable that the engine is given are one thing.
 */
public final class SessionEnvironment {

    private static final String PREFIX = "env.";

    private SessionEnvironment() {}

    /** All variables by name; a copy. */
    public static Map<String, String> of(MavenSession session) {
        Properties properties = session.getSystemProperties();
        return properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX))
                .collect(
                        Collectors.toUnmodifiableMap(name -> name.substring(PREFIX.length()), properties::getProperty));
    }

    /** Who works: as the pipeline names them, else the user of this machine. */
    public static String user(String given) {
        return Optional.ofNullable(given).filter(name -> !name.isBlank()).orElse(System.getProperty("user.name"));
    }
}

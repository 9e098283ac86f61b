package io.cfa.maven.mojo.session;

import java.util.Map;
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
}

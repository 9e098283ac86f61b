package io.cfa.maven.image.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * An application of Spring Boot whose beans are to be processed when its image is built.
 *
 * @param mainClass what is started
 * @param settings  the system properties that it is started with, as flags of java: profiles and conditions may depend on them
 * @param compiler  finds the jar of the compiler of what is generated, when it is needed
 * @param required  whether an image without is refused
 */
public record SpringContext(String mainClass, List<String> settings, Supplier<Path> compiler, boolean required) {

    /** What java is started with to use what was processed. */
    static final String FLAG = "-Dspring.aot.enabled=true";

    /** Without it nothing knows how to process beans. */
    private static final String SPRING_BOOT = "org.springframework.boot:spring-boot";

    /** Copies. */
    public SpringContext {
        settings = List.copyOf(settings);
    }

    /** Whether a class path is of Spring Boot. */
    static boolean isOf(List<Jar> classPath) {
        return classPath.stream().anyMatch(jar -> jar.key().equals(SPRING_BOOT));
    }

    /** Those of a JVM's flags that an application sees. */
    static List<String> settingsOf(List<String> jvmFlags) {
        return jvmFlags.stream().filter(flag -> flag.startsWith("-D")).toList();
    }
}

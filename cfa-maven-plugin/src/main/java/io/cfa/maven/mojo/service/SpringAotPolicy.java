package io.cfa.maven.mojo.service;

import io.cfa.maven.image.plan.ServiceModule;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Whether the beans of services are processed when their images are built. */
public enum SpringAotPolicy {

    /** Where this machine can run the base image's java. */
    AUTO,

    /** Always; where they cannot be the build fails. */
    REQUIRED,

    /** Never. */
    OFF;

    /**
     * The policy of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static SpringAotPolicy of(String name) {
        return Stream.of(values())
                .filter(policy -> policy.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "cfa.springAot is " + name + ", expected auto, required or off. Next: leave it out for off"));
    }

    /**
     * What is wanted of a module's image.
     *
     * @param compiler finds the jar of the compiler of what is generated
     */
    Optional<ServiceModule.SpringAot> wanted(Supplier<Path> compiler) {
        return this == OFF ? Optional.empty() : Optional.of(new ServiceModule.SpringAot(compiler, this == REQUIRED));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.cfa.maven.image.plan;

import io.cfa.maven.image.cache.ImageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether images have a class-data archive. */
public enum ClassDataPolicy {

    /** Where this machine can make one. */
    AUTO,

    /** Always; where none can be made the build fails. */
    REQUIRED,

    /** Never. */
    OFF;

    /**
     * The policy of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ClassDataPolicy of(String name) {
        return Stream.of(values())
                .filter(policy -> policy.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("cfa.classDataArchive is " + name
                        + ", expected auto, required or off. Next: leave it out for auto"));
    }

    /**
     * What is wanted of a module's image.
     *
     * @param root      of the clone
     * @param classList below it; null where there is none
     * @throws ImageException if the list is not there, or one is required and none is named
     */
    public Optional<ServiceModule.ClassData> wanted(Path root, String classList) {
        if (this == OFF) {
            return Optional.empty();
        }
        if (classList == null || classList.isBlank()) {
            if (this == REQUIRED) {
                throw new ImageException("cfa.classDataArchive=required wants a list of classes, and cfa.classList"
                        + " names none. Next: set it, or leave cfa.classDataArchive out");
            }
            return Optional.empty();
        }
        Path list = root.resolve(classList.strip());
        if (!Files.isRegularFile(list)) {
            throw new ImageException("the list of classes " + list + ", which cfa.classList names, is not there."
                    + " Next: correct its path, which is below the root of the clone, or set cfa.classDataArchive=off");
        }
        return Optional.of(new ServiceModule.ClassData(list, this == REQUIRED));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

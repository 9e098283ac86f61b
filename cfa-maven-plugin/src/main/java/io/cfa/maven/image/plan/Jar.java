package io.cfa.maven.image.plan;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A jar of the class path.
 *
 * @param groupId    its coordinates
 * @param artifactId likewise
 * @param classifier empty where it has none
 * @param version    likewise
 * @param file       a jar; for a module of the reactor also its directory of classes
 */
public record Jar(String groupId, String artifactId, String classifier, String version, Path file) {

    /** Checks. */
    public Jar {
        Objects.requireNonNull(file, () -> groupId + ":" + artifactId + " has no file");
    }

    /** The coordinates that two versions of one jar share. */
    String key() {
        return groupId + ":" + artifactId + (classifier.isEmpty() ? "" : ":" + classifier);
    }

    /** Whether it is the very same jar, wherever the file lies. */
    boolean sameAs(Jar other) {
        return key().equals(other.key()) && version.equals(other.version);
    }

    /** A file name that does not depend on where the jar was taken from. */
    String fileName() {
        return artifactId + "-" + version + (classifier.isEmpty() ? "" : "-" + classifier) + ".jar";
    }

    @Override
    public String toString() {
        return key() + ":" + version;
    }
}

package io.cfa.maven.sbom;

import java.util.Comparator;

/**
 * A jar in an image.
 *
 * @param groupId    its coordinates
 * @param artifactId likewise
 * @param version    likewise
 * @param purl       its package URL, such as {@code pkg:maven/org.slf4j/slf4j-api@2.0.17?type=jar}
 * @param sha256     of its bytes in the image, 64 hexadecimal digits
 */
public record Component(String groupId, String artifactId, String version, String purl, String sha256)
        implements Comparable<Component> {

    /** As people write it: {@code org.slf4j:slf4j-api:2.0.17}. */
    public String coordinates() {
        return name() + ":" + version;
    }

    /** Without the version. */
    public String name() {
        return groupId + ":" + artifactId;
    }

    @Override
    public int compareTo(Component other) {
        return Comparator.comparing(Component::purl).compare(this, other);
    }
}

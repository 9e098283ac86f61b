package io.cfa.maven.image.reproduction;

import java.util.Optional;

/**
 * A file of a layer or of a jar.
 *
 * @param path     its name there
 * @param header   all that is said of it but its content: kind, rights, owner, time, where a link leads to
 * @param size     in bytes
 * @param contents the SHA-256 of its bytes
 */
record FileFacts(String path, String header, long size, String contents) {

    /** How it differs from another of the same path; nothing where it does not. */
    Optional<String> difference(FileFacts other) {
        if (!contents.equals(other.contents)) {
            return Optional.of(path + " has other bytes (" + size + ", and " + other.size + ")");
        }
        return header.equals(other.header)
                ? Optional.empty()
                : Optional.of(path + " has the same bytes, and is " + header + " in one and " + other.header
                        + " in the other");
    }
}

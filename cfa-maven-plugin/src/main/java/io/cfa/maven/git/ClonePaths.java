package io.cfa.maven.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Paths below the top of a clone, as git writes them.
 *
 * @param directory one of the clone
 * @param prefix    of the directory below the top: empty, or with a slash at its end
 */
record ClonePaths(Path directory, String prefix) {

    /** Those of files and directories; none of what is elsewhere. */
    Set<String> of(Collection<Path> paths) {
        Set<String> below = new LinkedHashSet<>();
        for (Path path : paths) {
            String relative = real(directory).relativize(real(path)).toString().replace('\\', '/');
            normalized(prefix + relative).ifPresent(below::add);
        }
        return below;
    }

    private static Optional<String> normalized(String path) {
        Deque<String> names = new ArrayDeque<>();
        for (String name : path.split("/")) {
            if (name.equals("..")) {
                if (names.pollLast() == null) {
                    return Optional.empty();
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return Optional.of(String.join("/", names));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }
}

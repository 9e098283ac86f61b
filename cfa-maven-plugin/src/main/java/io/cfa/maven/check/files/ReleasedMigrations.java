package io.cfa.maven.check.files;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which migrations are not what was released. */
@FunctionalInterface
public interface ReleasedMigrations {

    /** What has other bytes than when it was released, or is gone: the commit that first had it, by its file. */
    Map<Path, String> changed();

    /** Which files were released, as nobody mends these any more; absent where it is not known. */
    default Optional<Set<Path>> released() {
        return Optional.empty();
    }
}

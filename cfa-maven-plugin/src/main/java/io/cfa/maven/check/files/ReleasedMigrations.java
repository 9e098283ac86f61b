package io.cfa.maven.check.files;

import java.nio.file.Path;
import java.util.Map;

/** Which migrations are not what was released. */
@FunctionalInterface
public interface ReleasedMigrations {

    /** What has other bytes than when it was released, or is gone: the commit that first had it, by its file. */
    Map<Path, String> changed();
}

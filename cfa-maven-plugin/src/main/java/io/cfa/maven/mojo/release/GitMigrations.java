package io.cfa.maven.mojo.release;

import io.cfa.maven.check.files.ReleasedMigrations;
import io.cfa.maven.git.ReleasedFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Asks git which versioned migrations are not what a branch first had of them; one that is repeated may change.
 *
 * @param files  of the clone
 * @param branch whose every commit is released
 */
public record GitMigrations(ReleasedFiles files, String branch) implements ReleasedMigrations {

    private static final String MIGRATIONS = "services/*/src/main/resources/db/*/V*.sql";

    @Override
    public Map<Path, String> changed() {
        Map<Path, String> changed = new TreeMap<>();
        files.changedSince(branch, MIGRATIONS).forEach(each -> changed.put(each.file(), each.commit()));
        return changed;
    }

    @Override
    public Optional<Set<Path>> released() {
        return files.releasedBy(branch, MIGRATIONS);
    }
}

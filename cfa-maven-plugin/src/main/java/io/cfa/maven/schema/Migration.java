package io.cfa.maven.schema;

import io.cfa.maven.schema.sql.SchemaEffect;
import java.util.List;
import java.util.Optional;

/**
 * A migration that an image brings along.
 *
 * @param version  empty for one that is repeated whenever it changes
 * @param script   the name of its file
 * @param checksum as Flyway's history table has it
 * @param effect   to a release that does not know it
 * @param changes  what it does that is more than adding, each in a few words: {@code drops column holding.note}
 */
public record Migration(
        Optional<MigrationVersion> version, String script, int checksum, SchemaEffect effect, List<String> changes) {

    /** Copies. */
    public Migration {
        changes = List.copyOf(changes);
    }

    /** Whether a release that does not know it lives with it. */
    public boolean onlyAdds() {
        return effect == SchemaEffect.ADDS;
    }

    /** {@code V5__drop_old.sql (drops column holding.note)} or {@code V4__redemption.sql (adds)}. */
    public String describe() {
        return script + " (" + (changes.isEmpty() ? effect.toString() : String.join(", ", changes)) + ")";
    }
}

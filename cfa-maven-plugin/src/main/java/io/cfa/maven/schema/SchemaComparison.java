package io.cfa.maven.schema;

import io.cfa.maven.schema.sql.SchemaEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the schema that a database has lies to the one that an image needs.
 *
 * @param state  in a word
 * @param detail for people, such as {@code V5__drop_old.sql ran, which the image does not know}; empty where all is equal
 */
public record SchemaComparison(State state, String detail) {

    /** From good to bad. */
    public enum State {
        /** The database has what the image needs, and no more. */
        EQUAL,
        /** The database has more, which only adds to what the image knows. */
        AHEAD_READABLE,
        /** Something that the image needs has not run yet. */
        BEHIND,
        /** The database has more, and it is not certain that the image lives with it. */
        AHEAD,
        /** A migration was begun and did not end. */
        FAILED,
        /** What ran is not what the image has under that name. */
        CHANGED
    }

    /**
     * Compares.
     *
     * @param needs  what the image says of itself
     * @param has    what the database says of itself
     * @param newest of the images that are known, the one that this database was brought to; what ran beyond the image is looked up there
     */
    public static SchemaComparison of(RequiredSchema needs, InstalledSchema has, Optional<RequiredSchema> newest) {
        List<SchemaComparison> all = new ArrayList<>();
        needs.histories()
                .forEach((table, migrations) -> all.add(of(
                        migrations,
                        has.histories().getOrDefault(table, List.of()),
                        newest.map(schema -> schema.histories().getOrDefault(table, List.of()))
                                .orElse(List.of()))));
        return all.stream()
                .reduce((one, other) -> one.state().compareTo(other.state()) >= 0 ? one : other)
                .orElse(new SchemaComparison(State.EQUAL, ""));
    }

    private static SchemaComparison of(List<Migration> needs, List<InstalledSchema.Row> has, List<Migration> newest) {
        for (InstalledSchema.Row row : has) {
            if (!row.success()) {
                return new SchemaComparison(State.FAILED, row.script() + " was begun and did not end");
            }
        }
        List<String> behind = new ArrayList<>();
        for (Migration migration : needs) {
            Optional<InstalledSchema.Row> ran = last(has.stream().filter(row -> same(row, migration)));
            if (ran.isEmpty()) {
                behind.add(migration.script());
            } else if (ran.get().checksum().isPresent() && ran.get().checksum().get() != migration.checksum()) {
                // what is repeated has run with the bytes of another release, and runs again with those of this one
                return migration.version().isPresent()
                        ? new SchemaComparison(
                                State.CHANGED, migration.script() + " ran with other bytes than the image has")
                        : new SchemaComparison(State.AHEAD, migration.script() + " ran as another release has it");
            }
        }
        if (!behind.isEmpty()) {
            return new SchemaComparison(State.BEHIND, String.join(", ", behind) + " did not run yet");
        }
        return ahead(needs, has, newest);
    }

    private static SchemaComparison ahead(
            List<Migration> needs, List<InstalledSchema.Row> has, List<Migration> newest) {
        List<InstalledSchema.Row> more = has.stream()
                .filter(row -> needs.stream().noneMatch(migration -> same(row, migration)))
                .toList();
        if (more.isEmpty()) {
            return new SchemaComparison(State.EQUAL, "");
        }
        List<String> described = new ArrayList<>();
        boolean readable = true;
        for (InstalledSchema.Row row : more) {
            Optional<Migration> known = newest.stream()
                    .filter(migration -> same(row, migration)
                            && row.checksum()
                                    .filter(sum -> sum == migration.checksum())
                                    .isPresent())
                    .findFirst();
            readable &= known.map(Migration::effect)
                    .filter(SchemaEffect.ADDS::equals)
                    .isPresent();
            described.add(known.map(Migration::describe).orElse(row.script() + " (not known here)"));
        }
        return new SchemaComparison(
                readable ? State.AHEAD_READABLE : State.AHEAD,
                String.join(", ", described) + " ran, which the image does not know");
    }

    private static boolean same(InstalledSchema.Row row, Migration migration) {
        return row.version().isPresent() || migration.version().isPresent()
                ? row.version().equals(migration.version())
                : row.script().equals(migration.script());
    }

    private static Optional<InstalledSchema.Row> last(Stream<InstalledSchema.Row> rows) {
        return rows.reduce((older, newer) -> newer);
    }
}

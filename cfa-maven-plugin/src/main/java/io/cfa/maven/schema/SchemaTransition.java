package io.cfa.maven.schema;

import io.cfa.maven.schema.sql.SchemaEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What lies between the schema that one release needs and that of another.
 *
 * @param pending  what the newer one runs that the older one does not know, in order
 * @param unlike   scripts that both have, but not with the same bytes
 * @param effect   of the pending ones together, to the older release
 */
public record SchemaTransition(List<Migration> pending, List<String> unlike, SchemaEffect effect) {

    /** Copies. */
    public SchemaTransition {
        pending = List.copyOf(pending);
        unlike = List.copyOf(unlike);
    }

    /** From one to the other; rolling back over it is from the newer one's point of view the same. */
    public static SchemaTransition between(RequiredSchema older, RequiredSchema newer) {
        List<Migration> pending = new ArrayList<>();
        Set<String> unlike = new TreeSet<>();
        newer.histories().forEach((table, migrations) -> {
            List<Migration> known = older.histories().getOrDefault(table, List.of());
            for (Migration migration : migrations) {
                known.stream()
                        .filter(each -> same(each, migration))
                        .findFirst()
                        .ifPresentOrElse(
                                each -> {
                                    if (each.checksum() != migration.checksum()) {
                                        unlike.add(migration.script());
                                        if (migration.version().isEmpty()) {
                                            pending.add(migration);
                                        }
                                    }
                                },
                                () -> pending.add(migration));
            }
        });
        SchemaEffect effect = pending.stream().map(Migration::effect).reduce(SchemaEffect.ADDS, SchemaEffect::or);
        return new SchemaTransition(pending, List.copyOf(unlike), effect);
    }

    private static boolean same(Migration one, Migration other) {
        return one.version().isPresent()
                ? one.version().equals(other.version())
                : one.script().equals(other.script());
    }

    /** Whether nothing lies between. */
    public boolean isNone() {
        return pending.isEmpty() && unlike.isEmpty();
    }

    /** Whether the older release is certain to live with the schema of the newer one. */
    public boolean isReadableByOlder() {
        return effect == SchemaEffect.ADDS && unlike.isEmpty();
    }

    /**
     * In a line: {@code registry  schema 3 → 5: V4__redemption.sql (adds), V5__drop_old.sql (drops column holding.note): not readable by 1a2b3c4d}.
     *
     * @param revision of the older release
     */
    public String describe(String service, RequiredSchema older, RequiredSchema newer, String revision) {
        List<String> versions = new ArrayList<>();
        for (Map.Entry<String, List<Migration>> history : newer.histories().entrySet()) {
            String from = older.version(history.getKey()).map(Object::toString).orElse("none");
            String to = newer.version(history.getKey()).map(Object::toString).orElse("none");
            if (!from.equals(to)) {
                versions.add(from + " → " + to);
            }
        }
        return service + "  schema " + (versions.isEmpty() ? "changes" : String.join(", ", versions)) + ": "
                + String.join(", ", pending.stream().map(Migration::describe).toList())
                + (unlike.isEmpty()
                        ? ""
                        : (pending.isEmpty() ? "" : "; ") + "changed after it was released: "
                                + String.join(", ", unlike))
                + (isReadableByOlder() ? "; readable by " : "; not certain to be readable by ") + revision;
    }
}

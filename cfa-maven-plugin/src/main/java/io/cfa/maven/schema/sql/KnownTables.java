package io.cfa.maven.schema.sql;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The tables that migrations made which the release before does not know: whatever is done to them cannot concern it. */
public final class KnownTables {

    private final Set<String> made = new HashSet<>();
    private boolean namesMeanOthers;

    void made(String table) {
        if (!namesMeanOthers) {
            made.add(name(table));
        }
    }

    boolean isNew(String table) {
        return made.contains(name(table));
    }

    /** After {@code set search_path} a name may mean another table: nothing counts as new any more. */
    void namesMayMeanOthers() {
        namesMeanOthers = true;
        made.clear();
    }

    /** As PostgreSQL folds it, without the schema that everything is in unless said otherwise. */
    static String name(String table) {
        StringBuilder name = new StringBuilder();
        for (String part : table.strip().split("\\.")) {
            String folded = part.length() > 1 && part.startsWith("\"") && part.endsWith("\"")
                    ? part.substring(1, part.length() - 1)
                    : part.toLowerCase(Locale.ROOT);
            name.append(name.isEmpty() ? "" : ".").append(folded);
        }
        return name.toString().startsWith("public.") ? name.substring("public.".length()) : name.toString();
    }
}

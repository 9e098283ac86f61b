package io.cfa.maven.schema.sql;

import java.util.Locale;

/** What a change of the schema means to the release before, from the harmless to the worst. */
public enum SchemaEffect {
    /** There is more than before; whoever knows nothing of it reads and writes as ever. */
    ADDS,
    /** Rows or behaviour are others than before, in the same form. */
    REWRITES,
    /** Something that the release before uses may be gone, or refuse what it writes; also whatever was not understood. */
    NARROWS;

    /** The more careful of the two. */
    public SchemaEffect or(SchemaEffect other) {
        return compareTo(other) >= 0 ? this : other;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

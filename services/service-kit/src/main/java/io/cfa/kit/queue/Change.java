package io.cfa.kit.queue;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a step changes in the row of its item, in the statement that moves the item on.
 *
 * @param assignments of SQL, such as {@code status = :status, finished_at = now()}
 * @param values      of the named parameters in it
 */
public record Change(String assignments, Map<String, Object> values) {

    /** Assignments whose parameters have no values yet. */
    public static Change set(String assignments) {
        return new Change(assignments, Map.of());
    }

    /** The same, with a value, which may be null, for one of its parameters. */
    public Change with(String parameter, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(parameter, value);
        return new Change(assignments, more);
    }
}

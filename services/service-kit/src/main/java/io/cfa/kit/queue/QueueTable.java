package io.cfa.kit.queue;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The table that is the queue, and the columns that make it one. The names become part of SQL, so they are the service's own words and never a
 * caller's.
 *
 * @param table     its name
 * @param id        the column that one row is known by
 * @param due       {@code timestamptz}: when a worker may take the row, null where there is nothing (more) to do; wants a partial index
 * @param claim     {@code bigint not null default 0}: the fencing number
 * @param attempts  {@code integer not null default 0}: how often the present step has failed
 * @param requestId {@code text}: the id of the request that asked for it, or an expression such as {@code id::text}
 */
public record QueueTable(String table, String id, String due, String claim, String attempts, String requestId) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*(::text)?");

    /** Refuses what is no name. */
    public QueueTable {
        Stream.of(table, id, due, claim, attempts, requestId)
                .filter(name -> !NAME.matcher(name).matches())
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("no name of a table or a column: " + name);
                });
    }

    /** A table whose columns are called {@code id, due_at, claim, attempts, request_id}. */
    public static QueueTable named(String table) {
        return new QueueTable(table, "id", "due_at", "claim", "attempts", "request_id");
    }

    String columns() {
        return "%s as queue_key, %s as queue_claim, %s as queue_attempts, %s as queue_request"
                .formatted(id, claim, attempts, requestId);
    }
}

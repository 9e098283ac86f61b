package io.cfa.kit.queue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.cfa.contract.Database;
import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A domain whose table is a queue, in a database of its own. */
final class Jobs {

    record Job(UUID id, String state) {}

    final JdbcClient database =
            JdbcClient.create(new DriverManagerDataSource(Database.another(), "postgres", "postgres"));
    final DurableQueue<Job> queue = queueWithLeaseOf(ofSeconds(30));

    DurableQueue<Job> queueWithLeaseOf(Duration lease) {
        return new DurableQueue<>(
                database,
                QueueTable.named("job"),
                "id, state",
                (row, number) -> new Job(row.getObject("id", UUID.class), row.getString("state")),
                new DurableQueue.Timing(lease, new BackOff(ofMillis(20), ofMillis(40), () -> 0.5)));
    }

    Jobs() {
        database.sql("create table job (id uuid primary key, state text not null, due_at timestamptz,"
                        + " claim bigint not null default 0, attempts integer not null default 0, request_id text)")
                .update();
    }

    UUID add(String requestId) {
        UUID id = UUID.randomUUID();
        database.sql("insert into job (id, state, due_at, request_id) values (:id, 'NEW', now(), :request)")
                .param("id", id)
                .param("request", requestId)
                .update();
        return id;
    }

    /** As if its worker had died and time had passed. */
    void expire(UUID id) {
        database.sql("update job set due_at = now() where id = :id and due_at > now()")
                .param("id", id)
                .update();
    }

    String state(UUID id) {
        return column(id, "state");
    }

    String column(UUID id, String column) {
        return database.sql("select (%s)::text from job where id = :id".formatted(column))
                .param("id", id)
                .query(String.class)
                .single();
    }
}

package io.cfa.kit.audit;

import io.cfa.kit.page.Filter;
import io.cfa.kit.page.KeysetQuery;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.page.SortKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of the audit, which are only ever added to: what was asked for, and what came of it. */
final class AuditTrail {

    private static final String COLUMNS = "subject, roles, address, request_id, operation, path";
    private static final Map<String, List<SortKey>> SORTS = Map.of("number", List.of(SortKey.number("number")));

    private final JdbcTemplate database;
    private final JdbcClient client;
    private final KeysetQuery<AuditRecord> list;

    AuditTrail(JdbcTemplate database, JdbcClient client) {
        this.database = database;
        this.client = client;
        this.list = KeysetQuery.of(
                client,
                "select number, audit_record.at, " + COLUMNS
                        + ", coalesce(audit_record.status, audit_outcome.status) as status,"
                        + " coalesce(audit_record.outcome, audit_outcome.outcome) as outcome"
                        + " from audit_record left join audit_outcome on audit_outcome.record = audit_record.number",
                AuditRecord.class,
                SORTS);
    }

    /** What came of a change whose record has a number. */
    record Outcome(long record, int status, String outcome) {}

    /** A change of a service, with what came of it. */
    record Done(AuditEntry entry, Instant at, int status, String outcome) {}

    /** Writes down what is about to be tried, and returns its number. */
    long begin(AuditEntry entry) {
        return client.sql("insert into audit_record (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?) returning number")
                .params(
                        entry.subject(),
                        entry.roles(),
                        entry.address(),
                        entry.requestId(),
                        entry.operation(),
                        entry.path())
                .query(Long.class)
                .single();
    }

    /** Writes down what came of many, at once. */
    void end(List<Outcome> outcomes) {
        database.batchUpdate(
                "insert into audit_outcome (record, status, outcome) values (?, ?, ?) on conflict (record) do nothing",
                outcomes,
                outcomes.size(),
                (PreparedStatement statement, Outcome outcome) -> {
                    statement.setLong(1, outcome.record());
                    statement.setInt(2, outcome.status());
                    statement.setString(3, outcome.outcome());
                });
    }

    /** Writes down many changes of services, at once. */
    void add(List<Done> changes) {
        database.execute((Connection connection) -> {
            try (PreparedStatement statement = connection.prepareStatement("insert into audit_record (at, status,"
                    + " outcome, " + COLUMNS + ") select * from unnest(?::timestamptz[], ?::int[], ?::text[],"
                    + " ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])")) {
                array(statement, 1, "timestamptz", changes.stream().map(done -> Timestamp.from(done.at())));
                array(statement, 2, "int4", changes.stream().map(Done::status));
                array(statement, 3, "text", changes.stream().map(Done::outcome));
                array(statement, 4, "text", changes.stream().map(done -> done.entry()
                        .subject()));
                array(statement, 5, "text", changes.stream().map(done -> done.entry()
                        .roles()));
                array(statement, 6, "text", changes.stream().map(done -> done.entry()
                        .address()));
                array(statement, 7, "text", changes.stream().map(done -> done.entry()
                        .requestId()));
                array(statement, 8, "text", changes.stream().map(done -> done.entry()
                        .operation()));
                array(statement, 9, "text", changes.stream().map(done -> done.entry()
                        .path()));
                return statement.executeUpdate();
            }
        });
    }

    private static void array(PreparedStatement statement, int index, String type, java.util.stream.Stream<?> values)
            throws SQLException {
        statement.setArray(index, statement.getConnection().createArrayOf(type, values.toArray()));
    }

    /** Those of somebody, of an operation, of a request, where they are named. */
    Page<AuditRecord> page(PageRequest page, String subject, String operation, String requestId) {
        return list.page(
                page,
                Filter.all()
                        .with("subject", subject)
                        .with("operation", operation)
                        .with("request_id", requestId));
    }
}

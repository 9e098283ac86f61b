package io.cfa.identity.participant;

import io.cfa.kit.RequestIds;
import io.cfa.kit.page.Filter;
import io.cfa.kit.page.KeysetQuery;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.page.SortKey;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of participants. */
@Repository
class Participants {

    private static final String SELECT = "select subject as id, name, status, reason, registered_at from participant ";

    private static final Map<String, List<SortKey>> SORTS = Map.of(
            "registeredAt", List.of(SortKey.time("registered_at"), SortKey.text("id")),
            "name", List.of(SortKey.text("name"), SortKey.text("id")));

    private final JdbcClient database;
    private final KeysetQuery<Participant> list;

    Participants(JdbcClient database) {
        this.database = database;
        this.list = KeysetQuery.of(database, SELECT, Participant.class, SORTS);
    }

    /** Writes a login down, unless it is there; tells whether this call did it. */
    boolean add(String id, String name, Instant at) {
        return database.sql("insert into participant (id, subject, name, registered_at, ask_at, request_id)"
                                + " values (:row, :id, :name, :at, now(), :request) on conflict (subject) do nothing")
                        .param("row", UUID.randomUUID())
                        .param("id", id)
                        .param("name", name)
                        .param("request", RequestIds.current().orElse(null))
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }

    Optional<Participant> withId(String id) {
        return database.sql(SELECT + "where subject = :id")
                .param("id", id)
                .query(Participant.class)
                .optional();
    }

    /** Those of whom compliance says this, or all. */
    Page<Participant> page(Participant.Status status, PageRequest page) {
        return list.page(page, Filter.all().with("status", status));
    }
}

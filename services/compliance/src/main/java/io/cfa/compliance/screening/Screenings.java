package io.cfa.compliance.screening;

import io.cfa.kit.page.Filter;
import io.cfa.kit.page.KeysetQuery;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.page.SortKey;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of screenings. */
@Repository
class Screenings {

    private static final String SELECT =
            "select id, name, result, reason, screened_at, decided_by, decided_at, blocked, listed from screening";
    private static final Map<String, List<SortKey>> SORTS =
            Map.of("screenedAt", List.of(SortKey.time("screened_at"), SortKey.uuid("id")));

    private final JdbcClient database;
    private final KeysetQuery<Screening> list;

    Screenings(JdbcClient database) {
        this.database = database;
        this.list = KeysetQuery.of(database, SELECT, Screening.class, SORTS);
    }

    /** Those with a result, blocked or not, or all. */
    Page<Screening> page(Screening.Result result, Boolean blocked, PageRequest page) {
        return list.page(page, Filter.all().with("result", result).with("blocked", blocked));
    }

    /** Writes a first screening down, unless there is one of this participant; tells whether this call did it. */
    boolean add(Screening screening) {
        return database.sql("insert into screening (id, name, result, reason, screened_at, listed)"
                                + " values (:id, :name, :result, :reason, :at, :listed) on conflict (id) do nothing")
                        .param("id", screening.id())
                        .param("name", screening.name())
                        .param("result", screening.result().name())
                        .param("reason", screening.reason())
                        .param("at", Timestamp.from(screening.screenedAt()))
                        .param("listed", screening.listed())
                        .update()
                == 1;
    }

    /** Writes down what holds from now on. */
    void put(Screening screening) {
        database.sql("update screening set result = :result, reason = :reason, screened_at = :screened,"
                        + " decided_by = :by, decided_at = :at, blocked = :blocked, listed = :listed where id = :id")
                .param("id", screening.id())
                .param("result", screening.result().name())
                .param("reason", screening.reason())
                .param("screened", Timestamp.from(screening.screenedAt()))
                .param("by", screening.decidedBy())
                .param("at", screening.decidedAt() == null ? null : Timestamp.from(screening.decidedAt()))
                .param("blocked", screening.blocked())
                .param("listed", screening.listed())
                .update();
    }

    /** Somebody who was screened. */
    record Named(UUID id, String name) {}

    /** The next of those who are not rejected, in the order of their ids. */
    List<Named> notRejected(UUID after, int most) {
        return database.sql("select id, name from screening where (:after::uuid is null or id > :after::uuid)"
                        + " and result <> 'REJECTED' order by id limit :most")
                .param("after", after, Types.OTHER)
                .param("most", most)
                .query(Named.class)
                .list();
    }

    /** The next of those whose result is about an entry of the watch list, likewise. */
    List<Named> about(UUID listed, UUID after, int most) {
        return database.sql("select id, name from screening where listed = :listed"
                        + " and (:after::uuid is null or id > :after::uuid) order by id limit :most")
                .param("listed", listed)
                .param("after", after, Types.OTHER)
                .param("most", most)
                .query(Named.class)
                .list();
    }

    Optional<Screening> withId(UUID participant) {
        return read(participant, "");
    }

    /** Those of some participants that are approved now. */
    Set<UUID> approved(List<UUID> participants) {
        return Set.copyOf(database.sql("select id from screening where id = any(:ids) and result = 'APPROVED'")
                .param("ids", participants.toArray(UUID[]::new))
                .query((row, number) -> row.getObject("id", UUID.class))
                .list());
    }

    /** Until the transaction ends, nobody else changes it. */
    Optional<Screening> locked(UUID participant) {
        return read(participant, " for update");
    }

    private Optional<Screening> read(UUID participant, String locking) {
        return database.sql(SELECT + " where id = :id" + locking)
                .param("id", participant)
                .query(Screening.class)
                .optional();
    }
}

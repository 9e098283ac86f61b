package io.cfa.compliance.limit;

import io.cfa.compliance.limit.Reservation.Status;
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

/** The tables of reservations and of what they come to in a year. */
@Repository
class Reservations {

    private static final String SELECT =
            "select id, participant, amount, status, year, coalesce(reserved_at, released_at) as asked_at from reservation";

    private static final Map<String, List<SortKey>> SORTS =
            Map.of("askedAt", List.of(SortKey.time("asked_at"), SortKey.uuid("id")));

    private final JdbcClient database;
    private final KeysetQuery<Reservation> list;

    Reservations(JdbcClient database) {
        this.database = database;
        this.list = KeysetQuery.of(database, SELECT, Reservation.class, SORTS);
    }

    /** Writes a reservation down, unless one stands under its id; tells whether this call did it. */
    boolean add(Reservation reservation, Instant at) {
        return database.sql(
                                "insert into reservation (id, participant, amount, year, status, reserved_at)"
                                        + " values (:id, :participant, :amount, :year, 'RESERVED', :at) on conflict (id) do nothing")
                        .param("id", reservation.id())
                        .param("participant", reservation.participant())
                        .param("amount", reservation.amount())
                        .param("year", reservation.year())
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }

    /** Refuses the reservation of a trade that has none yet; tells whether it had none. */
    boolean addReleased(UUID trade, Instant at) {
        return database.sql("insert into reservation (id, status, released_at) values (:id, 'RELEASED', :at)"
                                + " on conflict (id) do nothing")
                        .param("id", trade)
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }

    /** Tells whether it was reserved until now. */
    boolean release(UUID trade, Instant at) {
        return database.sql("update reservation set status = 'RELEASED', released_at = :at"
                                + " where id = :id and status = 'RESERVED'")
                        .param("id", trade)
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }

    /** Those of a status that were asked for so many seconds ago, or before, where these are named. */
    Page<Reservation> of(Status status, Long olderThan, PageRequest page) {
        return list.page(
                page,
                Filter.all()
                        .with("status", status)
                        .with("asked_at < now() - :older_than * interval '1 second'", "older_than", olderThan));
    }

    Optional<Reservation> withId(UUID trade) {
        return database.sql(SELECT + " where id = :id")
                .param("id", trade)
                .query(Reservation.class)
                .optional();
    }

    long used(UUID participant, int year) {
        return database.sql("select used from yearly_use where participant = :participant and year = :year")
                .param("participant", participant)
                .param("year", year)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /**
     * Takes from a participant's year, if no more than the limit is used then, or the participant is qualified; until the transaction ends, nobody else
     * takes from it.
     */
    boolean use(UUID participant, int year, long amount, long limit) {
        String most = "(case when exists (select from investor where participant = :participant and qualified)"
                + " then 9223372036854775807 else :limit end)";
        return database.sql("insert into yearly_use as before (participant, year, used)"
                                + " select :participant, :year, :amount where :amount <= " + most
                                + " on conflict (participant, year) do update set used = before.used + excluded.used"
                                + " where before.used <= " + most + " - excluded.used")
                        .param("participant", participant)
                        .param("year", year)
                        .param("amount", amount)
                        .param("limit", limit)
                        .update()
                == 1;
    }

    /** What a participant has reserved since then and not given back. */
    long reservedSince(UUID participant, Instant since) {
        return database.sql("select coalesce(sum(amount), 0)::bigint from reservation where participant = :participant"
                        + " and status = 'RESERVED' and reserved_at >= :since")
                .param("participant", participant)
                .param("since", Timestamp.from(since))
                .query(Long.class)
                .single();
    }

    /** Gives back to a participant's year. */
    void giveBack(UUID participant, int year, long amount) {
        database.sql("update yearly_use set used = used - :amount where participant = :participant and year = :year")
                .param("amount", amount)
                .param("participant", participant)
                .param("year", year)
                .update();
    }
}

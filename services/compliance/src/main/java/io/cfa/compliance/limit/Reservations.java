package io.cfa.compliance.limit;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of reservations and of what they come to in a year. */
@Repository
class Reservations {

    private final JdbcClient database;

    Reservations(JdbcClient database) {
        this.database = database;
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

    Optional<Reservation> withId(UUID trade) {
        return database.sql("select id, participant, amount, status, year from reservation where id = :id")
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

    /** Takes from a participant's year, if no more than the limit is used then; until the transaction ends, nobody else takes from it. */
    boolean useWithin(UUID participant, int year, long amount, long limit) {
        return amount <= limit
                && database.sql("insert into yearly_use as before (participant, year, used)"
                                        + " values (:participant, :year, :amount) on conflict (participant, year)"
                                        + " do update set used = before.used + excluded.used"
                                        + " where before.used <= :limit - excluded.used")
                                .param("participant", participant)
                                .param("year", year)
                                .param("amount", amount)
                                .param("limit", limit)
                                .update()
                        == 1;
    }

    void use(UUID participant, int year, long amount) {
        database.sql("update yearly_use set used = used + :amount where participant = :participant and year = :year")
                .param("amount", amount)
                .param("participant", participant)
                .param("year", year)
                .update();
    }
}

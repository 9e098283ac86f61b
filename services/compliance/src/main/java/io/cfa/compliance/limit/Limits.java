package io.cfa.compliance.limit;

import io.cfa.compliance.limit.Reservation.Status;
import io.cfa.compliance.screening.Screenings;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.Year;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The yearly limit of investors who are not qualified, and its rule: what all their reservations of a calendar year come to never exceeds
 * 600 000 roubles. A reservation is made once and given back once; one that was given back before it came is refused when it comes.
 *
 * <p>The amount is that of the Bank of Russia's Ordinance No. 5635-U of 25 November 2020, which Article 4(8) of the Federal Law No. 259-FZ of
 * 31 July 2020 on digital financial assets asks for (the number of the ordinance from memory). It is the same in the rules in force since 1 January
 * 2026 (interfax.ru/business/1065703), which are followed in nothing else: they free assets of high rating whose payments depend on no indicator
 * from the limit, and give back within the year what was sold or redeemed.
 */
@Repository
class Limits {

    /** In kopecks. */
    static final long OF_THE_UNQUALIFIED = 60_000_000;

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    private final JdbcClient database;
    private final Screenings screenings;
    private final EventPublisher events;
    private final Clock clock;

    @Autowired
    Limits(JdbcClient database, Screenings screenings, EventPublisher events) {
        this(database, screenings, events, Clock.systemUTC());
    }

    Limits(JdbcClient database, Screenings screenings, EventPublisher events, Clock clock) {
        this.database = database;
        this.screenings = screenings;
        this.events = events;
        this.clock = clock;
    }

    /** Takes from the limit of this year, or returns what was taken for the same trade before. */
    @Transactional
    Reservation reserve(UUID trade, UUID participant, long amount) {
        int year = year();
        // first of all the trade's own row: whoever comes with the same trade waits here until it is known what became
        // of it
        int added = database.sql("insert into reservation (id, participant, amount, year, status, reserved_at)"
                        + " values (:id, :participant, :amount, :year, 'RESERVED', :at) on conflict (id) do nothing")
                .param("id", trade)
                .param("participant", participant)
                .param("amount", amount)
                .param("year", year)
                .param("at", now())
                .update();
        Reservation reservation = withId(trade).orElseThrow();
        if (added == 0) {
            return sameAsBefore(reservation, participant, amount);
        }
        if (!screenings.isApproved(participant)) {
            throw DomainException.conflict("not-approved", "Compliance has not approved the participant.");
        }
        long limit = isQualified(participant) ? Long.MAX_VALUE : OF_THE_UNQUALIFIED;
        if (amount > limit - lockedUse(participant, year)) {
            throw DomainException.conflict(
                    "limit-exceeded", "The amount is more than what is left of the participant's limit of this year.");
        }
        use(participant, year, amount);
        events.publish("compliance.limit-reserved", trade.toString(), reservation);
        return reservation;
    }

    private static Reservation sameAsBefore(Reservation reservation, UUID participant, long amount) {
        if (reservation.status() == Status.RELEASED) {
            throw DomainException.conflict("released", "The reservation of this trade has been given back.");
        }
        if (!reservation.participant().equals(participant) || reservation.amount() != amount) {
            throw DomainException.conflict("id-taken", "Another reservation stands under this id.");
        }
        return reservation;
    }

    /** Gives back what was taken, to the year that it was taken from; whatever comes for this trade later is refused. */
    @Transactional
    Reservation release(UUID trade) {
        int tombstone = database.sql("insert into reservation (id, status, released_at) values (:id, 'RELEASED', :at)"
                        + " on conflict (id) do nothing")
                .param("id", trade)
                .param("at", now())
                .update();
        int changed = database.sql("update reservation set status = 'RELEASED', released_at = :at"
                        + " where id = :id and status = 'RESERVED'")
                .param("id", trade)
                .param("at", now())
                .update();
        Reservation reservation = withId(trade).orElseThrow();
        if (changed == 1) {
            use(reservation.participant(), reservation.year(), -reservation.amount());
        }
        if (changed + tombstone == 1) {
            events.publish("compliance.limit-released", trade.toString(), reservation);
        }
        return reservation;
    }

    /** What an investor may buy this year. */
    Limit of(UUID participant) {
        int year = year();
        boolean qualified = isQualified(participant);
        long used = database.sql("select used from yearly_use where participant = :participant and year = :year")
                .param("participant", participant)
                .param("year", year)
                .query(Long.class)
                .optional()
                .orElse(0L);
        return new Limit(year, qualified ? null : OF_THE_UNQUALIFIED, used, qualified);
    }

    /** Puts down whether an investor is qualified; what is reserved stays reserved. */
    @Transactional
    Qualification qualify(UUID participant, boolean qualified, String operator) {
        int changed = database.sql("insert into investor as known (participant, qualified, qualified_by, since)"
                        + " values (:participant, :qualified, :by, :at) on conflict (participant) do update set"
                        + " qualified = excluded.qualified, qualified_by = excluded.qualified_by, since = excluded.since"
                        + " where known.qualified <> excluded.qualified")
                .param("participant", participant)
                .param("qualified", qualified)
                .param("by", operator)
                .param("at", now())
                .update();
        Qualification qualification = database.sql(
                        "select participant, qualified, qualified_by, since from investor where participant = :participant")
                .param("participant", participant)
                .query(Qualification.class)
                .single();
        if (changed == 1) {
            events.publish("compliance.investor-qualified", participant.toString(), qualification);
        }
        return qualification;
    }

    private Optional<Reservation> withId(UUID trade) {
        return database.sql("select id, participant, amount, status, year from reservation where id = :id")
                .param("id", trade)
                .query(Reservation.class)
                .optional();
    }

    private boolean isQualified(UUID participant) {
        return database.sql("select exists (select from investor where participant = :participant and qualified)")
                .param("participant", participant)
                .query(Boolean.class)
                .single();
    }

    /** What is used of a participant's year; until the transaction ends, nobody else takes from it. */
    private long lockedUse(UUID participant, int year) {
        database.sql("insert into yearly_use (participant, year, used) values (:participant, :year, 0)"
                        + " on conflict (participant, year) do nothing")
                .param("participant", participant)
                .param("year", year)
                .update();
        return database.sql("select used from yearly_use where participant = :participant and year = :year for update")
                .param("participant", participant)
                .param("year", year)
                .query(Long.class)
                .single();
    }

    private void use(UUID participant, int year, long amount) {
        database.sql("update yearly_use set used = used + :amount where participant = :participant and year = :year")
                .param("amount", amount)
                .param("participant", participant)
                .param("year", year)
                .update();
    }

    private int year() {
        return Year.now(clock.withZone(MOSCOW)).getValue();
    }

    private Timestamp now() {
        return Timestamp.from(Instant.now(clock).truncatedTo(ChronoUnit.MICROS));
    }
}

package io.cfa.compliance.limit;

import io.cfa.compliance.limit.Identification.Level;
import io.cfa.compliance.limit.Reservation.Status;
import io.cfa.compliance.screening.ScreeningService;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.Bounds;
import io.cfa.kit.rule.FourEyes;
import io.cfa.kit.rule.Precondition;
import io.cfa.kit.rule.Upsert;
import java.time.Clock;
import java.time.Instant;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
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
@Service
class Limits {

    /** In kopecks. */
    static final long OF_THE_UNQUALIFIED = 60_000_000;

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    private final Reservations reservations;
    private final Investors investors;
    private final ScreeningService screenings;
    private final EventPublisher events;
    private final Clock clock;

    Limits(
            Reservations reservations,
            Investors investors,
            ScreeningService screenings,
            EventPublisher events,
            Clock clock) {
        this.reservations = reservations;
        this.investors = investors;
        this.screenings = screenings;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Takes from the limit of this year, or returns what was taken for the same trade before. Both sides have to be approved, at each time: a trade that
     * had to wait asks again before its asset moves. The release of settlement before this one names no seller.
     */
    @Transactional
    Upsert<Reservation> reserve(UUID trade, UUID participant, UUID seller, long amount) {
        Bounds.checkKopecks(amount);
        int year = year();
        Reservation asked = new Reservation(trade, participant, amount, Status.RESERVED, year);
        // first of all the trade's own row: whoever comes with the same trade waits here until it is known what became
        // of it
        if (!reservations.add(asked, clock.instant())) {
            Reservation before = sameAsBefore(reservations.withId(trade).orElseThrow(), asked);
            screenings.checkApproved(trade, participant, seller);
            return Upsert.found(before);
        }
        screenings.checkApproved(trade, participant, seller);
        if (!reservations.use(participant, year, amount, OF_THE_UNQUALIFIED)) {
            throw DomainException.conflict(
                    "limit-exceeded", "The amount is more than what is left of the participant's limit of this year.");
        }
        checkIdentification(participant, amount);
        events.publish("compliance.limit-reserved", trade.toString(), asked);
        return Upsert.inserted(asked);
    }

    /** The reservation is written down already, and the buyer's year is locked, so that no two are counted beside each other. */
    private void checkIdentification(UUID participant, long amount) {
        Level level = investors.level(participant);
        if (level != Level.FULL
                && (amount > level.once()
                        || reservations.reservedSince(participant, startOfMonth()) > level.monthly())) {
            throw DomainException.conflict(
                    "identification-limit",
                    "The amount is more than the participant may buy for at the level of identification " + level
                            + ".");
        }
    }

    private Instant startOfMonth() {
        return YearMonth.now(clock.withZone(MOSCOW))
                .atDay(1)
                .atStartOfDay(MOSCOW)
                .toInstant();
    }

    private static Reservation sameAsBefore(Reservation before, Reservation asked) {
        if (before.status() == Status.RELEASED) {
            throw DomainException.conflict("released", "The reservation of this trade has been given back.");
        }
        if (!before.participant().equals(asked.participant())
                || !before.amount().equals(asked.amount())) {
            throw DomainException.conflict("id-taken", "Another reservation stands under this id.");
        }
        return before;
    }

    /** Gives back what was taken, to the year that it was taken from; whatever comes for this trade later is refused. */
    @Transactional
    Reservation release(UUID trade) {
        Instant now = clock.instant();
        boolean neverCame = reservations.addReleased(trade, now);
        boolean released = reservations.release(trade, now);
        Reservation reservation = reservations.withId(trade).orElseThrow();
        if (released) {
            reservations.giveBack(reservation.participant(), reservation.year(), reservation.amount());
        }
        if (released || neverCame) {
            events.publish("compliance.limit-released", trade.toString(), reservation);
        }
        return reservation;
    }

    /** What an investor may buy this year. */
    Limit of(UUID participant) {
        int year = year();
        boolean qualified = investors.isQualified(participant);
        long used = reservations.used(participant, year);
        return new Limit(year, qualified ? null : OF_THE_UNQUALIFIED, used, qualified);
    }

    /** Refuses whoever is not qualified. */
    void checkQualified(UUID participant) {
        if (!investors.isQualified(participant)) {
            throw DomainException.conflict("not-qualified", "Only qualified investors buy this asset.");
        }
    }

    /** Puts down whether an investor is qualified; what is reserved stays reserved. */
    @Transactional
    Upsert<Qualification> qualify(UUID participant, boolean qualified, String operator, Precondition precondition) {
        FourEyes.check(operator, participant.toString(), "qualifies themselves");
        Optional<Qualification> before = investors.locked(participant);
        precondition.check(before.orElse(null));
        boolean changed = investors.put(new Qualification(participant, qualified, operator, clock.instant()));
        Qualification qualification = investors.withId(participant);
        if (changed) {
            events.publish("compliance.investor-qualified", participant.toString(), qualification);
        }
        return new Upsert<>(qualification, before.isEmpty() && changed);
    }

    /** Those of a status, and of an age in seconds, where these are named. */
    Page<Reservation> of(Status status, Long olderThan, PageRequest page) {
        return reservations.of(status, olderThan, page);
    }

    /** What stands of a trade. */
    Reservation withId(UUID trade) {
        return reservations.withId(trade).orElseThrow(() -> DomainException.notFound("There is no such reservation."));
    }

    /** What an operator has put down about an investor. */
    Qualification qualification(UUID participant) {
        return investors
                .find(participant)
                .orElseThrow(() -> DomainException.notFound("Nothing is put down about this investor."));
    }

    private int year() {
        return Year.now(clock.withZone(MOSCOW)).getValue();
    }
}

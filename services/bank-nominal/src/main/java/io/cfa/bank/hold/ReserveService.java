package io.cfa.bank.hold;

import io.cfa.bank.hold.Hold.Status;
import io.cfa.bank.hold.Reserves.Standing;
import io.cfa.bank.ledger.Entry;
import io.cfa.bank.ledger.Kind;
import io.cfa.bank.ledger.Ledger;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.rule.Bounds;
import io.cfa.kit.rule.Upsert;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of reserves: what is set aside is paid out in parts, each once, and never more than was set aside; the rest goes back. Who has no account is not
 * paid, and the others are.
 */
@Service
class ReserveService {

    private final Reserves reserves;
    private final HoldService holds;
    private final Ledger ledger;
    private final EventPublisher events;
    private final Clock clock;

    ReserveService(Reserves reserves, HoldService holds, Ledger ledger, EventPublisher events, Clock clock) {
        this.reserves = reserves;
        this.holds = holds;
        this.ledger = ledger;
        this.events = events;
        this.clock = clock;
    }

    /** What came of some payouts: the payments' event, too. */
    record Paid(UUID reserve, List<UUID> paid, List<UUID> withoutAccount) {}

    /** Sets money aside, or returns the reserve that stands under the id already, as it is now. */
    @Transactional
    Upsert<Reserve> reserve(UUID id, String payer, long amount) {
        Bounds.checkKopecks(amount);
        Optional<UUID> account = reserves.add(id, payer, amount, clock.instant());
        if (account.isPresent()) {
            ledger.enter(new Entry(id, Kind.HOLD, account.get(), account.get(), amount));
            Reserve reserve = withId(id);
            events.publish("bank-nominal.money-reserved", id.toString(), reserve);
            return Upsert.inserted(reserve);
        }
        Optional<Standing> standing = reserves.withId(id);
        if (standing.isEmpty() && reserves.standing(List.of(id)).isEmpty()) {
            throw DomainException.conflict("no-account", "The payer has not opened an account.");
        }
        Reserve stands = standing.orElseThrow(() -> taken(id)).reserve();
        if (!stands.payer().equals(payer) || stands.amount() != amount) {
            throw taken(id);
        }
        if (stands.status() == Status.RELEASED) {
            throw DomainException.conflict("released", "This reserve was released.");
        }
        return Upsert.found(stands);
    }

    /** Pays parts of a reserve, those that were paid before not again: all that can be paid, or nothing where one must not be. */
    @Transactional
    Paid pay(UUID id, List<Payout> payouts) {
        if (payouts.stream().map(Payout::id).distinct().count() < payouts.size()) {
            throw DomainException.unprocessable("id-twice", "No two payouts have one id.")
                    .about("payouts");
        }
        payouts.forEach(payout -> Bounds.checkKopecks(payout.amount()));
        Standing standing = reserves.locked(id).orElseThrow(ReserveService::noSuchReserve);
        if (standing.reserve().status() == Status.RELEASED) {
            throw DomainException.conflict("released", "This reserve was released.");
        }
        Instant now = clock.instant();
        List<Entry> entries = reserves.pay(standing.account(), payouts, now);
        long sum = entries.stream().mapToLong(Entry::amount).sum();
        if (sum > standing.reserve().left()) {
            throw DomainException.conflict(
                            "more-than-reserved",
                            "The payouts come to %d kopecks, and %d are left of the reserve."
                                    .formatted(sum, standing.reserve().left()))
                    .about("payouts");
        }
        if (sum > 0) {
            ledger.enterCaptures(entries);
            reserves.take(id, sum, now);
        }
        Paid paid = result(id, standing.account(), payouts);
        if (!entries.isEmpty()) {
            events.publish("bank-nominal.reserve-paid", id.toString(), paid);
        }
        return paid;
    }

    private Paid result(UUID id, UUID payer, List<Payout> payouts) {
        List<UUID> paid = reserves.paid(payer, payouts);
        Set<UUID> without = new HashSet<>(payouts.stream().map(Payout::id).toList());
        without.removeAll(Set.copyOf(paid));
        for (UUID other : reserves.standing(List.copyOf(without))) {
            throw taken(other);
        }
        return new Paid(
                id, paid.stream().sorted().toList(), without.stream().sorted().toList());
    }

    /** Gives the payer back what is left; one that comes later is refused. */
    @Transactional
    Reserve release(UUID id) {
        holds.release(id);
        return reserves.withId(id).map(Standing::reserve).orElseGet(() -> new Reserve(id, "", 0, 0, Status.RELEASED));
    }

    Reserve withId(UUID id) {
        return reserves.withId(id).orElseThrow(ReserveService::noSuchReserve).reserve();
    }

    private static DomainException noSuchReserve() {
        return DomainException.notFound("There is no such reserve.");
    }

    private static DomainException taken(UUID id) {
        return DomainException.conflict("id-taken", "Something else stands under the id %s.".formatted(id));
    }
}

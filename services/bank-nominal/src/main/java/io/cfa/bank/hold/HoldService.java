package io.cfa.bank.hold;

import io.cfa.bank.hold.Hold.Status;
import io.cfa.bank.hold.Holds.Parties;
import io.cfa.bank.ledger.Entry;
import io.cfa.bank.ledger.Kind;
import io.cfa.bank.ledger.Ledger;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.Bounds;
import io.cfa.kit.rule.Upsert;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of money that is set aside: it is captured or released, never both, and each only once. A release that comes before its hold leaves a
 * tombstone, so that a hold which was under way still is refused when it arrives.
 */
@Service
public class HoldService {

    private final Holds holds;
    private final Ledger ledger;
    private final EventPublisher events;
    private final Clock clock;

    HoldService(Holds holds, Ledger ledger, EventPublisher events, Clock clock) {
        this.holds = holds;
        this.ledger = ledger;
        this.events = events;
        this.clock = clock;
    }

    /** Sets money aside, or returns the same hold where it stands already, captured or not. */
    @Transactional
    public Upsert<Hold> hold(UUID id, String payer, String payee, long amount) {
        Bounds.checkKopecks(amount);
        if (payer.equals(payee)) {
            throw DomainException.unprocessable("same-account", "Payer and payee are the same.");
        }
        Hold asked = new Hold(id, payer, payee, amount, Status.HELD);
        Optional<UUID> account = holds.add(asked, clock.instant());
        if (account.isEmpty()) {
            return Upsert.found(repeated(asked));
        }
        ledger.enter(new Entry(id, Kind.HOLD, account.get(), account.get(), amount));
        return Upsert.inserted(published("bank-nominal.money-held", asked));
    }

    private Hold repeated(Hold asked) {
        Hold stands = holds.withId(asked.id())
                .orElseThrow(() ->
                        DomainException.conflict("no-account", "The payer or the payee has not opened an account."));
        if (stands.payer() == null) {
            throw released();
        }
        if (!stands.payer().equals(asked.payer())
                || !asked.payee().equals(stands.payee())
                || stands.amount() != asked.amount()) {
            throw DomainException.conflict("id-taken", "Another hold stands under this id.");
        }
        if (stands.status() == Status.RELEASED) {
            throw released();
        }
        return stands;
    }

    /** Gives to the payee what is held. */
    @Transactional
    public Hold capture(UUID id) {
        Optional<Parties> held = holds.finish(id, Status.CAPTURED, clock.instant());
        if (held.isEmpty()) {
            Hold stands = withId(id);
            if (stands.status() == Status.RELEASED) {
                throw released();
            }
            return stands;
        }
        Parties parties = held.get();
        if (parties.payeeOwner() == null) {
            throw DomainException.conflict("reserve", "It is a reserve for many payees, and paid out in parts.");
        }
        ledger.enter(new Entry(id, Kind.CAPTURE, parties.payer(), parties.payee(), parties.amount()));
        return published("bank-nominal.hold-captured", parties.hold(id, Status.CAPTURED));
    }

    /** Gives back to the payer what is held. */
    @Transactional
    public Hold release(UUID id) {
        boolean neverCame = holds.addReleased(id, clock.instant());
        Optional<Parties> held = neverCame ? Optional.empty() : holds.finish(id, Status.RELEASED, clock.instant());
        held.ifPresent(hold -> ledger.enter(new Entry(id, Kind.RELEASE, hold.payer(), hold.payer(), hold.amount())));
        if (held.isPresent()) {
            return published("bank-nominal.hold-released", held.get().hold(id, Status.RELEASED));
        }
        Hold hold = withId(id);
        if (hold.status() == Status.CAPTURED) {
            throw DomainException.conflict("captured", "The payee has this money already.");
        }
        return hold;
    }

    /** Those of a status, and of an age in seconds, where these are named. */
    Page<Hold> of(Status status, Long olderThan, PageRequest page) {
        return holds.of(status, olderThan, page);
    }

    Hold withId(UUID id) {
        return holds.withId(id).orElseThrow(() -> DomainException.notFound("There is no such hold."));
    }

    private Hold published(String type, Hold hold) {
        events.publish(type, hold.id().toString(), hold);
        return hold;
    }

    private static DomainException released() {
        return DomainException.conflict("released", "This hold was released.");
    }
}

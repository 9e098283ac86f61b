package io.cfa.bank.account;

import io.cfa.bank.account.Hold.Status;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * What becomes of money that is set aside: it is captured or released, never both, and each only once. A release that comes before its hold
 * leaves a tombstone, so that a hold which was under way still is refused when it arrives.
 */
@Repository
class Holds {

    private final JdbcClient database;
    private final Ledger ledger;
    private final EventPublisher events;
    private final Clock clock = Clock.systemUTC();

    Holds(JdbcClient database, Ledger ledger, EventPublisher events) {
        this.database = database;
        this.ledger = ledger;
        this.events = events;
    }

    /** Sets money aside, or returns the same hold where it stands already, captured or not. */
    @Transactional
    Hold hold(UUID id, String payer, String payee, long amount) {
        if (payer.equals(payee)) {
            throw DomainException.unprocessable("same-account", "Payer and payee are the same.");
        }
        Optional<UUID> account = database.sql("insert into hold (id, payer, payee, amount, status, asked_at)"
                        + " select :id, payer.id, payee.id, :amount, 'HELD', :at from account payer, account payee"
                        + " where payer.owner = :payer and payee.owner = :payee"
                        + " on conflict (id) do nothing returning payer")
                .param("id", id)
                .param("amount", amount)
                .param("at", now())
                .param("payer", payer)
                .param("payee", payee)
                .query(UUID.class)
                .optional();
        if (account.isEmpty()) {
            return repeated(id, payer, payee, amount);
        }
        ledger.enter(id, Kind.HOLD, account.get(), account.get(), amount);
        return published("bank-nominal.money-held", new Hold(id, payer, payee, amount, Status.HELD));
    }

    private Hold repeated(UUID id, String payer, String payee, long amount) {
        Hold stands = find(id).orElseThrow(() ->
                DomainException.conflict("no-account", "The payer or the payee has not opened an account."));
        if (stands.payer() == null) {
            throw released();
        }
        if (!stands.payer().equals(payer) || !stands.payee().equals(payee) || stands.amount() != amount) {
            throw DomainException.conflict("id-taken", "Another hold stands under this id.");
        }
        if (stands.status() == Status.RELEASED) {
            throw released();
        }
        return stands;
    }

    /** Gives to the payee what is held. */
    @Transactional
    Hold capture(UUID id) {
        Optional<Parties> held = finish(id, Status.CAPTURED);
        if (held.isEmpty()) {
            Hold stands = withId(id);
            if (stands.status() == Status.RELEASED) {
                throw released();
            }
            return stands;
        }
        ledger.enter(
                id,
                Kind.CAPTURE,
                held.get().payer(),
                held.get().payee(),
                held.get().amount());
        return published("bank-nominal.hold-captured", withId(id));
    }

    /** Gives back to the payer what is held. */
    @Transactional
    Hold release(UUID id) {
        // first, as it waits for a hold that is being written at this instant
        int neverCame = database.sql("insert into hold (id, amount, status, asked_at, finished_at)"
                        + " values (:id, 0, 'RELEASED', :at, :at) on conflict (id) do nothing")
                .param("id", id)
                .param("at", now())
                .update();
        Optional<Parties> held = neverCame == 1 ? Optional.empty() : finish(id, Status.RELEASED);
        held.ifPresent(hold -> ledger.enter(id, Kind.RELEASE, hold.payer(), hold.payer(), hold.amount()));
        Hold hold = withId(id);
        if (hold.status() == Status.CAPTURED) {
            throw DomainException.conflict("captured", "The payee has this money already.");
        }
        return held.isPresent() ? published("bank-nominal.hold-released", hold) : hold;
    }

    Hold withId(UUID id) {
        return find(id).orElseThrow(() -> DomainException.notFound("There is no such hold."));
    }

    private record Parties(UUID payer, UUID payee, long amount) {}

    private Optional<Parties> finish(UUID id, Status status) {
        return database.sql("update hold set status = :status, finished_at = :at where id = :id and status = 'HELD'"
                        + " returning payer, payee, amount")
                .param("status", status.name())
                .param("at", now())
                .param("id", id)
                .query(Parties.class)
                .optional();
    }

    private Optional<Hold> find(UUID id) {
        return database.sql("select hold.id, payer.owner as payer, payee.owner as payee, amount, status from hold"
                        + " left join account payer on payer.id = hold.payer"
                        + " left join account payee on payee.id = hold.payee where hold.id = :id")
                .param("id", id)
                .query(Hold.class)
                .optional();
    }

    private Hold published(String type, Hold hold) {
        events.publish(type, hold.id().toString(), hold);
        return hold;
    }

    private static DomainException released() {
        return DomainException.conflict("released", "This hold was released.");
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}

package io.cfa.bank.ledger;

import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.rule.Bounds;
import io.cfa.kit.rule.Upsert;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of the ledger of money: its entries are only ever added; each takes from one pocket what it gives to another, an account having two:
 * what is free and what is held. Nothing is taken that is not there, and the same command is entered once.
 */
@Service
public class Ledger {

    /** Where deposits come from and withdrawals go to; it owes all that the participants have. */
    public static final UUID OUTSIDE = new UUID(0, 0);

    private final Entries entries;
    private final EventPublisher events;
    private final Clock clock;

    Ledger(Entries entries, EventPublisher events, Clock clock) {
        this.entries = entries;
        this.events = events;
        this.clock = clock;
    }

    /** Credits a deposit, or returns the one that stands under its id already. */
    @Transactional
    public Upsert<Deposit> deposit(UUID id, UUID account, long amount) {
        Bounds.checkKopecks(amount);
        boolean entered = enter(new Entry(id, Kind.DEPOSIT, OUTSIDE, account, amount));
        Deposit deposit = entries.deposit(id);
        if (entered) {
            events.publish("bank-nominal.deposit-credited", account.toString(), deposit);
        } else if (!deposit.account().equals(account) || deposit.amount() != amount) {
            throw DomainException.conflict("id-taken", "Another deposit stands under this id.");
        }
        return new Upsert<>(deposit, entered);
    }

    /** Lets money go, or returns the withdrawal that stands under its id already; told of by whoever knows its fee. */
    @Transactional
    public Upsert<Withdrawal> withdraw(UUID id, UUID account, long amount) {
        Bounds.checkKopecks(amount);
        boolean entered = enter(new Entry(id, Kind.WITHDRAWAL, account, OUTSIDE, amount));
        Withdrawal withdrawal = entries.withdrawal(id);
        if (!entered && (!withdrawal.account().equals(account) || withdrawal.amount() != amount)) {
            throw DomainException.conflict("id-taken", "Another withdrawal stands under this id.");
        }
        return new Upsert<>(withdrawal, entered);
    }

    /** What was credited to an account under an id. */
    public Optional<Deposit> depositOf(UUID account, UUID id) {
        return entries.exists(id, Kind.DEPOSIT)
                ? Optional.of(entries.deposit(id))
                        .filter(deposit -> deposit.account().equals(account))
                : Optional.empty();
    }

    /** What was taken out of an account under an id. */
    public Optional<Withdrawal> withdrawalOf(UUID account, UUID id) {
        return entries.exists(id, Kind.WITHDRAWAL)
                ? Optional.of(entries.withdrawal(id))
                        .filter(withdrawal -> withdrawal.account().equals(account))
                : Optional.empty();
    }

    /** Whether a withdrawal stands under an id, whoever's. */
    public boolean hasGone(UUID withdrawal) {
        return entries.exists(withdrawal, Kind.WITHDRAWAL);
    }

    /** The one place where money moves: the entry and what it changes, or nothing where the same was entered before. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean enter(Entry entry) {
        if (!entries.add(entry, clock.instant())) {
            return false;
        }
        for (Change change : entry.changes()) {
            if (!entries.apply(change)) {
                throw DomainException.conflict("insufficient-funds", "The account has less free money than that.");
            }
        }
        return true;
    }

    /** Enters many captures of one payer's money, none of which was entered before. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void enterCaptures(List<Entry> captures) {
        if (!entries.capture(captures, clock.instant())) {
            throw DomainException.conflict("insufficient-funds", "The account has less money set aside than that.");
        }
    }

    /** What all accounts add up to, and whether each is what its entries add up to, at one instant, which takes 20 seconds at most. */
    @Transactional
    public Totals totals() {
        return entries.totals();
    }
}

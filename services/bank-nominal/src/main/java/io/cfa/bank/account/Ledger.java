package io.cfa.bank.account;

import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The ledger of money. Its entries are only ever added; each takes from one pocket what it gives to another, an account having two: what is free
 * and what is held. Nothing is taken that is not there, and the same command is entered once.
 */
@Repository
class Ledger {

    /** Where deposits come from and withdrawals go to; it owes all that the participants have. */
    static final UUID OUTSIDE = new UUID(0, 0);

    private final JdbcClient database;
    private final EventPublisher events;
    private final Clock clock = Clock.systemUTC();

    Ledger(JdbcClient database, EventPublisher events) {
        this.database = database;
        this.events = events;
    }

    /** Credits a deposit, or returns the one that stands under its id already. */
    @Transactional
    Deposit deposit(UUID id, UUID account, long amount) {
        boolean entered = enter(id, Kind.DEPOSIT, OUTSIDE, account, amount);
        Deposit deposit = database.sql("select id, credited as account, amount, entered_at from entry"
                        + " where id = :id and kind = 'DEPOSIT'")
                .param("id", id)
                .query(Deposit.class)
                .single();
        if (entered) {
            events.publish("bank-nominal.deposit-credited", account.toString(), deposit);
        } else if (!deposit.account().equals(account) || deposit.amount() != amount) {
            throw DomainException.conflict("id-taken", "Another deposit stands under this id.");
        }
        return deposit;
    }

    /** Lets money go, or returns the withdrawal that stands under its id already. */
    @Transactional
    Withdrawal withdraw(UUID id, UUID account, long amount) {
        boolean entered = enter(id, Kind.WITHDRAWAL, account, OUTSIDE, amount);
        Withdrawal withdrawal = database.sql("select id, debited as account, amount, entered_at from entry"
                        + " where id = :id and kind = 'WITHDRAWAL'")
                .param("id", id)
                .query(Withdrawal.class)
                .single();
        if (entered) {
            events.publish("bank-nominal.withdrawal-made", account.toString(), withdrawal);
        } else if (!withdrawal.account().equals(account) || withdrawal.amount() != amount) {
            throw DomainException.conflict("id-taken", "Another withdrawal stands under this id.");
        }
        return withdrawal;
    }

    /** The one place where money moves: the entry and what it changes, or nothing where the same was entered before. */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean enter(UUID id, Kind kind, UUID debited, UUID credited, long amount) {
        int entered = database.sql("insert into entry (id, kind, debited, credited, amount, entered_at)"
                        + " values (:id, :kind, :debited, :credited, :amount, :at) on conflict (id, kind) do nothing")
                .param("id", id)
                .param("kind", kind.name())
                .param("debited", debited)
                .param("credited", credited)
                .param("amount", amount)
                .param("at", Timestamp.from(now()))
                .update();
        if (entered == 0) {
            return false;
        }
        List<Change> changes =
                switch (kind) {
                    case DEPOSIT, WITHDRAWAL ->
                        List.of(new Change(debited, -amount, 0), new Change(credited, amount, 0));
                    case HOLD -> List.of(new Change(debited, -amount, amount));
                    case RELEASE -> List.of(new Change(credited, amount, -amount));
                    case CAPTURE -> List.of(new Change(debited, 0, -amount), new Change(credited, amount, 0));
                };
        // always in the same order, so that no two entries wait for each other
        changes.stream().sorted(Comparator.comparing(Change::account)).forEach(this::apply);
        return true;
    }

    private record Change(UUID account, long balance, long held) {}

    private void apply(Change change) {
        int changed = database.sql("update account set balance = balance + :balance, held = held + :held"
                        + " where id = :id and held + :held >= 0 and (balance + :balance >= 0 or owner is null)")
                .param("balance", change.balance())
                .param("held", change.held())
                .param("id", change.account())
                .update();
        if (changed == 0) {
            throw DomainException.conflict("insufficient-funds", "The account has less free money than that.");
        }
    }

    /** All at one instant. */
    Totals totals() {
        return database.sql(
                        "select (select coalesce(sum(amount), 0) from entry where kind = 'DEPOSIT')::bigint as deposits,"
                                + " (select coalesce(sum(amount), 0) from entry where kind = 'WITHDRAWAL')::bigint as withdrawals,"
                                + " coalesce(sum(balance), 0)::bigint as balances, coalesce(sum(held), 0)::bigint as held"
                                + " from account where owner is not null")
                .query(Totals.class)
                .single();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

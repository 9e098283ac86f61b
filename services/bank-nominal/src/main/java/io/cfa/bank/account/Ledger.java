package io.cfa.bank.account;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The ledger of money: its entries are only ever added, each takes from one account what it gives to another. */
@Repository
class Ledger {

    /** Where deposits come from; it owes all that the participants have. */
    static final UUID OUTSIDE = new UUID(0, 0);

    private static final String ACCOUNT = "select id, owner, balance, opened_at from account ";

    private final JdbcClient database;
    private final Clock clock = Clock.systemUTC();

    Ledger(JdbcClient database) {
        this.database = database;
    }

    /** Opens the account of a login, or returns the one that it has. */
    Account open(String owner) {
        database.sql(
                        "insert into account (id, owner, opened_at) values (:id, :owner, :at) on conflict (owner) do nothing")
                .param("id", UUID.randomUUID())
                .param("owner", owner)
                .param("at", now())
                .update();
        return of(owner).orElseThrow();
    }

    Optional<Account> of(String owner) {
        return database.sql(ACCOUNT + "where owner = :owner")
                .param("owner", owner)
                .query(Account.class)
                .optional();
    }

    Optional<Account> account(UUID id) {
        return database.sql(ACCOUNT + "where id = :id and owner is not null")
                .param("id", id)
                .query(Account.class)
                .optional();
    }

    /** Credits a deposit, or returns the one that stands under its id already. */
    @Transactional
    Deposit deposit(UUID id, UUID account, long amount) {
        enter(id, "DEPOSIT", OUTSIDE, account, amount);
        return database.sql(
                        "select id, credited as account, amount, entered_at from entry where id = :id and kind = 'DEPOSIT'")
                .param("id", id)
                .query(Deposit.class)
                .single();
    }

    /** The one place where money moves: both accounts with the entry, or nothing where the id was entered before. */
    private void enter(UUID id, String kind, UUID debited, UUID credited, long amount) {
        int entered = database.sql("insert into entry (id, kind, debited, credited, amount, entered_at)"
                        + " values (:id, :kind, :debited, :credited, :amount, :at) on conflict (id) do nothing")
                .param("id", id)
                .param("kind", kind)
                .param("debited", debited)
                .param("credited", credited)
                .param("amount", amount)
                .param("at", now())
                .update();
        if (entered == 1) {
            move(debited, -amount);
            move(credited, amount);
        }
    }

    private void move(UUID account, long amount) {
        database.sql("update account set balance = balance + :amount where id = :account")
                .param("amount", amount)
                .param("account", account)
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}

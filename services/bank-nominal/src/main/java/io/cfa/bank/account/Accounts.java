package io.cfa.bank.account;

import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Whose accounts there are: a login has one at most. */
@Repository
class Accounts {

    private static final String SELECT = "select id, owner, balance, held, opened_at from account ";

    private final JdbcClient database;
    private final EventPublisher events;
    private final Clock clock = Clock.systemUTC();

    Accounts(JdbcClient database, EventPublisher events) {
        this.database = database;
        this.events = events;
    }

    /** Opens the account of a login, or returns the one that it has. */
    @Transactional
    Account open(String owner) {
        int opened = database.sql(
                        "insert into account (id, owner, opened_at) values (:id, :owner, :at) on conflict (owner) do nothing")
                .param("id", UUID.randomUUID())
                .param("owner", owner)
                .param("at", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
                .update();
        Account account = of(owner);
        if (opened == 1) {
            events.publish("bank-nominal.account-opened", account.id().toString(), account);
        }
        return account;
    }

    Account of(String owner) {
        return found(ownedBy(owner));
    }

    Optional<Account> ownedBy(String owner) {
        return database.sql(SELECT + "where owner = :owner")
                .param("owner", owner)
                .query(Account.class)
                .optional();
    }

    /** Any but the world outside, which is nobody's. */
    Account withId(UUID id) {
        return found(database.sql(SELECT + "where id = :id and owner is not null")
                .param("id", id)
                .query(Account.class)
                .optional());
    }

    /** Both sides of the account's youngest entries, the youngest first. */
    List<Posting> postings(UUID account) {
        return database.sql("select id, kind, pocket, amount, entered_at from posting where account = :account"
                        + " order by seq desc, pocket desc limit 100")
                .param("account", account)
                .query(Posting.class)
                .list();
    }

    private static Account found(Optional<Account> account) {
        return account.orElseThrow(() -> DomainException.notFound("There is no such account."));
    }
}

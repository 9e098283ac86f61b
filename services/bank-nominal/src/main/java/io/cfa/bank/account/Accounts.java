package io.cfa.bank.account;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of accounts. */
@Repository
class Accounts {

    private static final String SELECT = "select id, owner, balance, held, opened_at from account ";

    private final JdbcClient database;

    Accounts(JdbcClient database) {
        this.database = database;
    }

    /** Writes an account down, unless its owner has one; tells whether this call did it. */
    boolean add(UUID id, String owner, Instant at) {
        return database.sql(
                                "insert into account (id, owner, opened_at) values (:id, :owner, :at) on conflict (owner) do nothing")
                        .param("id", id)
                        .param("owner", owner)
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }

    Optional<Account> ownedBy(String owner) {
        return database.sql(SELECT + "where owner = :owner")
                .param("owner", owner)
                .query(Account.class)
                .optional();
    }

    /** Any but the world outside, which is nobody's. */
    Optional<Account> withId(UUID id) {
        return database.sql(SELECT + "where id = :id and owner is not null")
                .param("id", id)
                .query(Account.class)
                .optional();
    }
}

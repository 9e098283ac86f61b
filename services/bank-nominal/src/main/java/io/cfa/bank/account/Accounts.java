package io.cfa.bank.account;

import io.cfa.kit.page.Filter;
import io.cfa.kit.page.KeysetQuery;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.page.SortKey;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of accounts. */
@Repository
class Accounts {

    private static final String SELECT = "select id, owner, balance, held, opened_at from account ";

    private static final Map<String, List<SortKey>> SORTS =
            Map.of("openedAt", List.of(SortKey.time("opened_at"), SortKey.uuid("id")));

    private final JdbcClient database;
    private final KeysetQuery<Account> list;

    Accounts(JdbcClient database) {
        this.database = database;
        this.list = KeysetQuery.of(database, SELECT + "where owner is not null", Account.class, SORTS);
    }

    /** Those of an owner, or all but the world outside. */
    Page<Account> page(String owner, PageRequest page) {
        return list.page(page, Filter.all().with("owner", owner));
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

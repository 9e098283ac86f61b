package io.cfa.registry.asset;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The transfers among the entries, and the table of those that were refused. */
@Repository
public class Transfers {

    private final JdbcClient database;

    Transfers(JdbcClient database) {
        this.database = database;
    }

    Optional<Transfer> withId(UUID id) {
        return database.sql(
                        "select id, asset, from_holder as \"from\", to_holder as \"to\", units, seq as entry,"
                                + " encode(hash, 'hex') as hash, entered_at from entry where id = :id and from_holder is not null")
                .param("id", id)
                .query(Transfer.class)
                .optional();
    }

    /** From now on this id is refused. */
    void refuse(UUID id) {
        database.sql("insert into refused_transfer (id, refused_at) values (:id, now()) on conflict (id) do nothing")
                .param("id", id)
                .update();
    }
}

package io.cfa.registry.asset;

import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of assets. */
@Repository
public class Assets {

    private static final String SELECT = "select id, name, issuer, units, created_at from asset ";

    private final JdbcClient database;

    Assets(JdbcClient database) {
        this.database = database;
    }

    /** Writes an asset down, unless one stands under its id; tells whether this call did it. */
    boolean add(Asset asset) {
        return database.sql("insert into asset (id, name, issuer, units, created_at)"
                                + " values (:id, :name, :issuer, :units, :at) on conflict (id) do nothing")
                        .param("id", asset.id())
                        .param("name", asset.name())
                        .param("issuer", asset.issuer())
                        .param("units", asset.units())
                        .param("at", Timestamp.from(asset.createdAt()))
                        .update()
                == 1;
    }

    Optional<Asset> withId(UUID id) {
        return database.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(Asset.class)
                .optional();
    }

    /** The youngest hundred, the youngest first. */
    List<Asset> youngest() {
        return database.sql(SELECT + "order by created_at desc, id limit 100")
                .query(Asset.class)
                .list();
    }
}

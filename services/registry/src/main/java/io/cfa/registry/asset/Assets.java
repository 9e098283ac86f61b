package io.cfa.registry.asset;

import io.cfa.kit.page.Filter;
import io.cfa.kit.page.KeysetQuery;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.page.SortKey;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of assets. */
@Repository
public class Assets {

    private static final String SELECT = "select id, name, issuer, units, created_at from asset ";

    private static final Map<String, List<SortKey>> SORTS =
            Map.of("createdAt", List.of(SortKey.time("created_at"), SortKey.uuid("id")));

    private final JdbcClient database;
    private final KeysetQuery<Asset> list;

    Assets(JdbcClient database) {
        this.database = database;
        this.list = KeysetQuery.of(database, SELECT, Asset.class, SORTS);
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

    /** Those of an issuer, or all. */
    Page<Asset> of(String issuer, PageRequest page) {
        return list.page(page, Filter.all().with("issuer", issuer));
    }
}

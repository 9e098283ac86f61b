package io.cfa.registry.asset;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The ledger of assets: its entries are only ever added, and a holding is what they add up to. */
@Repository
class Ledger {

    private final JdbcClient database;
    private final Clock clock = Clock.systemUTC();

    Ledger(JdbcClient database) {
        this.database = database;
    }

    /** Brings all units of an asset into being in the hands of its first holder; false where the asset exists already. */
    @Transactional
    boolean create(UUID asset, String name, String holder, long units) {
        Timestamp now = Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS));
        int created = database.sql(
                        "insert into asset (id, name, created_at) values (:id, :name, :at) on conflict (id) do nothing")
                .param("id", asset)
                .param("name", name)
                .param("at", now)
                .update();
        if (created == 0) {
            return false;
        }
        // the id of the asset is that of the entry too: it comes into being once
        database.sql(
                        "insert into entry (id, asset, to_holder, units, entered_at) values (:id, :id, :holder, :units, :at)")
                .param("id", asset)
                .param("holder", holder)
                .param("units", units)
                .param("at", now)
                .update();
        database.sql("insert into holding (asset, holder, units) values (:asset, :holder, :units)")
                .param("asset", asset)
                .param("holder", holder)
                .param("units", units)
                .update();
        return true;
    }

    Optional<Asset> asset(UUID id) {
        return database.sql("select id, name, created_at,"
                        + " (select sum(units)::bigint from entry where asset = asset.id and from_holder is null) as units"
                        + " from asset where id = :id")
                .param("id", id)
                .query(Asset.class)
                .optional();
    }

    /** Who got the units that came into being. */
    String firstHolder(UUID asset) {
        return database.sql("select to_holder from entry where id = :id")
                .param("id", asset)
                .query(String.class)
                .single();
    }

    List<Holding> holdings(String holder) {
        return database.sql(
                        "select asset, holder, units from holding where holder = :holder and units > 0 order by asset")
                .param("holder", holder)
                .query(Holding.class)
                .list();
    }
}

package io.cfa.registry.asset;

import io.cfa.kit.page.Filter;
import io.cfa.kit.page.KeysetQuery;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.page.SortKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of holdings: what the entries add up to, kept so that it can be read and cannot fall below nothing. */
@Repository
public class Holdings {

    private static final SortKey ASSET = SortKey.uuid("asset");
    private static final SortKey HOLDER = SortKey.text("holder");
    private static final Map<String, List<SortKey>> SORTS =
            Map.of("holder", List.of(HOLDER, ASSET), "asset", List.of(ASSET, HOLDER));

    private final JdbcClient database;
    /** What an asset's holders had at an entry: what they have without what was entered since. Whoever ever had any has a row. */
    private static final String AT_AN_ENTRY = "with since as (select holder, cast(sum(units) as bigint) as units from"
            + " (select to_holder as holder, units from entry where asset = :asset and seq > :entries union all"
            + " select from_holder, -units from entry where asset = :asset and seq > :entries and from_holder is not null)"
            + " as side group by holder) select asset, holder, holding.units - coalesce(since.units, 0) as units"
            + " from holding left join since using (holder) where asset = :asset"
            + " and holding.units - coalesce(since.units, 0) > 0";

    private final KeysetQuery<Holding> list;
    private final KeysetQuery<Holding> before;

    Holdings(JdbcClient database) {
        this.database = database;
        this.list = KeysetQuery.of(
                database, "select asset, holder, units from holding where units > 0", Holding.class, SORTS);
        this.before = KeysetQuery.of(database, AT_AN_ENTRY, Holding.class, SORTS);
    }

    /** All units of a new asset, in the hands of its issuer. */
    void add(Asset asset) {
        database.sql("insert into holding (asset, holder, units) values (:asset, :issuer, :units)")
                .param("asset", asset.id())
                .param("issuer", asset.issuer())
                .param("units", asset.units())
                .update();
    }

    /**
     * Changes both holdings at once, or neither: where the transfer was entered or refused before, or where there are too few units; tells
     * whether it did.
     */
    boolean move(TransferOrder order) {
        return database.sql("with taken as (update holding set units = units - :units"
                                + " where asset = :asset and holder = :from and units >= :units and units - :units >="
                                + " (select coalesce(sum(coalesce(restriction.units, holding.units)), 0) from restriction"
                                + " where restriction.asset = :asset and (restriction.holder is null or restriction.holder = :from)"
                                + " and released_at is null) and not exists"
                                + " (select from entry where id = :id and from_holder is not null) and not exists"
                                + " (select from refused_transfer where id = :id) returning asset)"
                                + " insert into holding as given (asset, holder, units)"
                                + " select asset, :to, :units from taken"
                                + " on conflict (holder, asset) do update set units = given.units + excluded.units")
                        .param("units", order.units())
                        .param("asset", order.asset())
                        .param("from", order.from())
                        .param("to", order.to())
                        .param("id", order.id())
                        .update()
                == 1;
    }

    /**
     * The same of many orders that give units of one asset to one holder, each of them from another; returns the ids of those that it did, and nothing of the
     * others has changed.
     */
    Set<UUID> moveAll(UUID asset, String to, List<TransferOrder> orders) {
        return Set.copyOf(database.sql(
                        "with line as (select * from unnest(:ids, :holders, :units) as line (id, holder, units)),"
                                + " taken as (update holding set units = holding.units - line.units from line"
                                + " where holding.asset = :asset and holding.holder = line.holder and holding.units >= line.units"
                                + " and holding.units - line.units >= (select coalesce(sum(coalesce(restriction.units, holding.units)), 0)"
                                + " from restriction where restriction.asset = :asset"
                                + " and (restriction.holder is null or restriction.holder = holding.holder) and released_at is null)"
                                + " and not exists (select from entry where entry.id = line.id and from_holder is not null)"
                                + " and not exists (select from refused_transfer where refused_transfer.id = line.id)"
                                + " returning line.id, line.units), given as (insert into holding as given (asset, holder, units)"
                                + " select :asset, :to, sum(units)::bigint from taken having count(*) > 0"
                                + " on conflict (holder, asset) do update set units = given.units + excluded.units) select id from taken")
                .param("asset", asset)
                .param("to", to)
                .param("ids", orders.stream().map(TransferOrder::id).toArray(UUID[]::new))
                .param("holders", orders.stream().map(TransferOrder::from).toArray(String[]::new))
                .param("units", orders.stream().map(TransferOrder::units).toArray(Long[]::new))
                .query(UUID.class)
                .list());
    }

    /** How many units of an asset somebody holds. */
    long units(UUID asset, String holder) {
        return database.sql("select units from holding where asset = :asset and holder = :holder")
                .param("asset", asset)
                .param("holder", holder)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** What somebody holds, or who holds an asset, or both. */
    Page<Holding> of(UUID asset, String holder, PageRequest page) {
        return list.page(page, Filter.all().with("asset", asset).with("holder", holder));
    }

    /** Who held an asset when there were so many entries. */
    Page<Holding> at(long entries, UUID asset, String holder, PageRequest page) {
        return before.page(
                page,
                Filter.all().with("asset", asset).with("holder", holder).with(":entries >= 0", "entries", entries));
    }
}

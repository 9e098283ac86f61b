package io.cfa.registry.restriction;

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

/** The table of restrictions; that no transfer gives restricted units away is in the statement that moves them. */
@Repository
public class Restrictions {

    private static final String SELECT = "select id, asset, holder, kind, units, reason, imposed_by, imposed_at,"
            + " released_by, released_at, release_reason from restriction ";

    private static final Map<String, List<SortKey>> SORTS =
            Map.of("imposedAt", List.of(SortKey.time("imposed_at"), SortKey.uuid("id")));

    private final JdbcClient database;
    private final KeysetQuery<Restriction> list;

    /** Over the service's database. */
    public Restrictions(JdbcClient database) {
        this.database = database;
        this.list = KeysetQuery.of(database, SELECT, Restriction.class, SORTS);
    }

    /** Writes a restriction down, unless one stands under its id, or its asset does not exist; tells whether this call did it. */
    boolean add(Restriction restriction) {
        return database.sql("insert into restriction (id, asset, holder, kind, units, reason, imposed_by, imposed_at)"
                                + " select :id, asset.id, cast(:holder as text), :kind, cast(:units as bigint), :reason, :by, :at from asset where id = :asset"
                                + " on conflict (id) do nothing")
                        .param("id", restriction.id())
                        .param("asset", restriction.asset())
                        .param("holder", restriction.holder())
                        .param("kind", restriction.kind().name())
                        .param("units", restriction.units())
                        .param("reason", restriction.reason())
                        .param("by", restriction.imposedBy())
                        .param("at", Timestamp.from(restriction.imposedAt()))
                        .update()
                == 1;
    }

    /** Ends a restriction that is in force; tells whether it was. */
    boolean release(UUID id, String operator, String reason, Instant at) {
        return database.sql("update restriction set released_by = :by, released_at = :at, release_reason = :reason"
                                + " where id = :id and released_at is null")
                        .param("id", id)
                        .param("by", operator)
                        .param("at", Timestamp.from(at))
                        .param("reason", reason)
                        .update()
                == 1;
    }

    Optional<Restriction> withId(UUID id) {
        return database.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(Restriction.class)
                .optional();
    }

    /** Until the transaction ends, nobody else changes it. */
    Optional<Restriction> locked(UUID id) {
        return database.sql(SELECT + "where id = :id for update")
                .param("id", id)
                .query(Restriction.class)
                .optional();
    }

    /** Whether somebody holds units of an asset, or owes it. */
    boolean concerns(UUID asset, String login) {
        return database.sql("select exists (select from holding where asset = :asset and holder = :login and units > 0)"
                        + " or exists (select from asset where id = :asset and issuer = :login)")
                .param("asset", asset)
                .param("login", login)
                .query(Boolean.class)
                .single();
    }

    /** How many units of an asset somebody holds; of one that does not exist nobody any. */
    long held(UUID asset, String holder) {
        return database.sql("select coalesce(sum(units), 0) from holding where asset = :asset and holder = :holder")
                .param("asset", asset)
                .param("holder", holder)
                .query(Long.class)
                .single();
    }

    /** Those of an asset and a holder, where they are named; in force, ended, or both. */
    Page<Restriction> of(UUID asset, String holder, Boolean inForce, PageRequest page) {
        return list.page(
                page,
                Filter.all()
                        .with("asset", asset)
                        .with("holder", holder)
                        .with("(released_at is null) = :in_force", "in_force", inForce));
    }

    /** What is in force on units of a holder, an arrest of the whole asset first. */
    public List<Restriction> inForce(UUID asset, String holder) {
        return database.sql(SELECT + "where asset = :asset and (holder is null or holder = :holder)"
                        + " and released_at is null order by holder nulls first, imposed_at")
                .param("asset", asset)
                .param("holder", holder)
                .query(Restriction.class)
                .list();
    }
}

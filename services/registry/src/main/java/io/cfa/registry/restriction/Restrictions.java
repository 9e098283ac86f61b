package io.cfa.registry.restriction;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of restrictions; that no transfer gives restricted units away is in the statement that moves them. */
@Repository
public class Restrictions {

    private static final String SELECT = "select id, asset, holder, kind, units, reason, imposed_by, imposed_at,"
            + " released_by, released_at, release_reason from restriction ";

    private final JdbcClient database;

    /** Over the service's database. */
    public Restrictions(JdbcClient database) {
        this.database = database;
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

    /** The youngest hundred, of an asset where one is named. */
    List<Restriction> youngest(UUID asset) {
        return database.sql(
                        SELECT
                                + "where cast(:asset as uuid) is null or asset = cast(:asset as uuid) order by imposed_at desc, id limit 100")
                .param("asset", asset)
                .query(Restriction.class)
                .list();
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

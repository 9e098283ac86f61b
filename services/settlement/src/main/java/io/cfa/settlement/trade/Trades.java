package io.cfa.settlement.trade;

import io.cfa.settlement.offer.Offer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All trades, as their parties see them; an id is requested once. */
@Repository
class Trades {

    static final String COLUMNS =
            "id, offer, asset, seller, buyer, units, amount, status, reason, requested_at, finished_at, expires_at";

    private final JdbcClient database;

    Trades(JdbcClient database) {
        this.database = database;
    }

    /** Writes a request down, due at once, unless a trade stands under its id. */
    Optional<Trade> request(UUID id, String buyer, Offer offer, long units, Duration lifetime) {
        return database.sql("insert into trade"
                        + " (id, offer, asset, seller, buyer, units, amount, status, requested_at, due_at,"
                        + " expires_at, units_taken)"
                        + " values (:id, :offer, :asset, :seller, :buyer, :units, :amount, 'REQUESTED', now(), now(),"
                        + " now() + :lifetime * interval '1 second', false)"
                        + " on conflict (id) do nothing returning " + COLUMNS)
                .param("id", id)
                .param("offer", offer.id())
                .param("asset", offer.asset())
                .param("seller", offer.seller())
                .param("buyer", buyer)
                .param("units", units)
                .param("amount", offer.amount(units))
                .param("lifetime", lifetime.toSeconds())
                .query(Trades::trade)
                .optional();
    }

    /** Has a trade turn back, if the asset is not known to have moved; tells whether it still could. */
    boolean cancel(UUID id) {
        return database.sql("update trade set cancelled_at = coalesce(cancelled_at, now()) where id = :id"
                                + " and status in ('REQUESTED', 'LIMIT_RESERVED', 'MONEY_HELD')")
                        .param("id", id)
                        .update()
                == 1;
    }

    Optional<Trade> withId(UUID id) {
        return database.sql("select " + COLUMNS + " from trade where id = :id")
                .param("id", id)
                .query(Trades::trade)
                .optional();
    }

    /** The youngest hundred of a party. */
    List<Trade> of(String party) {
        return database.sql(
                        "(select " + COLUMNS + " from trade where buyer = :party order by requested_at desc limit 100)"
                                + " union all"
                                + " (select " + COLUMNS
                                + " from trade where seller = :party order by requested_at desc limit 100)"
                                + " order by requested_at desc limit 100")
                .param("party", party)
                .query(Trades::trade)
                .list();
    }

    /** The youngest hundred. */
    List<Trade> all() {
        return database.sql("select " + COLUMNS + " from trade order by requested_at desc limit 100")
                .query(Trades::trade)
                .list();
    }

    /** By hand: what maps any record looks at its annotations for each column of each row, which was a fifth of the work of settling. */
    static Trade trade(ResultSet row, int number) throws SQLException {
        return new Trade(
                row.getObject("id", UUID.class),
                row.getObject("offer", UUID.class),
                row.getObject("asset", UUID.class),
                row.getString("seller"),
                row.getString("buyer"),
                row.getLong("units"),
                row.getLong("amount"),
                Trade.Status.valueOf(row.getString("status")),
                row.getString("reason"),
                instant(row, "requested_at"),
                instant(row, "finished_at"),
                instant(row, "expires_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}

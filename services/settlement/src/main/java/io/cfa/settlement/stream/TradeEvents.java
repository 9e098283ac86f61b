package io.cfa.settlement.stream;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of what became of trades; a trigger on trades fills it, in their transactions. */
@Repository
class TradeEvents {

    private final JdbcClient database;

    TradeEvents(JdbcClient database) {
        this.database = database;
    }

    /** Behind everything that is over; what is shown after it was not over when this was asked. */
    Position now() {
        return database.sql("select cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint)")
                .query((row, number) -> new Position(row.getLong(1), 0))
                .single();
    }

    /**
     * Whether nothing behind a place was forgotten. One whose transaction is still to come is of another database: this one was restored from a
     * backup since.
     */
    boolean has(Position position) {
        return database.sql("select (select xid from trade_event_horizon) < cast(cast(:transaction as text) as xid8)"
                        + " and cast(cast(:transaction as text) as xid8) <= pg_snapshot_xmin(pg_current_snapshot())")
                .param("transaction", Long.toString(position.transaction()))
                .query((row, number) -> row.getBoolean(1))
                .single();
    }

    /** What became of somebody's trades behind a place, in order. */
    List<TradeEvent> behind(Position position, String party, int most) {
        String side = "(select sequence, xid, trade, status, reason, at from trade_event where %s = :party"
                + " and (xid, sequence) > (cast(cast(:transaction as text) as xid8), :sequence)"
                + " and xid < pg_snapshot_xmin(pg_current_snapshot()) order by xid, sequence limit :most)";
        return database.sql(side.formatted("buyer") + " union all " + side.formatted("seller")
                        + " order by xid, sequence limit :most")
                .param("party", party)
                .param("transaction", Long.toString(position.transaction()))
                .param("sequence", position.sequence())
                .param("most", most)
                .query(TradeEvents::event)
                .list();
    }

    /** A week is for parties that come back; how far was forgotten is written down in the same statement. */
    void forgetOld() {
        database.sql("with forgotten as (delete from trade_event where at < now() - interval '7 days' returning xid)"
                        + " update trade_event_horizon set xid = (select max(xid) from forgotten)"
                        + " where xid < (select max(xid) from forgotten)")
                .update();
    }

    private static TradeEvent event(ResultSet row, int number) throws SQLException {
        return new TradeEvent(
                new Position(Long.parseLong(row.getString("xid")), row.getLong("sequence")),
                row.getObject("trade", UUID.class),
                row.getString("status"),
                row.getString("reason"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}

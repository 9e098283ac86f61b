package io.cfa.settlement.trade;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All trades; an id is requested once. */
@Repository
class Trades {

    private final JdbcClient database;
    private final Clock clock = Clock.systemUTC();

    Trades(JdbcClient database) {
        this.database = database;
    }

    /** Writes a request down, or returns the trade that stands under its id already. */
    Trade request(UUID id, String buyer, TradeApi.Request request) {
        database.sql(
                        "insert into trade (id, asset, seller, buyer, units, amount, status, requested_at)"
                                + " values (:id, :asset, :seller, :buyer, :units, :amount, 'REQUESTED', :at) on conflict (id) do nothing")
                .param("id", id)
                .param("asset", request.asset())
                .param("seller", request.seller())
                .param("buyer", buyer)
                .param("units", request.units())
                .param("amount", request.amount())
                .param("at", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
                .update();
        return withId(id).orElseThrow();
    }

    Optional<Trade> withId(UUID id) {
        return database.sql(
                        "select id, asset, seller, buyer, units, amount, status, requested_at from trade where id = :id")
                .param("id", id)
                .query(Trade.class)
                .optional();
    }
}

package io.cfa.settlement.trade;

import io.cfa.settlement.offer.Offer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All trades, as their parties see them; an id is requested once. */
@Repository
class Trades {

    static final String COLUMNS =
            "id, offer, asset, seller, buyer, units, amount, status, reason, requested_at, finished_at";

    private final JdbcClient database;

    Trades(JdbcClient database) {
        this.database = database;
    }

    /** Writes a request down, due at once, unless a trade stands under its id. */
    Optional<Trade> request(UUID id, String buyer, Offer offer, long units) {
        return database.sql("insert into trade"
                        + " (id, offer, asset, seller, buyer, units, amount, status, requested_at, due_at)"
                        + " values (:id, :offer, :asset, :seller, :buyer, :units, :amount, 'REQUESTED', now(), now())"
                        + " on conflict (id) do nothing returning " + COLUMNS)
                .param("id", id)
                .param("offer", offer.id())
                .param("asset", offer.asset())
                .param("seller", offer.seller())
                .param("buyer", buyer)
                .param("units", units)
                .param("amount", offer.amount(units))
                .query(Trade.class)
                .optional();
    }

    Optional<Trade> withId(UUID id) {
        return database.sql("select " + COLUMNS + " from trade where id = :id")
                .param("id", id)
                .query(Trade.class)
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
                .query(Trade.class)
                .list();
    }

    /** The youngest hundred. */
    List<Trade> all() {
        return database.sql("select " + COLUMNS + " from trade order by requested_at desc limit 100")
                .query(Trade.class)
                .list();
    }
}

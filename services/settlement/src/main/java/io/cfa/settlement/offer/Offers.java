package io.cfa.settlement.offer;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All offers, and how many units of each are left: never fewer than none, and those of a failed trade come back. */
@Repository
public class Offers {

    private static final String COLUMNS = "id, asset, seller, units, units_left, unit_price, status, offered_at";

    private final JdbcClient database;

    Offers(JdbcClient database) {
        this.database = database;
    }

    /** Writes an offer down, unless one stands under its id. */
    Optional<Offer> make(UUID id, OfferTerms terms) {
        return database.sql("insert into offer (" + COLUMNS + ") values"
                        + " (:id, :asset, :seller, :units, :units, :price, 'OPEN', now()) on conflict (id) do nothing"
                        + " returning " + COLUMNS)
                .param("id", id)
                .param("asset", terms.asset())
                .param("seller", terms.seller())
                .param("units", terms.units())
                .param("price", terms.unitPrice())
                .query(Offer.class)
                .optional();
    }

    public Optional<Offer> withId(UUID id) {
        return database.sql("select " + COLUMNS + " from offer where id = :id")
                .param("id", id)
                .query(Offer.class)
                .optional();
    }

    /** Those that can be taken from, the youngest hundred. */
    List<Offer> open() {
        return database.sql("select " + COLUMNS + " from offer where status = 'OPEN' and units_left > 0"
                        + " order by offered_at desc limit 100")
                .query(Offer.class)
                .list();
    }

    /** Takes an offer back; tells whether this call did it. */
    boolean withdraw(UUID id) {
        return database.sql("update offer set status = 'WITHDRAWN' where id = :id and status = 'OPEN'")
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Takes units for a trade, in its transaction; tells whether there were as many. */
    public boolean take(UUID id, long units) {
        return database.sql("update offer set units_left = units_left - :units"
                                + " where id = :id and status = 'OPEN' and units_left >= :units")
                        .param("id", id)
                        .param("units", units)
                        .update()
                == 1;
    }

    /** Gives the units of a trade back that failed, in the transaction that says so. */
    public void giveBack(UUID id, long units) {
        database.sql("update offer set units_left = units_left + :units where id = :id")
                .param("id", id)
                .param("units", units)
                .update();
    }
}

package io.cfa.settlement.offer;

import io.cfa.kit.page.Filter;
import io.cfa.kit.page.KeysetQuery;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.page.SortKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All offers, and how many units of each are left: never fewer than none, and those of a failed trade come back. */
@Repository
public class Offers {

    private static final String COLUMNS = "id, asset, seller, units, units_left, unit_price, status, offered_at,"
            + " closes_at, minimum_units, most_per_buyer, qualified_only, outcome, reached";

    private static final SortKey ID = SortKey.uuid("id");
    private static final Map<String, List<SortKey>> SORTS = Map.of(
            "offeredAt", List.of(SortKey.time("offered_at"), ID),
            "unitPrice", List.of(SortKey.number("unit_price"), ID));

    private final JdbcClient database;
    private final KeysetQuery<Offer> list;

    Offers(JdbcClient database) {
        this.database = database;
        this.list = new KeysetQuery<>(database, "select " + COLUMNS + " from offer", Offers::offer, SORTS);
    }

    /** Writes an offer down, unless one stands under its id. */
    Optional<Offer> make(UUID id, OfferTerms terms) {
        return database.sql("insert into offer (" + COLUMNS + ") values"
                        + " (:id, :asset, :seller, :units, :units, :price, 'OPEN', now(), :closes, :minimum, :most, :qualified,"
                        + " null, false) on conflict (id) do nothing"
                        + " returning " + COLUMNS)
                .param("id", id)
                .param("asset", terms.asset())
                .param("seller", terms.seller())
                .param("units", terms.units())
                .param("price", terms.unitPrice())
                .param("closes", closesAt(terms.placement()))
                .param(
                        "minimum",
                        terms.placement() == null ? null : terms.placement().minimumUnits())
                .param(
                        "most",
                        terms.placement() == null ? null : terms.placement().mostPerBuyer())
                .param(
                        "qualified",
                        terms.placement() != null && terms.placement().qualifiedOnly())
                .query(Offers::offer)
                .optional();
    }

    public Optional<Offer> withId(UUID id) {
        return database.sql("select " + COLUMNS + " from offer where id = :id")
                .param("id", id)
                .query(Offers::offer)
                .optional();
    }

    /** Until the transaction ends, nobody else changes it. */
    public Optional<Offer> locked(UUID id) {
        return database.sql("select " + COLUMNS + " from offer where id = :id for update")
                .param("id", id)
                .query(Offers::offer)
                .optional();
    }

    /** Those that can be taken from; placements are known by the version of their id, which nobody else's offer has. */
    Page<Offer> open(PageRequest page, UUID asset, UUID seller, Boolean placement) {
        return list.page(
                page,
                Filter.all()
                        .with("asset", asset)
                        .with("seller", seller == null ? null : seller.toString())
                        .with("(substring(cast(id as text), 15, 1) = '3') = :placement", "placement", placement)
                        .when(true, "status = 'OPEN' and units_left > 0"));
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

    private static Timestamp closesAt(PlacementTerms placement) {
        return placement == null || placement.closesAt() == null ? null : Timestamp.from(placement.closesAt());
    }

    /** Gives the units of a trade back that failed, in the transaction that says so. */
    public void giveBack(UUID id, long units) {
        database.sql("update offer set units_left = units_left + :units where id = :id")
                .param("id", id)
                .param("units", units)
                .update();
    }

    /** By hand, as of trades: each of them asks for its offer. */
    private static Offer offer(ResultSet row, int number) throws SQLException {
        return new Offer(
                row.getObject("id", UUID.class),
                row.getObject("asset", UUID.class),
                row.getString("seller"),
                row.getLong("units"),
                row.getLong("units_left"),
                row.getLong("unit_price"),
                Offer.Status.valueOf(row.getString("status")),
                row.getObject("offered_at", OffsetDateTime.class).toInstant(),
                placement(row),
                row.getString("outcome") == null ? null : Offer.Outcome.valueOf(row.getString("outcome")),
                row.getBoolean("reached"));
    }

    private static PlacementTerms placement(ResultSet row) throws SQLException {
        OffsetDateTime closes = row.getObject("closes_at", OffsetDateTime.class);
        PlacementTerms terms = new PlacementTerms(
                closes == null ? null : closes.toInstant(),
                row.getObject("minimum_units", Long.class),
                row.getObject("most_per_buyer", Long.class),
                row.getBoolean("qualified_only"));
        return terms.sayNothing() ? null : terms;
    }
}

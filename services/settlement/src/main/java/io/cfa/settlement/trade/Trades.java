package io.cfa.settlement.trade;

import io.cfa.kit.page.Filter;
import io.cfa.kit.page.KeysetQuery;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.page.SortKey;
import io.cfa.settlement.offer.Offer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All trades, as their parties see them; an id is requested once. */
@Repository
class Trades {

    static final String COLUMNS =
            "id, offer, asset, seller, buyer, units, amount, status, reason, requested_at, finished_at, expires_at";

    private static final Map<String, List<SortKey>> SORTS =
            Map.of("requestedAt", List.of(SortKey.time("requested_at"), SortKey.uuid("id")));

    private final JdbcClient database;
    private final Clock clock;
    private final Duration lifetime;
    private final KeysetQuery<Trade> all;
    private final KeysetQuery<Trade> ofParty;

    Trades(JdbcClient database, Clock clock, @Value("${cfa.settlement.trade-lifetime:15m}") Duration lifetime) {
        this.database = database;
        this.clock = clock;
        this.lifetime = lifetime;
        this.all = new KeysetQuery<>(database, "select " + COLUMNS + " from trade", Trades::trade, SORTS);
        // both sides apart, so that each has its index; nobody is on both
        this.ofParty = new KeysetQuery<>(
                database,
                "select " + COLUMNS + ", buyer as party from trade union all select " + COLUMNS + ", seller from trade",
                Trades::trade,
                SORTS);
    }

    /** When a trade from an offer that is requested now has to be done. */
    Instant end(Offer offer) {
        Instant now = clock.instant();
        Instant closes = offer.waitsForItsMinimum() ? offer.placement().closesAt() : now;
        return (closes.isAfter(now) ? closes : now).plus(lifetime);
    }

    /** Writes a request down, due at once, unless a trade stands under its id. */
    Optional<Trade> request(UUID id, String buyer, Offer offer, long units) {
        return database.sql("insert into trade"
                        + " (id, offer, asset, seller, buyer, units, amount, status, requested_at, due_at,"
                        + " expires_at, units_taken)"
                        + " values (:id, :offer, :asset, :seller, :buyer, :units, :amount, 'REQUESTED', now(), now(),"
                        + " greatest(now(), cast(:closes as timestamptz)) + :lifetime * interval '1 second', false)"
                        + " on conflict (id) do nothing returning " + COLUMNS)
                .param("id", id)
                .param("offer", offer.id())
                .param("asset", offer.asset())
                .param("seller", offer.seller())
                .param("buyer", buyer)
                .param("units", units)
                .param("amount", offer.amount(units))
                .param("lifetime", lifetime.toSeconds())
                .param("closes", waitsUntil(offer))
                .query(Trades::trade)
                .optional();
    }

    /** A trade of a placement that has a minimum waits for it. */
    private static Timestamp waitsUntil(Offer offer) {
        return offer.waitsForItsMinimum() ? Timestamp.from(offer.placement().closesAt()) : null;
    }

    /** How many units of an offer somebody buys or has bought; nobody else asks that about them until this transaction ends. */
    long unitsOf(UUID offer, String buyer) {
        database.sql(
                        "select 1 from pg_advisory_xact_lock(hashtextextended(concat('offer ', cast(:offer as text), ' ', :buyer), 0))")
                .param("offer", offer)
                .param("buyer", buyer)
                .query(Integer.class)
                .single();
        return database.sql(
                        "select coalesce(sum(units), 0) from trade where buyer = :buyer and offer = :offer and status <> 'FAILED'")
                .param("offer", offer)
                .param("buyer", buyer)
                .query(Long.class)
                .single();
    }

    /** Has a trade turn back, if the asset is not known to have moved; tells whether it still could. */
    boolean cancel(UUID id) {
        boolean couldStill = database.sql("update trade set cancelled_at = coalesce(cancelled_at, now()) where id = :id"
                                + " and status in ('REQUESTED', 'LIMIT_RESERVED', 'MONEY_HELD')")
                        .param("id", id)
                        .update()
                == 1;
        // one that waits for its placement would wait on: whoever is about to leave it until then finds it another's
        database.sql(
                        "update trade set due_at = now(), claim = claim + 1 where id = :id and status = 'MONEY_HELD' and exists"
                                + " (select from offer where offer.id = trade.offer and minimum_units is not null and not reached"
                                + " and outcome is null)")
                .param("id", id)
                .update();
        return couldStill;
    }

    /** Until the transaction ends, nobody else moves it on. */
    Optional<Trade> locked(UUID id) {
        return database.sql("select " + COLUMNS + " from trade where id = :id for update")
                .param("id", id)
                .query(Trades::trade)
                .optional();
    }

    Optional<Trade> withId(UUID id) {
        return database.sql("select " + COLUMNS + " from trade where id = :id")
                .param("id", id)
                .query(Trades::trade)
                .optional();
    }

    /** Those that there are of some, by their ids. */
    Map<UUID, Trade> withIds(List<UUID> ids) {
        return database
                .sql("select " + COLUMNS + " from trade where id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query(Trades::trade)
                .list()
                .stream()
                .collect(Collectors.toMap(Trade::id, trade -> trade));
    }

    /** Those of a party, or everybody's where none is named. */
    Page<Trade> of(String party, PageRequest page, TradeFilter which) {
        Filter filter = Filter.all()
                .with("status", which.status())
                .with("offer", which.offer())
                .with("asset", which.asset())
                .with("party", party);
        return party == null ? all.page(page, filter) : ofParty.page(page, filter);
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

package io.cfa.registry.asset;

import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The ledger of assets: its entries are only ever added, each to the chain, and a holding is what they add up to. Units come into being once, in
 * the hands of their issuer; after that each one that somebody gets was another's before, and nobody gives what is not there.
 */
@Repository
class Ledger {

    private static final String ASSET = "select id, name, issuer, units, created_at from asset ";

    private final JdbcClient database;
    private final HashChain chain;
    private final EventPublisher events;
    private final Clock clock = Clock.systemUTC();

    Ledger(JdbcClient database, HashChain chain, EventPublisher events) {
        this.database = database;
        this.chain = chain;
        this.events = events;
    }

    /** Brings all units of an asset into being in the hands of its issuer, or returns the same asset where it exists already. */
    @Transactional
    Asset create(UUID id, String name, String issuer, long units) {
        Asset asset = new Asset(id, name, issuer, units, now());
        int created = database.sql("insert into asset (id, name, issuer, units, created_at)"
                        + " values (:id, :name, :issuer, :units, :at) on conflict (id) do nothing")
                .param("id", id)
                .param("name", name)
                .param("issuer", issuer)
                .param("units", units)
                .param("at", Timestamp.from(asset.createdAt()))
                .update();
        if (created == 0) {
            return existing(asset);
        }
        database.sql("insert into holding (asset, holder, units) values (:asset, :issuer, :units)")
                .param("asset", id)
                .param("issuer", issuer)
                .param("units", units)
                .update();
        events.publish("registry.asset-created", id.toString(), asset);
        HashChain.Head head = chain.lock();
        chain.append(head, new Entry(head.next(), id, id, null, issuer, units, asset.createdAt()));
        return asset;
    }

    private Asset existing(Asset asked) {
        Asset asset = asset(asked.id());
        if (!asset.name().equals(asked.name())
                || !asset.issuer().equals(asked.issuer())
                || asset.units() != asked.units()) {
            throw DomainException.conflict("id-taken", "Another asset stands under this id.");
        }
        return asset;
    }

    /**
     * Gives units of one holder to another, or returns the same transfer where it was entered already. What was refused once stays refused:
     * whoever asked has turned back since, and the same request may still be on its way.
     */
    @Transactional(noRollbackFor = DomainException.class)
    Transfer transfer(UUID id, UUID asset, String from, String to, long units) {
        if (from.equals(to)) {
            throw DomainException.unprocessable("same-holder", "The units are in these hands already.");
        }
        // from here on nobody else moves anything, so what is read below stays true
        HashChain.Head head = chain.lock();
        if (!move(id, asset, from, to, units)) {
            return repeated(id, asset, from, to, units);
        }
        Entry entry = new Entry(head.next(), id, asset, from, to, units, now());
        String hash = chain.append(head, entry);
        Transfer transfer = new Transfer(id, asset, from, to, units, entry.number(), hash, entry.enteredAt());
        events.publish("registry.units-transferred", asset.toString(), transfer);
        return transfer;
    }

    /** Both holdings at once, or neither: where the transfer was entered before, or where there are too few units. */
    private boolean move(UUID id, UUID asset, String from, String to, long units) {
        return database.sql("with taken as (update holding set units = units - :units"
                                + " where asset = :asset and holder = :from and units >= :units and not exists"
                                + " (select from entry where id = :id and from_holder is not null) and not exists"
                                + " (select from refused_transfer where id = :id) returning asset)"
                                + " insert into holding as given (asset, holder, units)"
                                + " select asset, :to, :units from taken"
                                + " on conflict (holder, asset) do update set units = given.units + excluded.units")
                        .param("units", units)
                        .param("asset", asset)
                        .param("from", from)
                        .param("to", to)
                        .param("id", id)
                        .update()
                == 1;
    }

    private Transfer repeated(UUID id, UUID asset, String from, String to, long units) {
        Transfer transfer = find(id).orElseThrow(() -> refused(id));
        if (!transfer.asset().equals(asset)
                || !transfer.from().equals(from)
                || !transfer.to().equals(to)
                || transfer.units() != units) {
            throw DomainException.conflict("id-taken", "Another transfer stands under this id.");
        }
        return transfer;
    }

    private DomainException refused(UUID id) {
        database.sql("insert into refused_transfer (id, refused_at) values (:id, :at) on conflict (id) do nothing")
                .param("id", id)
                .param("at", Timestamp.from(now()))
                .update();
        return DomainException.conflict(
                "insufficient-units", "The holder has fewer units of this asset, or had when first asked.");
    }

    Transfer transfer(UUID id) {
        return find(id).orElseThrow(() -> DomainException.notFound("There is no such transfer."));
    }

    private Optional<Transfer> find(UUID id) {
        return database.sql(
                        "select id, asset, from_holder as \"from\", to_holder as \"to\", units, seq as entry,"
                                + " encode(hash, 'hex') as hash, entered_at from entry where id = :id and from_holder is not null")
                .param("id", id)
                .query(Transfer.class)
                .optional();
    }

    Asset asset(UUID id) {
        return database.sql(ASSET + "where id = :id")
                .param("id", id)
                .query(Asset.class)
                .optional()
                .orElseThrow(() -> DomainException.notFound("There is no such asset."));
    }

    /** The youngest hundred, the youngest first. */
    List<Asset> assets() {
        return database.sql(ASSET + "order by created_at desc, id limit 100")
                .query(Asset.class)
                .list();
    }

    /** What somebody holds. */
    List<Holding> holdings(String holder) {
        return database.sql(
                        "select asset, holder, units from holding where holder = :holder and units > 0 order by asset")
                .param("holder", holder)
                .query(Holding.class)
                .list();
    }

    /** Who holds an asset, and how much of it. */
    List<Holding> holders(UUID asset) {
        return database.sql(
                        "select asset, holder, units from holding where asset = :asset and units > 0 order by units desc, holder")
                .param("asset", asset)
                .query(Holding.class)
                .list();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

package io.cfa.registry.asset;

import io.cfa.kit.DomainException;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.Bounds;
import io.cfa.kit.rule.Upsert;
import io.cfa.registry.chain.HashChain;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of the ledger of assets: its entries are only ever added, each to the chain, and a holding is what they add up to. Units come into
 * being once, in the hands of their issuer; after that each one that somebody gets was another's before, and nobody gives what is not there.
 */
@Service
public class Ledger {

    private final Assets assets;
    private final Holdings holdings;
    private final Transfers transfers;
    private final Refusals refusals;
    private final ChainWriter chain;

    Ledger(Assets assets, Holdings holdings, Transfers transfers, Refusals refusals, ChainWriter chain) {
        this.assets = assets;
        this.holdings = holdings;
        this.transfers = transfers;
        this.refusals = refusals;
        this.chain = chain;
    }

    /** Brings all units of an asset into being in the hands of its issuer, or returns the same asset where it exists already. */
    @Transactional
    public Upsert<Asset> create(UUID id, String name, String issuer, long units) {
        Bounds.checkUnits(units);
        Asset asset = new Asset(id, name, issuer, units, chain.now());
        if (!assets.add(asset)) {
            return Upsert.found(existing(asset));
        }
        holdings.add(asset);
        chain.created(asset);
        return Upsert.inserted(asset);
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
    public Upsert<Transfer> transfer(TransferOrder order) {
        Bounds.checkUnits(order.units());
        if (order.from().equals(order.to())) {
            throw DomainException.unprocessable("same-holder", "The units are in these hands already.");
        }
        // from here on nobody else moves anything, so what is read below stays true
        HashChain.Head head = chain.lock();
        if (!holdings.move(order)) {
            return Upsert.found(repeated(order));
        }
        return Upsert.inserted(chain.transferred(head, order));
    }

    /**
     * Gives units of many holders of an asset to one other, each order from another holder and none from that one; returns the ids of those that were entered now. The
     * others were entered before, or cannot be: {@link #transfer} of each says which.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<UUID> transferAll(UUID asset, String to, List<TransferOrder> orders) {
        HashChain.Head head = chain.lock();
        Set<UUID> moved = holdings.moveAll(asset, to, orders);
        chain.transferred(
                head,
                orders.stream().filter(order -> moved.contains(order.id())).toList());
        return moved;
    }

    /** Enters what two operators have ordered, in the transaction in which it is approved; where it cannot be, nothing is written down of it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Transfer enterByOrder(TransferOrder order) {
        HashChain.Head head = chain.lock();
        if (transfers.withId(order.id()).isPresent()) {
            throw DomainException.conflict("id-taken", "Another transfer stands under the id of this order's entry.");
        }
        if (!holdings.move(order)) {
            throw refusals.why(order);
        }
        return chain.transferred(head, order);
    }

    private Transfer repeated(TransferOrder order) {
        Transfer transfer = transfers.withId(order.id()).orElseThrow(() -> refusals.of(order));
        if (!order.isThatOf(transfer)) {
            throw DomainException.conflict("id-taken", "Another transfer stands under this id.");
        }
        return transfer;
    }

    /** Refuses a transfer for good, unless it was entered before; whoever asked for it has turned back. */
    @Transactional
    void cancel(UUID id) {
        chain.lock();
        if (transfers.withId(id).isPresent()) {
            throw DomainException.conflict("transferred", "The units have gone to their new holder already.");
        }
        transfers.refuse(id);
    }

    public Transfer transfer(UUID id) {
        return transfers.withId(id).orElseThrow(() -> DomainException.notFound("There is no such transfer."));
    }

    public Asset asset(UUID id) {
        return assets.withId(id).orElseThrow(() -> DomainException.notFound("There is no such asset."));
    }

    /** Those of an issuer, or all. */
    Page<Asset> assets(String issuer, PageRequest page) {
        return assets.of(issuer, page);
    }

    /** What somebody holds, of one asset where it is named. */
    Page<Holding> holdings(UUID asset, String holder, PageRequest page) {
        return holdings.of(asset, holder, page);
    }

    /** Who holds an asset that exists, and how much of it; or held it at a moment that is over, where one is named. */
    Page<Holding> holders(UUID asset, String holder, Instant at, PageRequest page) {
        if (at == null) {
            return holdings.of(asset(asset).id(), holder, page);
        }
        long entries = chain.closed(at).entries();
        return holdings.at(entries, asset(asset).id(), holder, page);
    }
}

package io.cfa.registry.asset;

import io.cfa.kit.EventPublisher;
import io.cfa.registry.chain.Entry;
import io.cfa.registry.chain.HashChain;
import io.cfa.registry.chain.Moments;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Appends what has happened to the chain, and tells of it, in the transaction in which it happens. */
@Component
public class ChainWriter {

    private final HashChain chain;
    private final EventPublisher events;
    private final Clock clock;
    private final Moments moments;

    ChainWriter(HashChain chain, EventPublisher events, Clock clock, Moments moments) {
        this.chain = chain;
        this.events = events;
        this.clock = clock;
        this.moments = moments;
    }

    /** The head; nobody else appends until this transaction ends. */
    HashChain.Head lock() {
        return chain.lock();
    }

    /** The time of what comes into being now; that of its entry is the chain's own, and the same or later. */
    Instant now() {
        return clock.instant();
    }

    /** Where the chain was at a moment, which is closed by that. */
    Moments.Position closed(Instant at) {
        return moments.close(at);
    }

    /** All units of an asset have come into being. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void created(Asset asset) {
        // before the head is locked, for which all wait
        events.publish("registry.asset-created", asset.id().toString(), asset);
        HashChain.Head head = chain.lock();
        chain.append(
                head,
                new Entry(head.next(), asset.id(), asset.id(), null, asset.issuer(), asset.units(), moments.next()));
    }

    /** Units have gone from one holder to another. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Transfer transferred(HashChain.Head head, TransferOrder order) {
        Instant at = moments.next();
        Entry entry = new Entry(head.next(), order.id(), order.asset(), order.from(), order.to(), order.units(), at);
        String hash = chain.append(head, entry);
        Transfer transfer = new Transfer(
                order.id(), order.asset(), order.from(), order.to(), order.units(), entry.number(), hash, at);
        events.publish("registry.units-transferred", order.asset().toString(), transfer);
        return transfer;
    }

    /** The same of many, in their order and of one moment. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void transferred(HashChain.Head head, List<TransferOrder> orders) {
        if (orders.isEmpty()) {
            return;
        }
        Instant at = moments.next();
        List<Entry> entries = new ArrayList<>();
        for (TransferOrder order : orders) {
            entries.add(new Entry(
                    head.next() + entries.size(),
                    order.id(),
                    order.asset(),
                    order.from(),
                    order.to(),
                    order.units(),
                    at));
        }
        List<String> hashes = chain.append(head, entries);
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            events.publish(
                    "registry.units-transferred",
                    entry.asset().toString(),
                    new Transfer(
                            entry.id(),
                            entry.asset(),
                            entry.from(),
                            entry.to(),
                            entry.units(),
                            entry.number(),
                            hashes.get(i),
                            at));
        }
    }
}

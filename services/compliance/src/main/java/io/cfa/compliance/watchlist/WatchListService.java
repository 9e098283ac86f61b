package io.cfa.compliance.watchlist;

import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.Precondition;
import io.cfa.kit.rule.Upsert;
import java.time.Clock;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The rule of the watch list: an id is used once, and each change is compared with everybody, by a queue, once it is committed. */
@Service
class WatchListService {

    private final WatchList watchList;
    private final Listings listings;
    private final EventPublisher events;
    private final ApplicationEventPublisher inside;
    private final Clock clock;

    WatchListService(
            WatchList watchList,
            Listings listings,
            EventPublisher events,
            ApplicationEventPublisher inside,
            Clock clock) {
        this.watchList = watchList;
        this.listings = listings;
        this.inside = inside;
        this.events = events;
        this.clock = clock;
    }

    /** Lists a name, or returns what stands under its id already, if that is the same. */
    @Transactional
    Upsert<WatchListEntry> add(UUID id, String name, String reason) {
        watchList.change();
        boolean added = watchList.add(new WatchListEntry(id, name, reason, clock.instant(), null, null, null));
        WatchListEntry watched = watchList.withId(id);
        if (added) {
            events.publish("compliance.name-listed", id.toString(), watched);
            inside.publishEvent(new Listings.Changed(id));
        } else if (!watched.name().equals(name) || !watched.reason().equals(reason)) {
            throw DomainException.conflict("id-taken", "Another name stands under this id.");
        }
        return new Upsert<>(watched, added);
    }

    /** Takes a name off the list; whom it has stopped is for operators to decide about. Again changes nothing. */
    @Transactional
    WatchListEntry remove(UUID id, String reason, String operator, Precondition precondition) {
        watchList.change();
        WatchListEntry before = watchList.locked(id).orElseThrow(WatchListService::none);
        precondition.check(before);
        if (!before.stands()) {
            return before;
        }
        watchList.remove(id, reason, operator, clock.instant());
        WatchListEntry removed = watchList.withId(id);
        events.publish("compliance.name-removed", id.toString(), removed);
        inside.publishEvent(new Listings.Changed(id));
        return removed;
    }

    private static DomainException none() {
        return DomainException.notFound("There is no such entry.");
    }

    /** Those that are the same name, in whatever spelling, or all. */
    Page<WatchListEntry> page(String name, PageRequest page) {
        return watchList.page(name, page);
    }

    /** How far everybody was compared with a name. */
    Comparison comparison(UUID id) {
        return listings.comparison(id);
    }

    WatchListEntry withId(UUID id) {
        return watchList.find(id).orElseThrow(WatchListService::none);
    }
}

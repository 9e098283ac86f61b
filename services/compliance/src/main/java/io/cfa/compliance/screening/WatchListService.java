package io.cfa.compliance.screening;

import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.Upsert;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The rule of the watch list: an id is used once. */
@Service
class WatchListService {

    private final WatchList watchList;
    private final EventPublisher events;
    private final Clock clock;

    WatchListService(WatchList watchList, EventPublisher events, Clock clock) {
        this.watchList = watchList;
        this.events = events;
        this.clock = clock;
    }

    /** Lists a name, or returns what stands under its id already, if that is the same. */
    @Transactional
    Upsert<WatchListEntry> add(UUID id, String name, String reason) {
        boolean added = watchList.add(new WatchListEntry(id, name, reason, clock.instant()));
        WatchListEntry watched = watchList.withId(id);
        if (added) {
            events.publish("compliance.name-listed", id.toString(), watched);
        } else if (!watched.name().equals(name) || !watched.reason().equals(reason)) {
            throw DomainException.conflict("id-taken", "Another name stands under this id.");
        }
        return new Upsert<>(watched, added);
    }

    /** Those that are the same name, in whatever spelling, or all. */
    Page<WatchListEntry> page(String name, PageRequest page) {
        return watchList.page(name, page);
    }

    WatchListEntry withId(UUID id) {
        return watchList.find(id).orElseThrow(() -> DomainException.notFound("There is no such entry."));
    }
}

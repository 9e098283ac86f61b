package io.cfa.compliance.screening;

import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import java.time.Clock;
import java.util.List;
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
    WatchListEntry add(UUID id, String name, String reason) {
        boolean added = watchList.add(new WatchListEntry(id, name, reason, clock.instant()));
        WatchListEntry watched = watchList.withId(id);
        if (added) {
            events.publish("compliance.name-listed", id.toString(), watched);
        } else if (!watched.name().equals(name) || !watched.reason().equals(reason)) {
            throw DomainException.conflict("id-taken", "Another name stands under this id.");
        }
        return watched;
    }

    List<WatchListEntry> page(int number) {
        return watchList.page(number);
    }
}

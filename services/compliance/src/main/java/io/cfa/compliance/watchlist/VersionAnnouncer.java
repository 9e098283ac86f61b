package io.cfa.compliance.watchlist;

import io.cfa.kit.EventPublisher;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells others of a version that holds from now on, and wakes whoever compares everybody with what it has changed. */
@Component
class VersionAnnouncer {

    private final EventPublisher events;
    private final ApplicationEventPublisher inside;

    VersionAnnouncer(EventPublisher events, ApplicationEventPublisher inside) {
        this.events = events;
        this.inside = inside;
    }

    void replaced(ListVersion version) {
        events.publish("compliance.watch-list-replaced", version.list(), version);
        inside.publishEvent(new Listings.Changed(version.id()));
    }
}

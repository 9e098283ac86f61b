package io.cfa.gateway;

import io.cfa.kit.DomainException;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;

/**
 * How many requests may be on their way to one service, waiting ones among them: some places are its own, further ones it shares with the others.
 * So a service that is slow or away may take all that is shared, and each other one has its own places still.
 */
final class Bulkhead {

    private final String service;
    private final Semaphore own;
    private final Semaphore shared;

    Bulkhead(String service, int own, Semaphore shared) {
        this.service = service;
        this.own = new Semaphore(own);
        this.shared = shared;
    }

    /** A place, until it is closed. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Takes a place.
     *
     * @throws DomainException 503, at once, if there is none
     */
    Place enter() {
        if (own.tryAcquire()) {
            return own::release;
        }
        if (shared.tryAcquire()) {
            return shared::release;
        }
        throw new DomainException(
                HttpStatus.SERVICE_UNAVAILABLE,
                "unavailable",
                "Too many requests wait for the service %s already.".formatted(service));
    }
}

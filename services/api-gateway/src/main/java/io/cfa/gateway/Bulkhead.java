package io.cfa.gateway;

import io.cfa.kit.DomainException;
import io.cfa.kit.edge.connection.WorkSlots;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatus;

/**
 * How many requests may be on their way to one service, waiting ones among them: some places are its own, further ones it shares with the others.
 * So a service that is slow or away may take all that is shared, and each other one has its own places still.
 */
final class Bulkhead {

    private final String service;
    private final Semaphore own;
    private final Shared shared;

    /**
     * What all of them share.
     *
     * @param places  that any may take
     * @param waiting how many may wait for one of these
     */
    record Shared(Semaphore places, Semaphore waiting) {

        Shared(int places, int waiting) {
            this(new Semaphore(places), new Semaphore(waiting));
        }
    }

    Bulkhead(String service, int own, Shared shared) {
        this.service = service;
        this.own = new Semaphore(own);
        this.shared = shared;
    }

    /** The service. */
    String name() {
        return service;
    }

    /** A place, until it is closed. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Takes a place, or waits for one without keeping anybody else from being worked on.
     *
     * @param deadline until when it waits, by the clock of {@link System#nanoTime()}
     * @throws DomainException 503, if there is none, or at once if too many wait already
     */
    Place enter(long deadline) throws InterruptedException {
        if (own.tryAcquire()) {
            return own::release;
        }
        if (shared.places().tryAcquire() || comesFree(deadline)) {
            return shared.places()::release;
        }
        throw new DomainException(
                HttpStatus.SERVICE_UNAVAILABLE,
                "unavailable",
                "Too many requests wait for the service %s already.".formatted(service));
    }

    private boolean comesFree(long deadline) throws InterruptedException {
        if (!shared.waiting().tryAcquire()) {
            return false;
        }
        try {
            return WorkSlots.aside(() -> await(deadline));
        } catch (InterruptedIOException e) {
            throw new InterruptedException();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            shared.waiting().release();
        }
    }

    private boolean await(long deadline) throws InterruptedIOException {
        try {
            return shared.places().tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }
}

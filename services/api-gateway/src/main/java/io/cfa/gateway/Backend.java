package io.cfa.gateway;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.cfa.kit.exchange.ClosingPeers;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the six, and until when it is sure to take requests. Each of its answers is a promise: a service that is told to stop goes on taking
 * requests for the drain, and says in its answers how much of it is left ({@code io.cfa.kit.web.GracefulDrain}). So nothing is written to a service whose
 * port may be closing. Where no answer is fresh enough, its readiness is asked for first.
 */
final class Backend {

    static final String CLOSES_IN = ClosingPeers.CLOSES_IN;

    /** A service that was away and is not ready yet is starting, for so long; later on it has to say itself what it lacks. */
    private static final long STARTS_WITHIN = Duration.ofSeconds(60).toNanos();

    private static final long BETWEEN_QUESTIONS = Duration.ofMillis(100).toNanos();
    private static final Logger LOG = LoggerFactory.getLogger(Backend.class);

    private final String name;
    private final URI address;
    private final BackendHttpClient wire;
    private final long drain;
    private final Semaphore asking = new Semaphore(1);
    private final Semaphore room;
    private final Bulkhead bulkhead;
    private volatile long openUntil = System.nanoTime();
    private volatile long awayAt = System.nanoTime();
    private volatile boolean away;

    Backend(String name, URI address, BackendHttpClient wire, GatewayLimits limits, Bulkhead.Shared shared) {
        this.bulkhead = new Bulkhead(name, limits.own(), shared);
        this.name = name;
        this.address = address;
        this.wire = wire;
        this.drain = limits.drain().toNanos();
        this.room = new Semaphore(limits.atOnce(), true);
    }

    String name() {
        return name;
    }

    URI address() {
        return address;
    }

    /** Who may wait for it. */
    Bulkhead bulkhead() {
        return bulkhead;
    }

    /** Whether what is written now is read before the port closes. */
    boolean isOpen() {
        return System.nanoTime() - openUntil < 0;
    }

    /** Waits until it takes requests; false if it does not before the deadline. One of those who wait asks for all of them. */
    boolean awaitOpen(long deadline) throws InterruptedException {
        while (!isOpen()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            if (asking.tryAcquire()) {
                try {
                    askUntil(deadline);
                } finally {
                    asking.release();
                    wakeAll();
                }
            } else {
                sleep(left);
            }
        }
        return true;
    }

    /** Takes one of its places, as what waited for it comes all at once when it is back; false if none is free before the deadline. */
    boolean enter(long deadline) throws InterruptedException {
        return room.tryAcquire(Math.max(0, deadline - System.nanoTime()), NANOSECONDS);
    }

    void leave() {
        room.release();
    }

    private void askUntil(long deadline) throws InterruptedException {
        while (!isOpen()) {
            ask();
            long left = deadline - System.nanoTime();
            if (isOpen() || left <= 0) {
                return;
            }
            NANOSECONDS.sleep(Math.min(BETWEEN_QUESTIONS, left));
        }
    }

    private synchronized void wakeAll() {
        notifyAll();
    }

    private synchronized void sleep(long nanos) throws InterruptedException {
        // whoever asked may have left between our look and now
        if (!isOpen() && asking.availablePermits() == 0) {
            NANOSECONDS.timedWait(this, nanos);
        }
    }

    /** What an answer promises, to a request that began then. */
    void answered(long began, HttpResponse answer) {
        Header closesIn = answer.getFirstHeader(CLOSES_IN);
        if (closesIn != null) {
            awayAt = System.nanoTime();
            openUntil(began + MILLISECONDS.toNanos(Long.parseLong(closesIn.getValue())) - drain / 3);
        } else if (answer.getCode() < 500) {
            openUntil(began + drain - drain / 3);
        }
    }

    /** It could not be asked, or its answer broke off: what was promised is void. */
    synchronized void lost(IOException why) {
        openUntil = System.nanoTime();
        awayAt = openUntil;
        if (!away) {
            away = true;
            LOG.info("{} is away: {}", name, why.getMessage());
        }
    }

    /** A promise holds, whatever was promised after it; a third of the drain is left for what is written to be read. */
    private synchronized void openUntil(long instant) {
        if (instant - openUntil > 0) {
            openUntil = instant;
        }
    }

    private void ask() {
        long began = System.nanoTime();
        boolean starts = began - awayAt < STARTS_WITHIN;
        HttpGet question = new HttpGet(address.resolve("/health/ready"));
        question.setConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.of(drain / 2, NANOSECONDS))
                .build());
        try (ClassicHttpResponse answer = wire.send(question, () -> true)) {
            answered(began, answer);
            boolean ready = answer.getCode() < 500 && !answer.containsHeader(CLOSES_IN);
            if (ready || answer.getCode() >= 500 && !starts) {
                // at least for a moment, as the answer may have taken all of its time
                openUntil(System.nanoTime() + drain / 6);
            }
        } catch (NotSentException e) {
            lost(e);
        } catch (IOException e) {
            if (!starts) {
                openUntil(System.nanoTime() + drain / 6);
            }
        }
        if (away && isOpen()) {
            away = false;
            LOG.info("{} is back", name);
        }
    }
}

package io.cfa.gateway;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.cfa.kit.exchange.ClosingPeers;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;

/**
 * One address of a service, and until when it is sure to take requests. While a container is replaced by one that starts beside it, the service's name has
 * the addresses of both: one that is not ready yet, or is about to close, must not be believed for what the other promised.
 */
final class Peer {

    /** One that was away and is not ready yet is starting, for so long; later on it has to say itself what it lacks. */
    private static final long STARTS_WITHIN = Duration.ofSeconds(60).toNanos();

    private static final long BETWEEN_QUESTIONS = Duration.ofMillis(500).toNanos();

    private final HttpHost host;
    private final long drain;
    private volatile long openUntil = System.nanoTime();
    private volatile long awayAt = System.nanoTime();
    private volatile long askedAt = System.nanoTime() - BETWEEN_QUESTIONS;
    private volatile boolean closing;

    Peer(URI service, InetAddress address, long drain) {
        int port = service.getPort() >= 0 ? service.getPort() : "https".equals(service.getScheme()) ? 443 : 80;
        this.host = new HttpHost(service.getScheme(), address, service.getHost(), port);
        this.drain = drain;
    }

    HttpHost host() {
        return host;
    }

    /** Whether what is written now is read before the port closes. */
    boolean isOpen() {
        return System.nanoTime() - openUntil < 0;
    }

    /** Whether it has said that it closes. */
    boolean isClosing() {
        return closing;
    }

    /** Whether it is away, or not ready, because it only starts. */
    boolean isStarting() {
        return System.nanoTime() - awayAt < STARTS_WITHIN;
    }

    /** Whether it was not asked how it is for a while; counts as asked from now on. */
    synchronized boolean isDue() {
        boolean due = System.nanoTime() - askedAt >= BETWEEN_QUESTIONS;
        if (due) {
            askedAt = System.nanoTime();
        }
        return due;
    }

    /** What an answer promises, to a request that began then. */
    void answered(long began, HttpResponse answer) {
        Header closesIn = answer.getFirstHeader(ClosingPeers.CLOSES_IN);
        closing = closesIn != null;
        if (closesIn != null) {
            awayAt = System.nanoTime();
            openUntil(began + MILLISECONDS.toNanos(Long.parseLong(closesIn.getValue())) - drain / 3);
        } else if (answer.getCode() < 500) {
            openUntil(began + drain - drain / 3);
        }
    }

    /** It takes requests, at least for a moment. */
    void openForAMoment() {
        openUntil(System.nanoTime() + drain / 6);
    }

    /** It could not be asked, or its answer broke off: what was promised is void. */
    synchronized void lost() {
        openUntil = System.nanoTime();
        awayAt = openUntil;
    }

    /** A promise holds, whatever was promised after it; a third of the drain is left for what is written to be read. */
    private synchronized void openUntil(long instant) {
        if (instant - openUntil > 0) {
            openUntil = instant;
        }
    }
}

package io.cfa.gateway;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.cfa.gateway.BackendHttpClient.NotSentException;
import io.cfa.kit.exchange.ClosingPeers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the six, and who of it is sure to take requests. Each of its answers is a promise: a service that is told to stop goes on taking
 * requests for the drain, and says in its answers how much of it is left ({@code io.cfa.kit.web.GracefulDrain}). So nothing is written to a service whose
 * port may be closing. Where no answer is fresh enough, its readiness is asked for first. A promise is of the address that made it ({@link Peer}).
 */
final class Backend {

    static final String CLOSES_IN = ClosingPeers.CLOSES_IN;

    private static final long BETWEEN_QUESTIONS = Duration.ofMillis(100).toNanos();
    private static final Logger LOG = LoggerFactory.getLogger(Backend.class);

    /** Which addresses a name has. */
    @FunctionalInterface
    interface Addresses {

        /** All of them; none is an error. */
        InetAddress[] of(String name) throws UnknownHostException;
    }

    private final String name;
    private final URI address;
    private final BackendHttpClient wire;
    private final long drain;
    private final Addresses addresses;
    private final Semaphore asking = new Semaphore(1);
    private final Semaphore room;
    private final Bulkhead bulkhead;
    private final Map<InetAddress, Peer> peers = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean away;

    Backend(String name, URI address, BackendHttpClient wire, GatewayLimits limits, Bulkhead.Shared shared) {
        this(new Bulkhead(name, limits.own(), shared), address, wire, limits, InetAddress::getAllByName);
    }

    Backend(Bulkhead bulkhead, URI address, BackendHttpClient wire, GatewayLimits limits, Addresses addresses) {
        this.bulkhead = bulkhead;
        this.name = bulkhead.name();
        this.address = address;
        this.wire = wire;
        this.drain = limits.drain().toNanos();
        this.room = new Semaphore(limits.atOnce(), true);
        this.addresses = addresses;
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

    /** Who takes requests now, in turn; of several, none that is about to close. */
    Optional<Peer> open() {
        List<Peer> open = peers().stream().filter(Peer::isOpen).toList();
        List<Peer> stay = open.stream().filter(peer -> !peer.isClosing()).toList();
        List<Peer> best = stay.isEmpty() ? open : stay;
        return best.isEmpty()
                ? Optional.empty()
                : Optional.of(best.get(Math.floorMod(turn.getAndIncrement(), best.size())));
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
        lookAfterTheOthers();
        return true;
    }

    /** Takes one of its places, as what waited for it comes all at once when it is back; false if none is free before the deadline. */
    boolean enter(long deadline) throws InterruptedException {
        return room.tryAcquire(Math.max(0, deadline - System.nanoTime()), NANOSECONDS);
    }

    void leave() {
        room.release();
    }

    private boolean isOpen() {
        return peers().stream().anyMatch(Peer::isOpen);
    }

    /** Those of the addresses that its name has now; the JVM looks a name up once in a second. */
    private List<Peer> peers() {
        try {
            List<InetAddress> now = List.of(addresses.of(address.getHost()));
            peers.keySet().retainAll(now);
            return now.stream()
                    .map(each -> peers.computeIfAbsent(each, one -> new Peer(address, one, drain)))
                    .toList();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    /** While one takes requests, another may have become ready: nobody waits for that answer. */
    private void lookAfterTheOthers() {
        List<Peer> others =
                peers().stream().filter(peer -> !peer.isOpen() && peer.isDue()).toList();
        if (!others.isEmpty()) {
            Thread thread = new Thread(() -> others.forEach(this::ask), "readiness-of-" + name);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void askUntil(long deadline) throws InterruptedException {
        while (!isOpen()) {
            askAll();
            long left = deadline - System.nanoTime();
            if (isOpen() || left <= 0) {
                return;
            }
            NANOSECONDS.sleep(Math.min(BETWEEN_QUESTIONS, left));
        }
    }

    private void askAll() {
        List<Peer> all = new ArrayList<>(peers());
        if (all.isEmpty()) {
            isAway("its name has no address");
        }
        Collections.shuffle(all);
        for (Peer peer : all) {
            ask(peer);
            if (peer.isOpen()) {
                return;
            }
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

    /** It could not be asked, or its answer broke off. */
    void lost(Peer peer, IOException why) {
        peer.lost();
        if (!isOpen()) {
            isAway(why.getMessage());
        }
    }

    private synchronized void isAway(String why) {
        if (!away) {
            away = true;
            LOG.info("{} is away: {}", name, why);
        }
    }

    private void ask(Peer peer) {
        long began = System.nanoTime();
        HttpGet question = new HttpGet(address.resolve("/health/ready"));
        question.setConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.of(drain / 2, NANOSECONDS))
                .build());
        boolean starts = peer.isStarting();
        try (ClassicHttpResponse answer = wire.send(question, peer.host(), () -> true)) {
            peer.answered(began, answer);
            boolean ready = answer.getCode() < 500 && !peer.isClosing();
            if (ready || answer.getCode() >= 500 && !starts) {
                // at least for a moment, as the answer may have taken all of its time
                peer.openForAMoment();
            }
        } catch (NotSentException e) {
            lost(peer, e);
        } catch (IOException e) {
            if (!starts) {
                peer.openForAMoment();
            }
        }
        if (away && peer.isOpen()) {
            away = false;
            LOG.info("{} is back", name);
        }
    }
}

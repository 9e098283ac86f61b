package io.cfa.gateway;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service whose name has two addresses, as while a container is replaced by one that starts beside it: who is sent to. */
class BackendTest {

    private static final GatewayLimits LIMITS = new GatewayLimits(
            5,
            5,
            5,
            5,
            Duration.ofSeconds(2),
            Duration.ofMinutes(1),
            List.of(),
            Duration.ofMinutes(1),
            Duration.ofMillis(1_500),
            new GatewayLimits.Rate(1, 1));

    private final BackendHttpClient wire = new BackendHttpClient(LIMITS);
    private FaultyBackend old;
    private FaultyBackend next;
    private Backend backend;
    private volatile InetAddress[] addresses;

    @BeforeEach
    void anOldOneThatTakesRequests() throws Exception {
        old = new FaultyBackend(1, address(1), FreePort.next());
        addresses = new InetAddress[] {address(1)};
        backend = new Backend(
                new Bulkhead("registry", 5, new Bulkhead.Shared(5, 5)),
                URI.create("http://registry:" + old.port()),
                wire,
                LIMITS,
                name -> addresses);
        assertThat(whoIsSentTo()).containsExactly(1);
    }

    @AfterEach
    void end() throws IOException {
        wire.close();
        old.close();
        if (next != null) {
            next.close();
        }
    }

    @Test
    void oneThatDoesNotListenYetIsNotSentToAndTheOtherIsNotLessBelievedForThat() throws Exception {
        addresses = new InetAddress[] {address(2), address(1)};
        for (int i = 0; i < 20; i++) {
            assertThat(whoIsSentTo()).containsExactly(1);
        }
    }

    @Test
    void oneThatIsNotReadyYetIsNotSentToAndIsAsSoonAsItIs() throws Exception {
        theNextListens(503);
        await().atMost(ofMinutes(1)).until(() -> {
            assertThat(whoIsSentTo()).containsExactly(1);
            return next.requests("/health/ready") > 2;
        });
        next.readiness(200);
        await().atMost(ofMinutes(1)).until(() -> whoIsSentTo().contains(2));
        assertThat(whoIsSentTo()).as("both in turn").contains(1, 2);
    }

    @Test
    void oneThatSaysThatItClosesIsSentNothingWhileTheOtherTakesIt() throws Exception {
        theNextListens(200);
        await().atMost(ofMinutes(1)).until(() -> whoIsSentTo().contains(2));
        old.says("Cfa-Closes-In: 1400");
        await().atMost(ofMinutes(1)).until(() -> !whoIsSentTo().contains(1));
        for (int i = 0; i < 20; i++) {
            assertThat(whoIsSentTo()).containsExactly(2);
        }
        old.close();
        addresses = new InetAddress[] {address(2)};
        assertThat(whoIsSentTo()).containsExactly(2);
    }

    @Test
    void whatOnePromisedIsNotBelievedOfTheOther() throws Exception {
        addresses = new InetAddress[] {address(2), address(1)};
        Peer first = backend.open().orElseThrow();
        assertThat(first.host().getAddress()).isEqualTo(address(1));
        backend.lost(first, new IOException("it is gone"));
        assertThat(backend.open()).isEmpty();
    }

    private void theNextListens(int readiness) throws Exception {
        next = new FaultyBackend(1, address(2), old.port());
        next.readiness(readiness);
        addresses = new InetAddress[] {address(2), address(1)};
    }

    /** The last number of the address that each of a few requests would be sent to; each is asked, as a request would. */
    private List<Integer> whoIsSentTo() throws Exception {
        return Stream.of(1, 2, 3, 4)
                .map(each -> {
                    try {
                        Optional<Peer> open = Optional.empty();
                        // what it promised may be over by then on a busy machine
                        for (int tries = 0; open.isEmpty() && tries < 100; tries++) {
                            assertThat(backend.awaitOpen(System.nanoTime() + TimeUnit.MINUTES.toNanos(1)))
                                    .isTrue();
                            open = backend.open();
                        }
                        Peer peer = open.orElseThrow();
                        send(peer);
                        return (int) peer.host().getAddress().getAddress()[3];
                    } catch (InterruptedException | IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .distinct()
                .sorted()
                .toList();
    }

    /** A request as the proxy sends one, whose answer is a promise. */
    private void send(Peer peer) throws IOException {
        long began = System.nanoTime();
        HttpGet question = new HttpGet("http://registry:" + old.port() + "/seen");
        try (ClassicHttpResponse answer = wire.send(question, peer.host(), peer::isOpen)) {
            peer.answered(began, answer);
        }
    }

    private static InetAddress address(int last) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }
}

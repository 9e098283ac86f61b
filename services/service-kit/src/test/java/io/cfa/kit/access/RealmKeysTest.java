package io.cfa.kit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RealmKeysTest {

    private final AtomicInteger reads = new AtomicInteger();
    private String published = jwks("old");
    private volatile boolean away;
    private volatile CountDownLatch hangs = new CountDownLatch(0);
    private Instant now = Instant.parse("2026-11-24T09:30:00Z");
    private final RealmKeys keys = new RealmKeys(this::read, new TestClock());

    @Test
    void tokensThatNameUnknownKeysHaveThemReadOnceInAWhile() throws RemoteKeySourceException {
        assertThat(find("old")).hasSize(1);
        after(11);
        IntStream.range(0, 100).parallel().forEach(i -> {
            try {
                assertThat(find("unknown-" + i)).isEmpty();
            } catch (RemoteKeySourceException e) {
                assertThat(e).hasMessage("too many wait for the keys of the realm already");
            }
        });
        assertThat(reads).hasValue(2);
    }

    /** Each holds a place of work of the service meanwhile. */
    @Test
    void whileTheRealmHangsOnlySomeOfThoseWhoNameUnknownKeysWaitAndKnownOnesServe() throws Exception {
        find("old");
        after(11);
        hangs = new CountDownLatch(1);
        ExecutorService callers = Executors.newCachedThreadPool();
        try {
            List<Future<List<JWK>>> waiting = IntStream.range(0, RealmKeys.MOST_WAITING)
                    .mapToObj(i -> callers.submit(() -> find("unknown-" + i)))
                    .toList();
            await().atMost(Duration.ofMinutes(2)).until(() -> keys.free() == 0);
            assertThatExceptionOfType(RemoteKeySourceException.class)
                    .isThrownBy(() -> find("one more"))
                    .withMessage("too many wait for the keys of the realm already");
            assertThat(find("old")).hasSize(1);
            away = true;
            hangs.countDown();
            for (Future<List<JWK>> each : waiting) {
                assertThat(each.get()).isEmpty();
            }
            // nobody has tried again what had just failed
            assertThat(reads).hasValue(2);
            assertThat(keys.free()).isEqualTo(RealmKeys.MOST_WAITING);
        } finally {
            callers.shutdownNow();
        }
    }

    /** A byte now and then is within the patience for a byte, for ever. */
    @Test
    void anAnswerWithoutAnEndIsNone() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] some = new byte[8192];
            Arrays.fill(some, (byte) ' ');
            while (true) {
                exchange.getResponseBody().write(some);
            }
        });
        server.start();
        try {
            RealmKeys remote = RealmKeys.at(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/certs"));
            assertThatExceptionOfType(RemoteKeySourceException.class)
                    .isThrownBy(() -> remote.get(new JWKSelector(new JWKMatcher.Builder().build()), null))
                    .havingCause()
                    .withMessage("an answer of more than 262144 bytes");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aNewKeyIsFoundTenSecondsLaterAtTheLatest() throws RemoteKeySourceException {
        find("old");
        published = jwks("new");
        assertThat(find("new")).isEmpty();
        after(11);
        assertThat(find("new")).hasSize(1);
        assertThat(reads).hasValue(2);
    }

    @Test
    void aKeyThatWasWithdrawnIsGoneAfterFiveMinutes() throws RemoteKeySourceException {
        find("old");
        published = jwks("new");
        after(301);
        assertThat(find("old")).isEmpty();
    }

    @Test
    void whileTheRealmIsAwayKnownKeysServeFiveMinutesAndItIsAskedOnceASecond() throws RemoteKeySourceException {
        find("old");
        away = true;
        after(60);
        assertThat(find("old")).hasSize(1);
        for (int i = 0; i < 10; i++) {
            assertThat(find("unknown")).isEmpty();
        }
        assertThat(reads).hasValue(2);
        after(300);
        for (int i = 0; i < 10; i++) {
            assertThatExceptionOfType(RemoteKeySourceException.class).isThrownBy(() -> find("old"));
        }
        assertThat(reads).hasValue(3);
    }

    @Test
    void anAnswerWithoutKeysIsNone() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            RealmKeys remote = RealmKeys.at(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/certs"));
            assertThatExceptionOfType(RemoteKeySourceException.class)
                    .isThrownBy(() -> remote.get(new JWKSelector(new JWKMatcher.Builder().build()), null));
        } finally {
            server.stop(0);
        }
    }

    private List<JWK> find(String id) throws RemoteKeySourceException {
        return keys.get(new JWKSelector(new JWKMatcher.Builder().keyID(id).build()), null);
    }

    private void after(long seconds) {
        now = now.plus(Duration.ofSeconds(seconds));
    }

    private String read() throws IOException {
        reads.incrementAndGet();
        try {
            hangs.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        if (away) {
            throw new IOException("away");
        }
        return published;
    }

    private static String jwks(String id) {
        try {
            return new JWKSet(new OctetSequenceKeyGenerator(256).keyID(id).generate()).toString(false);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class TestClock extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}

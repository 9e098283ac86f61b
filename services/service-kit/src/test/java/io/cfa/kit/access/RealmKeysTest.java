package io.cfa.kit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RealmKeysTest {

    private final AtomicInteger reads = new AtomicInteger();
    private String published = jwks("old");
    private boolean away;
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
                throw new IllegalStateException(e);
            }
        });
        assertThat(reads).hasValue(2);
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

    private List<JWK> find(String id) throws RemoteKeySourceException {
        return keys.get(new JWKSelector(new JWKMatcher.Builder().keyID(id).build()), null);
    }

    private void after(long seconds) {
        now = now.plus(Duration.ofSeconds(seconds));
    }

    private String read() throws IOException {
        reads.incrementAndGet();
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

package io.cfa.kit.access;

import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.cfa.kit.ServiceClients;
import io.cfa.kit.exchange.ExchangeDeadline;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of the realm, kept for a while. A token that names a key that is not among them may have been signed with a new one, so they are read
 * again, but not for every such token, or anybody could have Keycloak asked as often as they like; and only some may wait for that at one time, or anybody
 * could have all wait for a Keycloak that hangs.
 */
final class RealmKeys implements JWKSource<SecurityContext> {

    /** Where the keys are read. */
    interface Source {
        String read() throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(RealmKeys.class);
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration BETWEEN_READS = Duration.ofSeconds(10);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final Timeout PATIENCE = Timeout.ofSeconds(3);
    private static final Duration TO_END = Duration.ofSeconds(6);
    private static final int MOST_BYTES = 256 * 1024;

    /** Of the places of work of a service, an eighth. */
    static final int MOST_WAITING = 16;

    private final Source source;
    private final Clock clock;
    private final Semaphore mayWait = new Semaphore(MOST_WAITING);
    private volatile Read last;
    private Instant triedAt = Instant.MIN;

    /** What was read, and when. */
    private record Read(JWKSet keys, Instant at) {}

    RealmKeys(Source source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** Those at an address; the answer is bounded in time and size. */
    static RealmKeys at(URI address) {
        CloseableHttpClient http = HttpClients.custom()
                .addExecInterceptorFirst("deadline", new ExchangeDeadline(TO_END, MOST_BYTES))
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setTlsSocketStrategy(ServiceClients.tlsAtFirstCall())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(PATIENCE)
                                .setSocketTimeout(PATIENCE)
                                .build())
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .build();
        return new RealmKeys(
                () -> http.execute(new HttpGet(address), answer -> {
                    String text = answer.getEntity() == null ? "" : EntityUtils.toString(answer.getEntity());
                    if (answer.getCode() != 200) {
                        throw new IOException("%s answers %d".formatted(address, answer.getCode()));
                    }
                    return text;
                }),
                Clock.systemUTC());
    }

    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) throws RemoteKeySourceException {
        Read known = keysSince(clock.instant().minus(KEPT));
        List<JWK> found = selector.select(known.keys());
        Instant recently = clock.instant().minus(BETWEEN_READS);
        if (!found.isEmpty() || !known.at().isBefore(recently)) {
            return found;
        }
        if (!mayWait.tryAcquire()) {
            throw new RemoteKeySourceException("too many wait for the keys of the realm already", null);
        }
        try {
            return selector.select(keysSince(recently).keys());
        } finally {
            mayWait.release();
        }
    }

    /** How many more may wait for a key that is not known. */
    int free() {
        return mayWait.availablePermits();
    }

    private Read keysSince(Instant oldest) throws RemoteKeySourceException {
        Read known = last;
        return known != null && !known.at().isBefore(oldest) ? known : read(oldest);
    }

    /** One reads, and whoever waited for it takes what that one got. */
    private synchronized Read read(Instant oldest) throws RemoteKeySourceException {
        Read known = last;
        if (known != null && !known.at().isBefore(oldest)) {
            return known;
        }
        if (clock.instant().minus(BETWEEN_TRIES).isBefore(triedAt)) {
            return stillGood(known, null);
        }
        triedAt = clock.instant();
        try {
            last = new Read(JWKSet.parse(source.read()), clock.instant());
            return last;
        } catch (IOException | ParseException e) {
            LOG.warn("the keys of the realm cannot be read: {}", e.toString());
            // those who waited meanwhile do not try, one after the other, what has just failed
            triedAt = clock.instant();
            return stillGood(known, e);
        }
    }

    private Read stillGood(Read known, Exception why) throws RemoteKeySourceException {
        if (known != null && known.at().isAfter(clock.instant().minus(KEPT))) {
            return known;
        }
        throw new RemoteKeySourceException("the keys of the realm cannot be read", why);
    }
}

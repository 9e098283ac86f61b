package io.cfa.kit.access;

import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.URL;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of the realm, kept for a while. A token that names a key that is not among them may have been signed with a new one, so they are read
 * again, but not for every such token, or anybody could have Keycloak asked as often as they like.
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
    private static final int PATIENCE_MILLIS = 3000;
    private static final int MOST_BYTES = 256 * 1024;

    private final Source source;
    private final Clock clock;
    private volatile Read last;
    private Instant triedAt = Instant.MIN;

    /** What was read, and when. */
    private record Read(JWKSet keys, Instant at) {}

    RealmKeys(Source source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** Those at an address; the answer is bounded in time and size. */
    static RealmKeys at(URL address) {
        DefaultResourceRetriever http = new DefaultResourceRetriever(PATIENCE_MILLIS, PATIENCE_MILLIS, MOST_BYTES);
        return new RealmKeys(() -> http.retrieveResource(address).getContent(), Clock.systemUTC());
    }

    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) throws RemoteKeySourceException {
        Read known = keysSince(clock.instant().minus(KEPT));
        List<JWK> found = selector.select(known.keys());
        Instant recently = clock.instant().minus(BETWEEN_READS);
        return found.isEmpty() && known.at().isBefore(recently)
                ? selector.select(keysSince(recently).keys())
                : found;
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

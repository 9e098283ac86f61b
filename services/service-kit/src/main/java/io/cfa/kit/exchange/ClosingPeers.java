package io.cfa.kit.exchange;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionReuseStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Heeds what a service says that was told to stop. Each of its answers has {@link #CLOSES_IN}: the milliseconds for which it still takes requests, and it
 * stays for longer where they go on to come. So in the last third of its drain, and for as long after its end, nothing is written to it: a call fails
 * as it does a moment later, when nobody is there, and the service can go.
 */
public final class ClosingPeers implements ExecChainHandler {

    /** The header of an answer, in milliseconds from before it; only there once the service was told to stop. */
    public static final String CLOSES_IN = "Cfa-Closes-In";

    private static final Logger LOG = LoggerFactory.getLogger(ClosingPeers.class);

    private final String requestId;
    private final long drain;
    private final LongSupplier clock;
    private final Map<HttpHost, Away> closing = new ConcurrentHashMap<>();

    /** When nothing is written, by our clock. */
    private record Away(long from, long until) {}

    /**
     * Of one client.
     *
     * @param requestId the header of a request that an answer of one of ours repeats; what another says of itself is not heeded
     * @param drain for how long a service takes requests that was told to stop; more is not believed
     * @param clock nanoseconds, as {@link System#nanoTime()} has them
     */
    public ClosingPeers(String requestId, Duration drain, LongSupplier clock) {
        this.requestId = requestId;
        this.drain = drain.toNanos();
        this.clock = clock;
    }

    /** Which connections are kept: none to who closes. */
    public static ConnectionReuseStrategy reuse() {
        return (request, response, context) -> !response.containsHeader(CLOSES_IN)
                && DefaultClientConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        HttpHost peer = scope.route.getTargetHost();
        long began = clock.getAsLong();
        Away away = closing.get(peer);
        if (away != null && began - away.from >= 0) {
            if (began - away.until < 0) {
                throw new IOException("nothing was sent to %s, which closes".formatted(peer.toHostString()));
            }
            closing.remove(peer, away);
        }
        ClassicHttpResponse response = chain.proceed(request, scope);
        if (isOfOurs(request, response)) {
            heed(peer, began, response.getFirstHeader(CLOSES_IN));
        }
        return response;
    }

    private boolean isOfOurs(HttpMessage request, HttpMessage response) {
        Header asked = request.getFirstHeader(requestId);
        Header repeated = response.getFirstHeader(requestId);
        return asked != null && repeated != null && asked.getValue().equals(repeated.getValue());
    }

    /** Counted from before the question, so that what it says is rather too little. */
    private void heed(HttpHost peer, long began, Header closesIn) {
        if (closesIn == null || !closesIn.getValue().matches("[0-9]{1,9}")) {
            return;
        }
        long end = began + Math.min(drain, TimeUnit.MILLISECONDS.toNanos(Long.parseLong(closesIn.getValue())));
        Away away = new Away(end - drain / 3, end + drain / 3);
        if (closing.putIfAbsent(peer, away) == null) {
            LOG.info("{} closes", peer.toHostString());
        } else {
            // it may have stayed for longer; an answer that took its time says what was so before
            closing.merge(peer, away, (known, said) -> said.until - known.until > 0 ? said : known);
        }
    }
}

package io.cfa.gateway;

import io.cfa.kit.ServiceClients;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.Timeout;
import org.springframework.stereotype.Component;

/**
 * Sends each request over a connection of its own. A connection that was kept may be closed by the other side at any time, and a request that
 * meets this cannot be told from one that was done; a new one costs a fraction of a millisecond, and what fails before the first byte was
 * written is known to have failed there.
 */
@Component
final class BackendHttpClient implements AutoCloseable {

    private static final String MAY_WRITE = "cfa.may-write";
    private static final String WRITES = "cfa.writes";
    private static final int CONNECTIONS_TO_A_SERVICE = 256;

    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor clock;

    BackendHttpClient(GatewayLimits limits) {
        Timeout answer = Timeout.of(limits.answer());
        this.clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "answer-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setTlsSocketStrategy(ServiceClients.tlsAtFirstCall())
                        .setMaxConnPerRoute(CONNECTIONS_TO_A_SERVICE)
                        .setMaxConnTotal(6 * CONNECTIONS_TO_A_SERVICE)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(limits.connect()))
                                .setSocketTimeout(answer)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(limits.connect()))
                        .setResponseTimeout(answer)
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .addExecInterceptorAfter(ChainElement.CONNECT.name(), WRITES, BackendHttpClient::write)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableDefaultUserAgent()
                .build();
    }

    /**
     * Sends it to an address, if that is still allowed once the connection stands; the answer is open, and must be closed.
     *
     * @throws NotSentException if nothing was written
     * @throws IOException if something may have been
     */
    ClassicHttpResponse send(HttpUriRequestBase request, HttpHost peer, BooleanSupplier mayWrite) throws IOException {
        request.setHeader(HttpHeaders.CONNECTION, "close");
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(MAY_WRITE, mayWrite);
        try {
            return client.executeOpen(peer, request, context);
        } catch (IOException e) {
            throw context.getAttribute(WRITES) == null && !(e instanceof NotSentException)
                    ? new NotSentException(e)
                    : e;
        }
    }

    /**
     * Gives a question up whose answer has not begun, or whose first part has not come, in its time. The timeouts of a client are of one read each, so a
     * service that sends a byte now and then would keep its places, and those that all share, for ever.
     */
    Attempt begin(HttpUriRequestBase question, Duration within) {
        return new Attempt(question, clock, within);
    }

    /** A question, until it is closed: from then on its answer may take its time. */
    static final class Attempt implements AutoCloseable {

        private final Future<?> end;
        private volatile boolean over;

        private Attempt(HttpUriRequestBase question, ScheduledThreadPoolExecutor clock, Duration within) {
            this.end = clock.schedule(
                    () -> {
                        over = true;
                        question.cancel();
                    },
                    within.toMillis(),
                    TimeUnit.MILLISECONDS);
        }

        /** Whether it was given up. */
        boolean isOver() {
            return over;
        }

        @Override
        public void close() {
            end.cancel(false);
        }
    }

    private static ClassicHttpResponse write(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain rest)
            throws IOException, HttpException {
        HttpClientContext context = scope.clientContext;
        if (!((BooleanSupplier) context.getAttribute(MAY_WRITE)).getAsBoolean()) {
            throw new NotSentException("the promise was over before the connection stood");
        }
        context.setAttribute(WRITES, true);
        return rest.proceed(request, scope);
    }

    @Override
    public void close() throws IOException {
        client.close();
        clock.shutdownNow();
    }

    /** Not a byte of the request was written, so that it may be sent again whatever it is. */
    static final class NotSentException extends IOException {

        private static final long serialVersionUID = 1;

        private NotSentException(Throwable cause) {
            super(cause);
        }

        private NotSentException(String message) {
            super(message);
        }

        /** Whether it was our own doing: the promise was over before the connection stood. */
        boolean isTooLate() {
            return getCause() == null;
        }
    }
}

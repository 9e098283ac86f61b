package io.cfa.kit.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * Ends an exchange that does not end by itself. The timeouts of a client are of one read each, so whoever sends a byte now and then, as an address may
 * that was given to somebody else, would keep a worker for ever; and what is read of an answer is no more than a bound.
 */
public final class ExchangeDeadline implements ExecChainHandler, AutoCloseable {

    private final Duration deadline;
    private final long mostBytes;
    private final ScheduledThreadPoolExecutor clock;

    /**
     * Of one client, first in its chain.
     *
     * @param deadline  from the beginning until all of the answer was read
     * @param mostBytes of an answer's body
     */
    public ExchangeDeadline(Duration deadline, long mostBytes) {
        this.deadline = deadline;
        this.mostBytes = mostBytes;
        this.clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "exchange-deadline");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Exchange exchange = new Exchange(scope.execRuntime);
        boolean open = false;
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            HttpEntity entity = response.getEntity();
            if (entity != null) {
                response.setEntity(new BoundedEntity(entity, exchange));
                open = true;
            }
            return response;
        } catch (IOException | RuntimeException e) {
            if (exchange.cut) {
                throw exchange.late(e);
            }
            throw e;
        } finally {
            if (!open) {
                exchange.ended();
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** One question and its answer, from its beginning on. */
    private final class Exchange {

        private final ExecRuntime connection;
        private final Future<?> end;
        private volatile boolean cut;

        Exchange(ExecRuntime connection) {
            this.connection = connection;
            this.end = clock.schedule(
                    () -> {
                        cut = true;
                        connection.discardEndpoint();
                    },
                    deadline.toMillis(),
                    TimeUnit.MILLISECONDS);
        }

        /** What an answer that broke off broke off for. */
        IOException late(Exception why) {
            InterruptedIOException late =
                    new InterruptedIOException("no whole answer within %d ms".formatted(deadline.toMillis()));
            late.initCause(why);
            return late;
        }

        IOException tooLarge() {
            connection.discardEndpoint();
            return new IOException("an answer of more than %d bytes".formatted(mostBytes));
        }

        void ended() {
            end.cancel(false);
        }
    }

    /** The body of an answer; it is closed by whoever reads it, and not read on then if it has no end. */
    private final class BoundedEntity extends HttpEntityWrapper {

        private final Exchange exchange;
        private InputStream content;

        BoundedEntity(HttpEntity entity, Exchange exchange) {
            super(entity);
            this.exchange = exchange;
        }

        @Override
        public InputStream getContent() throws IOException {
            if (content == null) {
                content = new BoundedStream(super.getContent(), exchange);
            }
            return content;
        }

        @Override
        public void writeTo(OutputStream target) throws IOException {
            try (InputStream all = getContent()) {
                all.transferTo(target);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                getContent().close();
            } finally {
                super.close();
            }
        }
    }

    /** Says of what breaks off whether it took too long. */
    private final class BoundedStream extends BoundedInputStream {

        private final Exchange exchange;
        private boolean closed;

        BoundedStream(InputStream content, Exchange exchange) {
            super(content, mostBytes);
            this.exchange = exchange;
        }

        @Override
        protected IOException tooLarge() {
            return exchange.tooLarge();
        }

        @Override
        protected IOException broken(IOException why) {
            return exchange.cut ? exchange.late(why) : why;
        }

        /** Reads the rest, so that the connection can be used again; the client itself would read it for as long as it comes. */
        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            byte[] rest = new byte[8192];
            try {
                while (read(rest, 0, rest.length) >= 0) {
                    // nobody wants it
                    continue;
                }
            } finally {
                try {
                    super.close();
                } finally {
                    exchange.ended();
                }
            }
        }
    }
}

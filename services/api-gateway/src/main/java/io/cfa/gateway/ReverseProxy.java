package io.cfa.gateway;

import io.cfa.gateway.BackendHttpClient.NotSentException;
import io.cfa.kit.DomainException;
import io.cfa.kit.IdempotencyKeys;
import io.cfa.kit.RequestIds;
import io.cfa.kit.edge.BufferedRequest;
import io.cfa.kit.edge.connection.WorkSlots;
import io.cfa.kit.edge.origin.ClientAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayServerResponse;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Passes a request on to its service. What was not sent waits for the service and is sent then; what was sent is sent again only if it carries an
 * idempotency key, as nobody knows whether it was done.
 */
@Component
final class ReverseProxy implements ProxyExchange {

    /** The attribute of a request that holds the {@link Backend} that it goes to. */
    static final String TO = Backend.class.getName();

    /** Spring takes {@code Connection} and its kin away. */
    private static final Set<String> ENDS_HERE = Set.of("expect", "proxy-connection", "x-request-id");

    private static final Set<String> BEGINS_HERE = Set.of("x-request-id", "cfa-closes-in");

    private static final int SMALL = 64 * 1024;

    private final BackendHttpClient wire;
    private final GatewayLimits limits;

    ReverseProxy(BackendHttpClient wire, GatewayLimits limits) {
        this.wire = wire;
        this.limits = limits;
    }

    @Override
    public ServerResponse exchange(Request request) {
        Backend backend = (Backend) request.getServerRequest().attribute(TO).orElseThrow();
        byte[] body = bodyOf(request);
        long deadline = System.nanoTime() + limits.hold().toNanos();
        // after the body, so that no slow caller takes a place
        try (Bulkhead.Place place = backend.bulkhead().enter(deadline)) {
            return send(request, body, backend, deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DomainException(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "The gateway stops.");
        }
    }

    private static byte[] bodyOf(Request request) {
        try {
            return BufferedRequest.bodyOf(request.getServerRequest().servletRequest());
        } catch (IOException e) {
            throw new DomainException(HttpStatus.REQUEST_TIMEOUT, "request-timeout", "The body did not come whole.");
        }
    }

    private ServerResponse send(Request request, byte[] body, Backend backend, long deadline)
            throws InterruptedException {
        boolean mayBeRepeated = request.getHeaders().containsHeader(IdempotencyKeys.HEADER);
        boolean sent = false;
        while (backend.awaitOpen(deadline) && backend.enter(deadline)) {
            // none, where it was open until a place was free
            Peer peer = backend.open().orElse(null);
            try {
                if (peer != null) {
                    return attempt(request, body, peer);
                }
            } catch (NotSentException e) {
                if (!e.isTooLate()) {
                    backend.lost(peer, e);
                }
            } catch (SocketTimeoutException e) {
                throw new DomainException(
                        HttpStatus.GATEWAY_TIMEOUT,
                        "gateway-timeout",
                        "The service %s does not answer in time.".formatted(backend.name()));
            } catch (IOException e) {
                backend.lost(peer, e);
                sent = true;
                if (!mayBeRepeated) {
                    break;
                }
            } finally {
                backend.leave();
            }
        }
        throw sent
                ? new DomainException(
                        HttpStatus.BAD_GATEWAY,
                        "answer-lost",
                        "The service %s was asked, and its answer was lost: what was asked may have been done."
                                .formatted(backend.name()))
                : new DomainException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "unavailable",
                        "The service %s does not answer.".formatted(backend.name()));
    }

    private ServerResponse attempt(Request request, byte[] body, Peer peer) throws IOException {
        HttpUriRequestBase question = new HttpUriRequestBase(request.getMethod().name(), request.getUri());
        request.getHeaders().forEach((name, values) -> {
            if (!ENDS_HERE.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> question.addHeader(name, value));
            }
        });
        Duration within =
                limits.answerTo(request.getServerRequest().servletRequest().getRequestURI());
        question.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(limits.connect()))
                .setResponseTimeout(Timeout.of(within))
                .build());
        RequestIds.current().ifPresent(id -> question.setHeader(RequestIds.HEADER, id));
        // in the place of whatever the client says: the services' audit believes this address
        question.setHeader(
                ClientAddress.HEADER,
                request.getServerRequest().servletRequest().getRemoteAddr());
        if (body.length > 0) {
            question.setEntity(new ByteArrayEntity(body, null));
        }
        try (BackendHttpClient.Attempt attempt = wire.begin(question, within)) {
            try {
                return answered(request, question, peer);
            } catch (IOException | RuntimeException e) {
                if (attempt.isOver()) {
                    throw new SocketTimeoutException("no answer within " + within);
                }
                throw e;
            }
        }
    }

    private ServerResponse answered(Request request, HttpUriRequestBase question, Peer peer) throws IOException {
        long began = System.nanoTime();
        ClassicHttpResponse answer = wire.send(question, peer.host(), peer::isOpen);
        try {
            peer.answered(began, answer);
            return passBack(request, answer);
        } catch (IOException | RuntimeException e) {
            answer.close();
            throw e;
        }
    }

    /** A small answer is read whole before any of it is passed back, so that one that breaks off can be asked for again. */
    private static ServerResponse passBack(Request request, ClassicHttpResponse answer) throws IOException {
        InputStream content = answer.getEntity() == null
                ? InputStream.nullInputStream()
                : answer.getEntity().getContent();
        if (isStream(answer)) {
            return stream(request, answer, content);
        }
        byte[] first = content.readNBytes(SMALL);
        boolean whole = first.length < SMALL;
        if (whole) {
            answer.close();
        }
        ServerResponse passed = GatewayServerResponse.status(answer.getCode()).build((asked, response) -> {
            try (answer) {
                response.getOutputStream().write(first);
                if (!whole) {
                    content.transferTo(response.getOutputStream());
                }
            }
            return null;
        });
        return withHeaders(request, answer, passed);
    }

    private static ServerResponse withHeaders(Request request, ClassicHttpResponse answer, ServerResponse passed) {
        Answered answered = new Answered(answer);
        request.getResponseConsumers().forEach(consumer -> consumer.accept(answered, passed));
        return passed;
    }

    private static boolean isStream(ClassicHttpResponse answer) {
        Header type = answer.getFirstHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.getValue().startsWith(MediaType.TEXT_EVENT_STREAM_VALUE);
    }

    /** Events are passed on as they come, and no place of work is held while none do; the service says how many streams there are. */
    private static ServerResponse stream(Request request, ClassicHttpResponse answer, InputStream content) {
        ServerResponse passed = GatewayServerResponse.status(answer.getCode()).build((asked, response) -> {
            try (answer) {
                WorkSlots.aside(() -> {
                    OutputStream out = response.getOutputStream();
                    byte[] some = new byte[8192];
                    for (int length = content.read(some); length >= 0; length = content.read(some)) {
                        out.write(some, 0, length);
                        out.flush();
                    }
                    return null;
                });
            }
            return null;
        });
        return withHeaders(request, answer, passed);
    }

    /** An answer as Spring's filters of headers want it. */
    private record Answered(HttpStatusCode getStatusCode, HttpHeaders getHeaders) implements Response {

        Answered(ClassicHttpResponse answer) {
            this(HttpStatusCode.valueOf(answer.getCode()), headers(answer));
        }

        private static HttpHeaders headers(ClassicHttpResponse answer) {
            HttpHeaders headers = new HttpHeaders();
            for (Header header : answer.getHeaders()) {
                if (!BEGINS_HERE.contains(header.getName().toLowerCase(Locale.ROOT))) {
                    headers.add(header.getName(), header.getValue());
                }
            }
            return headers;
        }
    }
}

package io.cfa.kit.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Answers what anybody may ask, and all are told the same, from one answer that is kept for a moment: readiness asks the database, Keycloak and MinIO, and a
 * document is built, as often as a clock says and not as often as somebody asks. Where an answer is being made, who comes meanwhile gets the last one, or
 * waits for it if that is too old; so a store that hangs takes one place of work and not all.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 15)
final class SharedAnswerFilter extends OncePerRequestFilter {

    /** So old an answer may be while a new one is being made. */
    private static final long STALE = Duration.ofSeconds(5).toNanos();

    /** What one answer may say and the next may not. */
    private static final Set<Integer> KEPT = Set.of(200, 503);

    /** Said of each request anew. */
    private static final Set<String> OF_ITS_REQUEST =
            Set.of("x-request-id", "cfa-closes-in", "content-length", "transfer-encoding", "connection", "date");

    private final Map<String, Shared> answers;
    private final LongSupplier nanos;

    /**
     * Shares the answers to some paths.
     *
     * @param paths for how long each is kept
     * @param nanos the time, as {@link System#nanoTime()} has it
     */
    SharedAnswerFilter(Map<String, Duration> paths, LongSupplier nanos) {
        this.nanos = nanos;
        this.answers = paths.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, path -> new Shared(path.getValue().toNanos())));
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !answers.containsKey(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        answers.get(request.getRequestURI()).give(request, response, chain);
    }

    /** What was answered, to whoever asked. */
    private record Answer(int status, String type, Map<String, List<String>> headers, byte[] body, long at) {

        static Answer of(ContentCachingResponseWrapper made, long at) {
            return new Answer(
                    made.getStatus(),
                    made.getContentType(),
                    made.getHeaderNames().stream()
                            .filter(name -> !OF_ITS_REQUEST.contains(name.toLowerCase(Locale.ROOT)))
                            .distinct()
                            .collect(Collectors.toMap(name -> name, name -> List.copyOf(made.getHeaders(name)))),
                    made.getContentAsByteArray(),
                    at);
        }

        void giveTo(HttpServletResponse response) throws IOException {
            response.setStatus(status);
            headers.forEach((name, values) -> {
                response.setHeader(name, values.get(0));
                values.stream().skip(1).forEach(value -> response.addHeader(name, value));
            });
            response.setContentType(type);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }

    /** One path's answer. */
    private final class Shared {

        private final long fresh;
        private final ReentrantLock making = new ReentrantLock();
        private volatile Answer last;

        Shared(long fresh) {
            this.fresh = fresh;
        }

        void give(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            Answer known = last;
            if (isYoungerThan(fresh, known) || !making.tryLock() && isYoungerThan(STALE, known)) {
                known.giveTo(response);
                return;
            }
            if (!making.isHeldByCurrentThread()) {
                making.lock();
            }
            try {
                // whoever waited for another's answer takes it
                if (!isYoungerThan(fresh, last)) {
                    make(request, response, chain);
                    return;
                }
            } finally {
                making.unlock();
            }
            last.giveTo(response);
        }

        private boolean isYoungerThan(long age, Answer answer) {
            return answer != null && nanos.getAsLong() - answer.at() < age;
        }

        private void make(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            ContentCachingResponseWrapper held = new ContentCachingResponseWrapper(response);
            chain.doFilter(new Plain(request), held);
            Answer made = Answer.of(held, nanos.getAsLong());
            if (KEPT.contains(made.status())) {
                last = made;
            }
            held.copyBodyToResponse();
        }
    }

    /** A request that asks for what all are told: nothing that one caller says of itself goes into the answer to the others. */
    private static final class Plain extends HttpServletRequestWrapper {

        Plain(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return "GET";
        }

        @Override
        public String getQueryString() {
            return null;
        }

        @Override
        public String getHeader(String name) {
            return HttpHeaders.ACCEPT.equalsIgnoreCase(name) ? MediaType.APPLICATION_JSON_VALUE : null;
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            String value = getHeader(name);
            return Collections.enumeration(value == null ? List.of() : List.of(value));
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            return Collections.enumeration(List.of(HttpHeaders.ACCEPT));
        }

        @Override
        public Locale getLocale() {
            return Locale.ENGLISH;
        }

        @Override
        public Enumeration<Locale> getLocales() {
            return Collections.enumeration(List.of(getLocale()));
        }
    }
}

package io.cfa.kit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each request an id, or keeps the one that it came with: it stands in every line of the log, in the answer, and in calls to other services. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class RequestIds extends OncePerRequestFilter {

    public static final String HEADER = "X-Request-Id";

    private static final String IN_LOG = "requestId";
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** The id of the request that this thread works for. */
    public static Optional<String> current() {
        return Optional.ofNullable(MDC.get(IN_LOG));
    }

    /** Does what belongs to a request after that has been answered: with its id in the log and in calls to other services. */
    public static void during(String id, Runnable work) {
        MDC.put(IN_LOG, id);
        try {
            work.run();
        } finally {
            MDC.remove(IN_LOG);
        }
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = idOf(request);
        request.setAttribute(HEADER, id);
        response.setHeader(HEADER, id);
        MDC.put(IN_LOG, id);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(IN_LOG);
        }
    }

    private static String idOf(HttpServletRequest request) {
        if (request.getAttribute(HEADER) instanceof String before) {
            return before;
        }
        String given = request.getHeader(HEADER);
        return given != null && VALID.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }
}

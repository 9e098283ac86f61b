package io.cfa.kit.edge;

import io.cfa.kit.DomainException;
import io.cfa.kit.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Puts a {@link BufferedRequest} before everything that reads, and says so where a body was refused or broke off. */
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class RequestBodyFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(RequestBodyFilter.class);

    private final RequestBodies bodies;

    RequestBodyFilter(RequestBodies bodies) {
        this.bodies = bodies;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (namesNothing(request.getQueryString())) {
            Problem.write(
                    response, HttpStatus.BAD_REQUEST, "validation", "A parameter holds a NUL, which no text may.");
            return;
        }
        try (BufferedRequest buffered = new BufferedRequest(request, bodies)) {
            chain.doFilter(buffered, response);
        } catch (DomainException e) {
            Problem.write(response, e.status(), e.type(), e.getMessage());
        } catch (BodyLostException e) {
            LOG.info("{} {}: {}", request.getMethod(), request.getRequestURI(), String.valueOf(e.getCause()));
            if (!response.isCommitted()) {
                Problem.write(response, HttpStatus.REQUEST_TIMEOUT, "request-timeout", "The body did not come whole.");
            }
        }
    }

    private static boolean namesNothing(String query) {
        return query != null && query.contains("%00");
    }
}

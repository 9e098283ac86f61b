package io.cfa.kit.edge.origin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Predicate;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.ForwardedHeaderFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes the edge's word for where a caller is and how it came ({@code X-Forwarded-For}, {@code -Proto}, {@code -Host}), and nobody else's: from whoever
 * else says so, the headers are taken away. So limits and rules count callers, not the edge, and nobody chooses the address that it is counted by.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
public final class ForwardingFilter extends OncePerRequestFilter {

    private final Predicate<String> isEdge;
    private final ForwardedHeaderFilter trusting = new ForwardedHeaderFilter();
    private final ForwardedHeaderFilter removing = new ForwardedHeaderFilter();

    /**
     * Asks who the edge is each time, as its container is replaced too.
     *
     * @param isEdge of an address, such as {@code 172.18.0.4}
     */
    public ForwardingFilter(Predicate<String> isEdge) {
        this.isEdge = isEdge;
        removing.setRemoveOnly(true);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isEdge.test(request.getRemoteAddr())) {
            trusting.doFilter(new EdgeRequest(request), response, chain);
        } else {
            removing.doFilter(request, response, chain);
        }
    }
}

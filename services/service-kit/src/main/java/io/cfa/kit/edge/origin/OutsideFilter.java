package io.cfa.kit.edge.origin;

import io.cfa.kit.Problem;
import io.cfa.kit.access.OpenPaths;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What answers a caller from outside on the service's own port: the pages and the health. The domain is reached through the gateway, unless a
 * switch says otherwise; the metrics are for inside alone. An open path is read with GET (or HEAD), and without a body.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
public final class OutsideFilter extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private static final PathPattern METRICS = PathPatternParser.defaultInstance.parse(OpenPaths.METRICS + "/**");

    private static final PathPattern WELL_KNOWN = PathPatternParser.defaultInstance.parse("/.well-known/**");

    private final InsideNetworks inside;
    private final boolean open;
    private final List<PathPattern> openPaths;

    public OutsideFilter(InsideNetworks inside, boolean open, List<String> openPaths) {
        this.inside = inside;
        this.open = open;
        this.openPaths =
                openPaths.stream().map(PathPatternParser.defaultInstance::parse).toList();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        PathContainer path = PathContainer.parsePath(request.getRequestURI());
        boolean isOpen = openPaths.stream().anyMatch(pattern -> pattern.matches(path));
        boolean insideOnly = METRICS.matches(path) || !isOpen && !open;
        if (WELL_KNOWN.matches(path)) {
            // Spring Security's would tell the Host header of whoever asks, and of scopes that there are not
            Problem.write(response, HttpStatus.NOT_FOUND, "not-found", "There is no such page.");
        } else if (insideOnly && !inside.contains(InetAddress.getByName(request.getRemoteAddr()))) {
            Problem.write(
                    response, HttpStatus.NOT_FOUND, "not-found", "This port has the pages only: call the api-gateway.");
        } else if (isOpen && !READING.contains(request.getMethod())) {
            response.setHeader("Allow", "GET, HEAD");
            Problem.write(response, HttpStatus.METHOD_NOT_ALLOWED, "method-not-allowed", "This path is only read.");
        } else if (isOpen && hasBody(request)) {
            Problem.write(response, HttpStatus.CONTENT_TOO_LARGE, "too-large", "This path takes no body.");
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }
}

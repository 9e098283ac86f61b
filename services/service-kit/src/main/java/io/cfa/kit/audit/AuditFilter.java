package io.cfa.kit.audit;

import io.cfa.kit.DomainException;
import io.cfa.kit.Problem;
import io.cfa.kit.RequestIds;
import io.cfa.kit.api.Handlers;
import io.cfa.kit.edge.BodyLostException;
import io.cfa.kit.edge.origin.ClientAddress;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/** Has every change that somebody with a token asks for written down, whether it is refused or done: after the token is checked, before anything else. */
@Order(5)
final class AuditFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(AuditFilter.class);
    private static final Set<String> CHANGES = Set.of("POST", "PUT", "PATCH", "DELETE");
    /** Of people, or of another service at this one: {@code registry.transfer}. */
    private static final Pattern ROLE = Pattern.compile("ROLE_(investor|issuer|operator|[a-z-]+[.][a-z-]+)");

    private static final int LONGEST_PATH = 500;

    private final Handlers handlers;
    private final AuditWriter audit;
    private final ClientAddress address;

    AuditFilter(Handlers handlers, AuditWriter audit, ClientAddress address) {
        this.handlers = handlers;
        this.audit = audit;
        this.address = address;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !CHANGES.contains(request.getMethod()) || !(request.getUserPrincipal() instanceof Authentication);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (handlers.of(request).isEmpty()) {
            // nothing is changed there
            chain.doFilter(request, response);
            return;
        }
        AuditEntry entry = entry(request, (Authentication) request.getUserPrincipal());
        if (isOfAService(entry.roles())) {
            Ended ended = run(request, response, chain, failed -> audit.add(entry, failed.status(), failed.outcome()));
            audit.add(entry, ended.status(), ended.outcome());
            return;
        }
        long number;
        try {
            number = audit.begin(entry);
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("nothing is changed that cannot be written down: {}", e.toString());
            response.setHeader("Retry-After", "5");
            Problem.write(response, HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "The database does not answer.");
            return;
        }
        Ended ended = run(request, response, chain, failed -> audit.end(number, failed.status(), failed.outcome()));
        audit.end(number, ended.status(), ended.outcome());
    }

    /** What came of a request. */
    private record Ended(int status, String outcome) {

        /** Of one whose answer is given further out: a role that is missing, a body that did not come. */
        static Ended with(Throwable failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof AccessDeniedException) {
                    return of(HttpStatus.FORBIDDEN);
                }
                if (cause instanceof DomainException refusal) {
                    return new Ended(refusal.status().value(), refusal.type());
                }
                if (cause instanceof BodyLostException) {
                    return of(HttpStatus.REQUEST_TIMEOUT);
                }
            }
            return of(HttpStatus.INTERNAL_SERVER_ERROR);
        }

        private static Ended of(HttpStatus status) {
            return new Ended(status.value(), Problem.typeOf(status.value()));
        }
    }

    private static Ended run(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, Consumer<Ended> whenFailed)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException e) {
            whenFailed.accept(Ended.with(e));
            throw e;
        }
        return new Ended(response.getStatus(), outcome(request, response));
    }

    private AuditEntry entry(HttpServletRequest request, Authentication caller) {
        String path = request.getRequestURI();
        return new AuditEntry(
                caller.getName(),
                caller.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .filter(authority ->
                                authority != null && ROLE.matcher(authority).matches())
                        .map(authority -> authority.substring("ROLE_".length()))
                        .sorted()
                        .collect(Collectors.joining(" ")),
                address.of(request),
                RequestIds.current().orElse(""),
                request.getMethod() + " " + request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE),
                path.substring(0, Math.min(path.length(), LONGEST_PATH)));
    }

    private static boolean isOfAService(String roles) {
        return !roles.isEmpty() && Stream.of(roles.split(" ")).allMatch(role -> role.contains("."));
    }

    private static String outcome(HttpServletRequest request, HttpServletResponse response) {
        if (response.getStatus() < 400) {
            return response.getHeader("Idempotent-Replayed") == null ? "done" : "replayed";
        }
        Object refused = request.getAttribute(DomainException.REFUSED);
        return refused == null ? Problem.typeOf(response.getStatus()) : refused.toString();
    }
}

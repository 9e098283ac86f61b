package io.cfa.kit.idempotency;

import io.cfa.kit.IdempotencyKeys;
import io.cfa.kit.NaturallyIdempotent;
import io.cfa.kit.Problem;
import io.cfa.kit.access.RoleCheck;
import io.cfa.kit.api.Handlers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;

/** Wants an {@code Idempotency-Key} of every POST, and lets whatever carries one happen once. */
@Order(10)
final class IdempotencyKeyFilter extends OncePerRequestFilter {

    private static final Set<String> COMMANDS = Set.of("POST", "PUT", "PATCH", "DELETE");

    private final Handlers handlers;
    private final IdempotentExecution onceOnly;

    IdempotencyKeyFilter(Handlers handlers, IdempotentExecution onceOnly) {
        this.handlers = handlers;
        this.onceOnly = onceOnly;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !COMMANDS.contains(request.getMethod()) || request.getUserPrincipal() == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<HandlerMethod> handler = handlers.of(request);
        String key = request.getHeader(IdempotencyKeys.HEADER);
        if (handler.isEmpty() || (key == null && !request.getMethod().equals("POST"))) {
            chain.doFilter(request, response);
        } else if (key == null) {
            refuse(response, "idempotency-key-missing", "A POST needs the header Idempotency-Key.");
        } else if (!IdempotencyKeys.isValid(key)) {
            refuse(response, "validation", "An Idempotency-Key has 1 to 200 visible ASCII characters.");
        } else if (handler.get().hasMethodAnnotation(NaturallyIdempotent.class)) {
            chain.doFilter(request, response);
        } else {
            // a role may be gone since the first answer, which is then not given again
            RoleCheck.of(request, handler.get());
            onceOnly.run(key, request, response, chain);
        }
    }

    private static void refuse(HttpServletResponse response, String type, String detail) throws IOException {
        Problem.write(response, HttpStatus.BAD_REQUEST, type, detail);
    }
}

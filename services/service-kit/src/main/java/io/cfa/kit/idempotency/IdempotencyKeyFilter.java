package io.cfa.kit.idempotency;

import io.cfa.kit.NaturallyIdempotent;
import io.cfa.kit.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;

/** Wants an {@code Idempotency-Key} of every POST, and lets whatever carries one happen once. */
@Order(10)
final class IdempotencyKeyFilter extends OncePerRequestFilter {

    static final String HEADER = "Idempotency-Key";

    private static final Set<String> COMMANDS = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Pattern VALID = Pattern.compile("[!-~]{1,200}");

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
        String key = request.getHeader(HEADER);
        if (handler.isEmpty() || (key == null && !request.getMethod().equals("POST"))) {
            chain.doFilter(request, response);
        } else if (key == null) {
            refuse(response, "idempotency-key-missing", "A POST needs the header Idempotency-Key.");
        } else if (!VALID.matcher(key).matches()) {
            refuse(response, "validation", "An Idempotency-Key has 1 to 200 visible ASCII characters.");
        } else if (handler.get().hasMethodAnnotation(NaturallyIdempotent.class)) {
            chain.doFilter(request, response);
        } else {
            onceOnly.run(key, request, response, chain);
        }
    }

    private static void refuse(HttpServletResponse response, String type, String detail) throws IOException {
        Problem.write(response, HttpStatus.BAD_REQUEST, type, detail);
    }
}

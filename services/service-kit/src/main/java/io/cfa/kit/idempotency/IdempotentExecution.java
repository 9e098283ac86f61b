package io.cfa.kit.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cfa.kit.DomainException;
import io.cfa.kit.Problem;
import io.cfa.kit.Sha256;
import io.cfa.kit.edge.BufferedRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Runs a request in one transaction with its key, and answers its repetition with what was answered first. */
record IdempotentExecution(IdempotencyStore answers, PlatformTransactionManager transactions) {

    private static final Logger LOG = LoggerFactory.getLogger(IdempotentExecution.class);

    void run(String key, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        IdempotencyStore.Key whose =
                new IdempotencyStore.Key(request.getUserPrincipal().getName(), key);
        // before the transaction, which must not wait for a slow caller
        byte[] digest = digest(request);
        ContentCachingResponseWrapper held = new ContentCachingResponseWrapper(response);
        try {
            Optional<IdempotencyStore.Kept> before = firstOrBefore(whose, new Digested(request, digest), held, chain);
            if (before.isPresent()) {
                before.get().giveTo(digest, response);
            } else {
                held.copyBodyToResponse();
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("the database did not keep an idempotency key: {}", e.toString());
            response.reset();
            response.setHeader("Retry-After", "5");
            Problem.write(response, HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "The database does not answer.");
        }
    }

    /** Nothing has been sent to the caller when this returns, and everything is committed or nothing is. */
    private Optional<IdempotencyStore.Kept> firstOrBefore(
            IdempotencyStore.Key key, Digested request, ContentCachingResponseWrapper response, FilterChain chain)
            throws ServletException, IOException {
        TransactionStatus transaction = transactions.getTransaction(new DefaultTransactionDefinition());
        try {
            Optional<IdempotencyStore.Kept> before = answers.claim(key);
            if (before.isEmpty()) {
                chain.doFilter(request.request(), response);
                if (response.getStatus() < 400 || request.request().getAttribute(DomainException.RECORDED) != null) {
                    answers.keep(key, IdempotencyStore.Kept.of(request.digest(), response));
                    transactions.commit(transaction);
                }
            }
            return before;
        } finally {
            if (!transaction.isCompleted()) {
                transactions.rollback(transaction);
            }
        }
    }

    private record Digested(HttpServletRequest request, byte[] digest) {}

    private static byte[] digest(HttpServletRequest request) throws IOException {
        MessageDigest digest = Sha256.digest();
        String line = request.getMethod() + " " + request.getRequestURI() + "?" + request.getQueryString() + "\n";
        digest.update(line.getBytes(UTF_8));
        return digest.digest(BufferedRequest.bodyOf(request));
    }
}

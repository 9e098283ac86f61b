package io.cfa.kit.idempotency;

import io.cfa.kit.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
        DigestedRequest digested = new DigestedRequest(request);
        ContentCachingResponseWrapper held = new ContentCachingResponseWrapper(response);
        try {
            Optional<IdempotencyStore.Kept> before = firstOrBefore(whose, digested, held, chain);
            if (before.isPresent()) {
                before.get().giveTo(digested, response);
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
            IdempotencyStore.Key key,
            DigestedRequest request,
            ContentCachingResponseWrapper response,
            FilterChain chain)
            throws ServletException, IOException {
        TransactionStatus transaction = transactions.getTransaction(new DefaultTransactionDefinition());
        try {
            Optional<IdempotencyStore.Kept> before = answers.claim(key);
            if (before.isEmpty()) {
                chain.doFilter(request, response);
                if (response.getStatus() < 400) {
                    answers.keep(key, IdempotencyStore.Kept.of(request, response));
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
}

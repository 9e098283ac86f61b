package io.cfa.kit.idempotency;

import io.cfa.kit.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** The first answer to each key of each caller, for a week. */
record IdempotencyStore(JdbcClient database) {

    record Key(String caller, String key) {}

    /** An answer, and the digest of the request that it was given to. */
    record Kept(byte[] request, int status, String contentType, String location, byte[] body) {

        static Kept of(byte[] request, ContentCachingResponseWrapper response) {
            return new Kept(
                    request,
                    response.getStatus(),
                    response.getContentType(),
                    response.getHeader(HttpHeaders.LOCATION),
                    response.getContentAsByteArray());
        }

        void giveTo(byte[] again, HttpServletResponse response) throws IOException {
            if (!MessageDigest.isEqual(request, again)) {
                Problem.write(
                        response,
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "idempotency-key-reused",
                        "Another request was sent under this Idempotency-Key.");
                return;
            }
            response.setStatus(status);
            response.setHeader("Idempotent-Replayed", "true");
            if (location != null) {
                response.setHeader(HttpHeaders.LOCATION, location);
            }
            if (contentType != null) {
                response.setContentType(contentType);
            }
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }

    /** Takes the key for this transaction, or returns what it was answered with; waits while another transaction has it. */
    Optional<Kept> claim(Key key) {
        int first = database.sql(
                        "insert into idempotency_key (caller, key) values (:caller, :key) on conflict do nothing")
                .param("caller", key.caller())
                .param("key", key.key())
                .update();
        return first == 1
                ? Optional.empty()
                : Optional.of(database.sql("select request, status, content_type, location, body from idempotency_key"
                                + " where caller = :caller and key = :key")
                        .param("caller", key.caller())
                        .param("key", key.key())
                        .query(Kept.class)
                        .single());
    }

    void keep(Key key, Kept kept) {
        database.sql("update idempotency_key set request = :request, status = :status, content_type = :contentType,"
                        + " location = :location, body = :body where caller = :caller and key = :key")
                .param("request", kept.request())
                .param("status", kept.status())
                .param("contentType", kept.contentType())
                .param("location", kept.location())
                .param("body", kept.body())
                .param("caller", key.caller())
                .param("key", key.key())
                .update();
    }

    void forgetOld() {
        database.sql("delete from idempotency_key where kept_at < now() - interval '7 days'")
                .update();
    }
}

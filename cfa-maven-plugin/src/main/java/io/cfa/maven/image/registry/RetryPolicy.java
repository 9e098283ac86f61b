package io.cfa.maven.image.registry;

import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.http.ResponseException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/** Repeats what a registry may well do when it is asked again, with longer and longer pauses, and not for ever. */
public final class RetryPolicy {

    private static final int ATTEMPTS = 5;

    /** Broken connections are made again by jib's own client, ten times, before we hear of them. */
    private static final int ATTEMPTS_AFTER_JIBS = 2;

    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** All pauses of one request. */
    private static final Duration IN_ALL = Duration.ofSeconds(90);

    private static final Set<Integer> TRANSIENT = Set.of(408, 429, 500, 502, 503, 504);

    private final Consumer<Duration> sleep;
    private final Consumer<String> progress;

    public RetryPolicy(Consumer<Duration> sleep, Consumer<String> progress) {
        this.sleep = sleep;
        this.progress = progress;
    }

    /** A request to a registry. */
    public interface Request<T> {
        T send() throws IOException, RegistryException;
    }

    <T> T send(String what, Request<T> request) throws IOException, RegistryException {
        Duration waited = Duration.ZERO;
        for (int attempt = 1; ; attempt++) {
            try {
                return request.send();
            } catch (IOException | RegistryException e) {
                int attempts = attempts(e);
                Duration pause = pause(e, attempt);
                waited = waited.plus(pause);
                if (attempt >= attempts || waited.compareTo(IN_ALL) > 0) {
                    throw e;
                }
                progress.accept(what + ": " + reason(e) + "; once more in " + pause.toMillis() + " ms (" + attempt
                        + " of " + (attempts - 1) + ")");
                sleep.accept(pause);
            }
        }
    }

    /** Whether a status is of an answer that may be another one soon. */
    static boolean isTransient(int status) {
        return TRANSIENT.contains(status);
    }

    private static int attempts(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransientRegistryException) {
                return ATTEMPTS;
            }
            if (cause instanceof ResponseException response) {
                return isTransient(response.getStatusCode()) ? ATTEMPTS : 1;
            }
            if (cause instanceof UnknownHostException
                    || cause instanceof ConnectException
                    || cause instanceof SSLException) {
                return 1;
            }
            if (cause instanceof IOException && cause.getCause() == null) {
                return ATTEMPTS_AFTER_JIBS;
            }
        }
        return 1;
    }

    private static Duration pause(Exception failure, int attempt) {
        Duration builtHere = Duration.ofMillis(500L << (attempt - 1));
        String asked = retryAfter(failure);
        if (asked != null && asked.matches("\\d{1,4}")) {
            Duration theirs = Duration.ofSeconds(Long.parseLong(asked));
            return theirs.compareTo(LONGEST) > 0 ? LONGEST : theirs;
        }
        return builtHere;
    }

    private static String retryAfter(Exception failure) {
        if (failure instanceof TransientRegistryException answer) {
            return answer.retryAfter();
        }
        return failure instanceof ResponseException response && response.getHeaders() != null
                ? response.getHeaders().getRetryAfter()
                : null;
    }

    private static String reason(Exception failure) {
        if (failure instanceof TransientRegistryException answer) {
            return "HTTP " + answer.status();
        }
        return failure instanceof ResponseException response
                ? "HTTP " + response.getStatusCode()
                : failure.getClass().getSimpleName()
                        + (failure.getMessage() == null ? "" : ", " + failure.getMessage());
    }
}

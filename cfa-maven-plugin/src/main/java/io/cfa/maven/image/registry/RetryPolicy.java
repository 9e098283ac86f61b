package io.cfa.maven.image.registry;

import io.cfa.maven.image.http.RegistryRefusalException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/** Repeats what a registry may well do when it is asked again, with longer and longer pauses, and not for ever. */
public final class RetryPolicy {

    private static final int ATTEMPTS = 5;

    /** Each of them has waited for as long as the timeout is. */
    private static final int ATTEMPTS_AFTER_SILENCE = 2;

    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** All pauses of one request. */
    private static final Duration IN_ALL = Duration.ofSeconds(90);

    private static final Set<Integer> TRANSIENT = Set.of(408, 429, 500, 502, 503, 504);

    private final Consumer<Duration> sleep;
    private final Consumer<String> progress;
    private final InstantSource clock;

    /**
     * Retries with pauses.
     *
     * @param sleep    waits
     * @param progress is told of each retry
     * @param clock    for registries that name the time until which they want to be left alone
     */
    public RetryPolicy(Consumer<Duration> sleep, Consumer<String> progress, InstantSource clock) {
        this.sleep = sleep;
        this.progress = progress;
        this.clock = clock;
    }

    /** A request to a registry. */
    interface Request<T> {
        T send() throws IOException;
    }

    <T> T send(String what, Request<T> request) throws IOException {
        Duration waited = Duration.ZERO;
        for (int attempt = 1; ; attempt++) {
            try {
                return request.send();
            } catch (IOException e) {
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

    private static int attempts(IOException failure) {
        if (failure instanceof RegistryRefusalException refusal) {
            // a registry of several servers may not have heard yet of the blob that was sent a moment ago
            boolean mayPass =
                    TRANSIENT.contains(refusal.status()) || refusal.reason().contains("MANIFEST_BLOB_UNKNOWN");
            return mayPass ? ATTEMPTS : 1;
        }
        if (failure instanceof UnknownHostException
                || failure instanceof ConnectException
                || failure instanceof SSLException) {
            return 1;
        }
        return failure instanceof SocketTimeoutException ? ATTEMPTS_AFTER_SILENCE : ATTEMPTS;
    }

    private Duration pause(IOException failure, int attempt) {
        Duration asked = Optional.of(failure)
                .filter(RegistryRefusalException.class::isInstance)
                .map(refusal -> ((RegistryRefusalException) refusal).retryAfter())
                .flatMap(this::retryAfter)
                .orElseGet(() -> Duration.ofMillis(500L << (attempt - 1)));
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }

    /** Seconds, or a date: RFC 9110, section 10.2.3. */
    private Optional<Duration> retryAfter(String header) {
        if (header.strip().matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(header.strip())));
        }
        try {
            ZonedDateTime until = ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration left = Duration.between(clock.instant(), until.toInstant());
            return Optional.of(left.isNegative() ? Duration.ZERO : left);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof RegistryRefusalException refusal) {
            return "HTTP " + refusal.status();
        }
        return failure.getClass().getSimpleName() + (failure.getMessage() == null ? "" : ", " + failure.getMessage());
    }
}

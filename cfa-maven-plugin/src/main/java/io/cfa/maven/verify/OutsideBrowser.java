package io.cfa.maven.verify;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Asks from this machine, as a browser or a caller would; all pages at the same time. */
final class OutsideBrowser implements Browser {

    static final String REFUSED = "refused";
    private static final String CUT_OFF = "cut off";

    private final Duration limit;
    private final HttpClient client;

    /** Gives up on a page after a time. */
    OutsideBrowser(Duration limit) {
        this.limit = limit;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limit)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    @Override
    public Map<URI, Answer> get(Collection<URI> uris) {
        return all(uris, "GET");
    }

    @Override
    public Map<URI, Answer> peek(Collection<URI> uris) {
        return all(uris, "HEAD");
    }

    @Override
    public String where() {
        return "from here";
    }

    private Map<URI, Answer> all(Collection<URI> uris, String method) {
        Map<URI, CompletableFuture<Answer>> asked = new LinkedHashMap<>();
        uris.forEach(uri -> asked.computeIfAbsent(uri, any -> ask(uri, method)));
        Map<URI, Answer> answers = new LinkedHashMap<>();
        asked.forEach((uri, answer) -> answers.put(uri, answer.join()));
        return answers;
    }

    /** Once more where the connection was cut off before a word: a server may close one at the very moment that it is used. */
    private CompletableFuture<Answer> ask(URI uri, String method) {
        return once(uri, method)
                .thenCompose(answer -> answer.silence().equals(CUT_OFF)
                        ? once(uri, method)
                        : CompletableFuture.completedFuture(answer));
    }

    private CompletableFuture<Answer> once(URI uri, String method) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(limit)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> Answer.of(
                        response.uri(),
                        response.statusCode(),
                        response.headers().firstValue("Content-Type").orElse(""),
                        response.body()))
                .exceptionally(failure -> Answer.silent(uri, why(failure)));
    }

    private static String why(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof HttpConnectTimeoutException) {
            return "no connection";
        }
        if (cause instanceof HttpTimeoutException) {
            return "time-out";
        }
        if (cause instanceof UnknownHostException || cause.getCause() instanceof UnresolvedAddressException) {
            return "unknown host";
        }
        if (cause instanceof ConnectException) {
            return REFUSED;
        }
        return cause instanceof IOException ? CUT_OFF : cause.getClass().getSimpleName();
    }
}

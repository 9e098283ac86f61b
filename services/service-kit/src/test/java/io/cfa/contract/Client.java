package io.cfa.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Speaks HTTP with the service on a port of this machine. */
public record Client(int port) {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ofMinutes(2))
            .build();

    /** Sends one request, without a token where that is null; quotes of the JSON may be single, headers are names and values in turn. */
    public Answer send(String method, String path, String token, String json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(ofMinutes(2))
                .method(
                        method,
                        json.isEmpty()
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(json.replace('\'', '"'), UTF_8));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        request.header("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            return Answer.of(HTTP.send(request.build(), BodyHandlers.ofString(UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

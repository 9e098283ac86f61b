package io.cfa.e2e;

import static java.time.Duration.ofMinutes;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;

/** Speaks HTTP; follows no redirects. */
final class Http {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ofMinutes(2))
            .build();

    private Http() {}

    /** Sends a request to a service, without a token where there is no login; a POST gets a key of its own. */
    static Reply send(String method, URI address, Login login, String type, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(ofMinutes(2))
                .header("Content-Type", type)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (login != null) {
            request.header("Authorization", "Bearer " + login.token());
        }
        if (method.equals("POST")) {
            request.header("Idempotency-Key", UUID.randomUUID().toString());
        }
        HttpResponse<byte[]> response = send(request);
        return new Reply(method + " " + address, response.statusCode(), response.body());
    }

    static HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}

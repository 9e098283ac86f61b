package io.cfa.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A test that speaks HTTP with its module's service, which has the variables of docker-compose.yml and one context for all tests. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "spring.test.metrics.export=true")
public abstract class RunningService {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ofSeconds(5))
            .build();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void variables(DynamicPropertyRegistry variables) {
        variables.add("Database__Url", Database::url);
        variables.add("Database__User", () -> "postgres");
        variables.add("Keycloak__Issuer", Realm.OURS::issuer);
        variables.add("Keycloak__JwksUri", Realm.OURS::keys);
    }

    @BeforeEach
    void ready() {
        await().atMost(ofSeconds(30)).until(() -> get("/health/ready", null).status() == 200);
    }

    protected final Answer get(String path, String token) {
        return send("GET", path, token, "");
    }

    protected final Answer put(String path, String token, String json) {
        return send("PUT", path, token, json);
    }

    /** Sends one request, without a token where that is null; quotes of the JSON may be single. */
    protected final Answer send(String method, String path, String token, String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        json.isEmpty()
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(json.replace('\'', '"'), UTF_8));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
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

    /** A login that no other test has used, with a role. */
    protected static Login login(String role) {
        String subject = UUID.randomUUID().toString();
        return new Login(subject, Realm.OURS.token(subject, role));
    }

    /** Somebody with a token. */
    protected record Login(String subject, String token) {}
}

package io.cfa.contract;

import static java.time.Duration.ofMinutes;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** A test that speaks HTTP with its module's service, which has the variables of docker-compose.yml and one context for all tests. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "spring.test.metrics.export=true")
public abstract class RunningService {

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void variables(DynamicPropertyRegistry variables) {
        variables.add("Database__Url", Database::url);
        variables.add("Database__User", () -> "postgres");
        variables.add("Keycloak__Issuer", Realm.OURS::issuer);
        variables.add("Keycloak__JwksUri", Realm.OURS::keys);
        variables.add("Keycloak__TokenUri", Realm.OURS::tokens);
        variables.add("client_secret", () -> Realm.SECRET);
        variables.add("cfa.drain", () -> "0s");
    }

    @BeforeEach
    void ready() {
        // it is, but for the first test of a module, and a poll of Awaitility begins with a tenth of a second
        await().pollInSameThread()
                .pollDelay(Duration.ZERO)
                .atMost(ofMinutes(2))
                .until(() -> get("/health/ready", null).status() == 200);
    }

    protected final Answer get(String path, String token) {
        return send("GET", path, token, "");
    }

    protected final Answer put(String path, String token, String json) {
        return send("PUT", path, token, json);
    }

    /** A command that is sent once: under an idempotency key that no other has. */
    protected final Answer post(String path, String token, String json) {
        return post(path, token, json, UUID.randomUUID().toString());
    }

    protected final Answer post(String path, String token, String json, String idempotencyKey) {
        return send("POST", path, token, json, "Idempotency-Key", idempotencyKey);
    }

    protected final Answer send(String method, String path, String token, String json, String... headers) {
        return new Client(port).send(method, path, token, json, headers);
    }

    /** Every item of a list, page after page; an address of the page after it that is never answered is followed for a hundred pages at most. */
    protected final List<JsonNode> everyItem(String list, String token) {
        List<JsonNode> items = new ArrayList<>();
        String path = list.replaceFirst("[?].*", "");
        String page = list;
        for (int i = 0; i < 100 && page != null; i++) {
            Answer answer = get(page, token);
            if (answer.status() != 200) {
                throw new AssertionError(page + ": " + answer.status() + " " + answer.body());
            }
            answer.json().forEach(items::add);
            String link = answer.header("Link");
            page = link.isEmpty() ? null : path + link.replaceAll("^<|>.*", "");
        }
        return items;
    }

    /** A login that no other test has used, with roles of the realm, or at a service, such as {@code registry.transfer}. */
    protected static Login login(String... roles) {
        String subject = UUID.randomUUID().toString();
        return new Login(subject, Realm.OURS.token(subject, roles));
    }

    /** Somebody with a token. */
    protected record Login(String subject, String token) {}
}

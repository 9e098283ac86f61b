package io.cfa.kit;

import static java.time.Duration.ofMinutes;
import static java.util.concurrent.CompletableFuture.runAsync;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.Answer;
import io.cfa.contract.Client;
import io.cfa.contract.Database;
import io.cfa.contract.Realm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class StartAndStopTest {

    private final Line toDatabase = new Line(Database.port());
    private final Line toKeycloak = new Line(URI.create(Realm.OURS.keys()).getPort());
    private final String token = Realm.OURS.token("somebody", "operator");

    @Test
    void aServiceStartsBeforeItsDatabaseAndKeycloakAndStopsAfterWhatItWasAsked() throws Exception {
        toDatabase.cut();
        toKeycloak.cut();
        CompletableFuture<Answer> lastAnswer;
        CountDownLatch door = new CountDownLatch(1);
        Things.door = door;
        Things.asked = new CountDownLatch(1);
        try (ConfigurableApplicationContext service = start()) {
            Client client = new Client(service.getEnvironment().getRequiredProperty("local.server.port", int.class));
            assertThat(status(client, "/health/live")).isEqualTo(200);
            assertThat(status(client, "/health/ready")).isEqualTo(503);
            assertThat(status(client, "/openapi")).isEqualTo(200);
            assertProblem(client, "The keys of the realm cannot be read, so no token can be checked now.");

            toKeycloak.mend();
            assertProblem(client, "The database is not ready yet.");

            toDatabase.mend();
            await().atMost(ofMinutes(2)).until(() -> status(client, "/health/ready") == 200);
            assertThat(client.send("GET", "/now", token, "").status()).isEqualTo(200);

            lastAnswer = supplyAsync(() -> client.send("GET", "/slow", token, ""));
            Things.asked.await();
            CompletableFuture<Void> closed = runAsync(service::close);
            await().atMost(ofMinutes(2)).until(() -> !listens(client));
            assertThat(closed).isNotDone();
            door.countDown();
            closed.get();
        } finally {
            door.countDown();
        }
        assertThat(lastAnswer.get().body()).isEqualTo("done");
    }

    private ConfigurableApplicationContext start() {
        return SpringApplication.run(
                Things.class,
                "--server.port=0",
                "--spring.config.import=classpath:cfa-kit.yml",
                "--spring.application.name=things",
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + toDatabase.port() + "/postgres",
                "--Database__User=postgres",
                "--Keycloak__Issuer=" + Realm.OURS.issuer(),
                "--Keycloak__JwksUri=http://127.0.0.1:" + toKeycloak.port() + "/certs");
    }

    private static boolean listens(Client client) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), client.port())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int status(Client client, String path) {
        return client.send("GET", path, null, "").status();
    }

    private void assertProblem(Client client, String detail) {
        // while the keys cannot be read, they are asked for once a second
        await().atMost(ofMinutes(1)).untilAsserted(() -> {
            Answer answer = client.send("GET", "/now", token, "");
            assertThat(answer.status()).as(answer.body()).isEqualTo(503);
            assertThat(answer.json().at("/detail").asString()).isEqualTo(detail);
        });
    }
}

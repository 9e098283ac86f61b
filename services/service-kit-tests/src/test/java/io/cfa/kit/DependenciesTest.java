package io.cfa.kit;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.Client;
import io.cfa.contract.Realm;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A service whose PostgreSQL and whose Keycloak are really stopped, and started again. */
class DependenciesTest {

    private final Realm keycloak = new Realm("http://keycloak.test/realms/cfa");

    // the last server may still be writing when the test has ended
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path data;

    @Test
    void aServiceIsReadyWhileAllThatItNeedsIsThereAndAgainByItself() throws IOException {
        EmbeddedPostgres postgres = postgres(0);
        int port = postgres.getPort();
        try (ConfigurableApplicationContext service = start(port)) {
            Client client = new Client(service.getEnvironment().getRequiredProperty("local.server.port", int.class));
            awaitReadiness(client, 200);
            assertThat(now(client)).isEqualTo(200);

            postgres.close();
            awaitReadiness(client, 503);
            assertThat(now(client)).isEqualTo(503);
            assertThat(status(client, "/health/live")).isEqualTo(200);
            postgres = postgres(port);
            awaitReadiness(client, 200);
            assertThat(now(client)).isEqualTo(200);

            keycloak.stop();
            awaitReadiness(client, 503);
            assertThat(status(client, "/health/live")).isEqualTo(200);
            keycloak.start();
            awaitReadiness(client, 200);
            assertThat(now(client)).isEqualTo(200);
        } finally {
            postgres.close();
            keycloak.stop();
        }
    }

    private EmbeddedPostgres postgres(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("fsync", "off")
                .start();
    }

    private ConfigurableApplicationContext start(int port) {
        return SpringApplication.run(
                Things.class,
                "--server.port=0",
                "--spring.config.import=classpath:cfa-kit.yml",
                "--spring.application.name=things",
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "--Database__User=postgres",
                "--Keycloak__Issuer=" + keycloak.issuer(),
                "--Keycloak__JwksUri=" + keycloak.keys());
    }

    private static void awaitReadiness(Client client, int status) {
        await().atMost(ofMinutes(2)).until(() -> status(client, "/health/ready") == status);
    }

    private int now(Client client) {
        return client.send("GET", "/now", keycloak.token("somebody", "operator"), "")
                .status();
    }

    private static int status(Client client, String path) {
        return client.send("GET", path, null, "").status();
    }
}

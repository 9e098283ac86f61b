package io.cfa.maven.verify;

import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.env.EnvFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Keycloak, a gateway and registry behind it, as a compose file has them: the first two are real servers, and the client's secret is a file. */
public final class CalledStack implements AutoCloseable {

    /** What the client that asks is called by, once it has shown its secret. */
    public static final String TOKEN = "ey.token";

    private static final String JSON = "application/json";

    private final WebService keycloak;
    private final WebService gateway;
    private final Path secrets;

    /** Below a directory, whose {@code secrets} are those of the containers. */
    public CalledStack(Path directory, String document, String assets) throws IOException {
        keycloak = WebService.empty().page("/token", 200, JSON, "{\"access_token\":\"" + TOKEN + "\"}");
        gateway = WebService.empty()
                .page("/api/registry/openapi", 200, JSON, document)
                .page("/api/registry/assets", 200, JSON, assets);
        secrets = Files.createDirectories(directory.resolve("secrets"));
        Files.writeString(secrets.resolve("rollout_secret"), "p&ss=word\n");
    }

    public WebService keycloak() {
        return keycloak;
    }

    public WebService gateway() {
        return gateway;
    }

    /** The container of who gives tokens has no secret any more. */
    public void loseSecret() {
        try {
            Files.delete(secrets.resolve("rollout_secret"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the files say it, with what registry is asked by its {@code x-cfa}. */
    public Stack asksRegistry(String how) {
        return Stack.of(
                ComposeFile.parse(
                        Path.of("docker-compose.yml"),
                        """
                        name: cfa
                        services:
                          keycloak:
                            image: keycloak:26
                            x-cfa: {token: {path: /token, port: %d, client: rollout, secret: rollout_secret}}
                          gateway:
                            image: ${REGISTRY_IMAGE}/gateway:dev
                            x-cfa: {routes: {path: /api, port: %d}}
                          registry:
                            image: ${REGISTRY_IMAGE}/registry:dev
                            x-cfa: %s
                        """
                                .formatted(keycloak.port(), gateway.port(), how)),
                EnvFile.parse(Path.of(".env.cfa2"), List.of("REGISTRY_IMAGE=r/cfa")),
                Map.of());
    }

    @Override
    public void close() {
        keycloak.close();
        gateway.close();
    }
}

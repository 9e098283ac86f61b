package io.cfa.maven.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.compose.FileReference;
import io.cfa.maven.model.compose.StartFirst;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.model.env.Interpolation;
import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.SourceLocation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StackTest {

    private static final String COMPOSE =
            """
            name: cfa
            x-ours: &ours
              restart: unless-stopped
              environment:
                Kafka__Enabled: ${Kafka__Enabled}
            services:
              postgres:
                image: postgres:17-alpine
                ports: ["127.0.0.1:${POSTGRES_PORT}:5432"]
                volumes:
                  - ./initdb:/docker-entrypoint-initdb.d:ro
                  - data:/var/lib/postgresql/data
              identity:
                <<: *ours
                image: ${REGISTRY_IMAGE}/identity:${TAG}
                ports:
                  - target: 8080
                    published: "${IDENTITY_PORT}"
              kafka:
                image: apache/kafka:4.1.0
                profiles: [kafka]
            secrets:
              identity_db_password:
                file: ./secrets/identity_db_password
            volumes:
              data: {}
            """;

    private static final List<String> ENV = List.of(
            "REGISTRY_IMAGE=registry.example.com/cfa",
            "TAG=dev",
            "POSTGRES_PORT=58093",
            "IDENTITY_PORT=58082",
            "Kafka__Enabled=false");

    private static ComposeFile compose(String text) {
        return ComposeFile.parse(Path.of("docker-compose.yml"), text);
    }

    private static Stack stack(String text, List<String> env, Map<String, String> overrides) {
        return Stack.of(compose(text), EnvFile.parse(Path.of(".env.cfa2"), env), overrides);
    }

    @Test
    void readsServicesWithTheirImagesAndPortsAndLeavesOutWhatAProfileSwitchesOff() {
        Stack stack = stack(COMPOSE, ENV, Map.of());
        assertThat(stack.projectName()).isEqualTo("cfa");
        assertThat(stack.services())
                .containsExactly(
                        new Service(
                                "postgres",
                                new SourceLocation(Path.of("docker-compose.yml"), 7),
                                ImageReference.of("postgres:17-alpine"),
                                List.of(new PublishedPort(Optional.of("127.0.0.1"), 58093, 5432)),
                                Ingress.NONE,
                                false,
                                false,
                                StartFirst.no("it publishes a port of the host, which only one can have")),
                        new Service(
                                "identity",
                                new SourceLocation(Path.of("docker-compose.yml"), 13),
                                ImageReference.of("registry.example.com/cfa/identity:dev"),
                                List.of(new PublishedPort(Optional.empty(), 58082, 8080)),
                                Ingress.NONE,
                                true,
                                false,
                                StartFirst.no("it publishes a port of the host, which only one can have")));
        assertThat(stack.builtHere()).extracting(Service::name).containsExactly("identity");
    }

    @Test
    void whatTheEdgePublishesForAServiceIsReachedThere() {
        String edge = COMPOSE.replace(
                "    ports:\n      - target: 8080\n        published: \"${IDENTITY_PORT}\"\n",
                "    x-cfa: {edge: \"${IDENTITY_PORT}\"}\n");
        assertThat(edge).isNotEqualTo(COMPOSE);
        Service identity = stack(edge, ENV, Map.of()).builtHere().get(0);
        assertThat(identity.ports()).isEmpty();
        assertThat(identity.reachableAt()).extracting(PublishedPort::hostPort).containsExactly(58082);
        assertThat(identity.ingress().tls()).isFalse();
        assertThat(stack(edge, ENV, Map.of("CFA_TLS", "file"))
                        .builtHere()
                        .get(0)
                        .ingress()
                        .tls())
                .isTrue();
        assertThatThrownBy(() -> stack(edge.replace("${IDENTITY_PORT}\"}", "8082:8080\"}"), ENV, Map.of()))
                .hasMessageContaining("x-cfa edge: '8082:8080': expected a port of the host, 1 to 65535");
    }

    @Test
    void theEnvironmentWinsOverTheEnvFile() {
        Stack stack = stack(COMPOSE, ENV, Map.of("REGISTRY_IMAGE", "127.0.0.1:58095/cfa", "TAG", "next"));
        assertThat(stack.builtHere().get(0).image()).isEqualTo(ImageReference.of("127.0.0.1:58095/cfa/identity:next"));
    }

    @Test
    void aVariableThatOnlyAnEnvironmentUsesMustBeSetToo() {
        List<String> env =
                ENV.stream().filter(line -> !line.startsWith("Kafka")).toList();
        assertThatThrownBy(() -> stack(COMPOSE, env, Map.of()))
                .hasMessage(
                        "docker-compose.yml:5  the variable Kafka__Enabled is not set. Next: add a line Kafka__Enabled=… to"
                                + " the env file");
    }

    @Test
    void knowsTheFilesThatABundleIsMadeOf() {
        ComposeFile compose = compose(COMPOSE);
        assertThat(FileReference.of(compose, new Interpolation(name -> Optional.of(""))))
                .containsExactly(new FileReference(
                        "postgres mounts", "./initdb", new SourceLocation(Path.of("docker-compose.yml"), 11)));
        assertThat(compose.secretFiles())
                .extracting(ComposeFile.SecretFile::source)
                .containsExactly("./secrets/identity_db_password");
    }

    @Test
    void aPortThatIsNoNumberIsNamedWithItsLine() {
        String broken = COMPOSE.replace("${POSTGRES_PORT}", "many");
        assertThatThrownBy(() -> stack(broken, ENV, Map.of()))
                .hasMessage("docker-compose.yml:9  \"many\" is not a port: expected a number from 1 to 65535");
    }

    @Test
    void aDuplicateKeyIsNamedWithItsLine() {
        assertThatThrownBy(() -> compose("name: cfa\nservices:\n  a:\n    image: x\n    image: y\n"))
                .hasMessage("docker-compose.yml:5  \"image\" stands twice. Next: remove one");
    }

    @Test
    void aTabIsNamedWithItsLine() {
        assertThatThrownBy(() -> compose("name: cfa\nservices:\n\ta: b\n"))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageStartingWith("docker-compose.yml:3  is not YAML: ");
    }

    @Test
    void anotherShapeThanExpectedIsNamedWithItsLine() {
        assertThatThrownBy(() -> compose("name: cfa\nservices:\n  - a\n"))
                .hasMessage("docker-compose.yml:3  is a sequence, where a mapping is expected");
        assertThatThrownBy(() -> compose("name: cfa\n"))
                .hasMessage("docker-compose.yml:1  has no \"services\". Next: add it");
        assertThatThrownBy(() -> compose("")).hasMessage("docker-compose.yml:1  has no \"services\". Next: add it");
    }

    @Test
    void aFileWithoutAProjectNameIsRefused() {
        assertThatThrownBy(() -> stack("services: {}\n", List.of(), Map.of()))
                .hasMessage(
                        "docker-compose.yml:1  has no top-level \"name\". Next: add \"name: cfa\", so that the project is called the"
                                + " same in every directory");
    }

    @Test
    void aBillionLaughsAreRefusedAtOnce() {
        StringBuilder bomb = new StringBuilder("name: cfa\nx0: &x0 [a]\n");
        for (int i = 1; i <= 60; i++) {
            bomb.append("x" + i + ": &x" + i + " [*x" + (i - 1) + ", *x" + (i - 1) + "]\n");
        }
        assertThatThrownBy(() -> compose(bomb.append("services: {}\n").toString()))
                .isInstanceOf(MalformedFileException.class);
    }

    @Test
    void aProjectMayBeNamedByAVariable() {
        assertThat(stack(COMPOSE.replace("name: cfa", "name: ${TAG}"), ENV, Map.of())
                        .projectName())
                .isEqualTo("dev");
        assertThatThrownBy(() -> stack(COMPOSE.replace("name: cfa", "name: \"\""), ENV, Map.of()))
                .hasMessageContaining("Next: ");
    }

    @Test
    void aServiceWithoutAnImageIsRefusedByItsLine() {
        assertThatThrownBy(() -> stack(COMPOSE.replace("    image: postgres:17-alpine\n", ""), ENV, Map.of()))
                .hasMessage("docker-compose.yml:7  postgres has no image. Next: add one; nothing is built on the host");
    }

    @Test
    void whatTakesPartsOfOthersIsNotRead() {
        assertThatThrownBy(() -> stack(COMPOSE + "include: [other.yml]\n", ENV, Map.of()))
                .hasMessageContaining("includes other files");
    }

    @Test
    void theEdgeIsInfrastructureThatIsReplacedLast() {
        String last = COMPOSE.replace("    image: postgres", "    x-cfa: {replace: last}\n    image: postgres");
        assertThat(stack(last, ENV, Map.of()).services())
                .extracting(service -> service.name() + " " + service.isEdge())
                .containsExactly("postgres true", "identity false");
        String ours = COMPOSE.replace("    image: ${REG", "    x-cfa: {replace: last}\n    image: ${REG");
        assertThat(stack(ours, ENV, Map.of()).services()).noneMatch(Service::isEdge);
    }
}

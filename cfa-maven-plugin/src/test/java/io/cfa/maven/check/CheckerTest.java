package io.cfa.maven.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cfa.maven.report.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CheckerTest {

    private static final String COMPOSE = "bundle/docker-compose.yml";
    private static final String ENV = "bundle/.env.cfa2";
    private static final String PIPELINE = ".gitlab/gitlab-ci.dev.yml";
    private static final String RUNBOOK = "docs/deploy/vps-cfa2/cfa2-dev-runbook.md";
    private static final String MATRIX = "docs/deploy/vps-cfa2/CI-BUILD-MATRIX.md";

    private static final Map<String, String> GOOD = new LinkedHashMap<>();

    static {
        GOOD.put(
                COMPOSE,
                """
                name: cfa
                x-base: &base
                  restart: unless-stopped
                  mem_limit: 384m
                  healthcheck: {test: [CMD, "true"]}
                services:
                  identity:
                    <<: *base
                    image: ${REGISTRY_IMAGE}/identity:${TAG}
                    ports: ["${IDENTITY_PORT}:8080"]
                    environment:
                      Kafka__Enabled: ${Kafka__Enabled}
                  registry:
                    <<: *base
                    image: ${REGISTRY_IMAGE}/registry:${TAG}
                    ports: ["${REGISTRY_PORT}:8080"]
                  postgres:
                    <<: *base
                    image: postgres:17-alpine
                    ports: ["127.0.0.1:${POSTGRES_PORT}:5432"]
                    environment:
                      POSTGRES_PASSWORD_FILE: /run/secrets/postgres_password
                """);
        GOOD.put(
                ENV,
                """
                REGISTRY_IMAGE=registry.example.com/cfa
                TAG=dev
                IDENTITY_PORT=58082
                REGISTRY_PORT=58084
                POSTGRES_PORT=58093
                Kafka__Enabled=false
                """);
        GOOD.put(
                PIPELINE,
                """
                stages: [check, build, deploy]
                .build:
                  stage: build
                build-identity:
                  extends: .build
                  script: ["./mvnw deploy -Pcfa2 -pl services/identity -am"]
                build-registry:
                  extends: .build
                  script: ["./mvnw deploy -Pcfa2 -pl services/registry -am"]
                deploy-cfa2:
                  stage: deploy
                  needs: [build-identity, build-registry]
                  script: ["./mvnw deploy -Pcfa2 -pl deploy"]
                """);
        GOOD.put(
                RUNBOOK,
                "# Runbook\n\n| service | job | port |\n|---|---|---|\n| identity | `build-identity` | 58082 |\n"
                        + "| registry | `build-registry` | 58084 |\n");
        GOOD.put(
                MATRIX,
                "| job | module |\n|---|---|\n| `build-identity` | `services/identity` |\n"
                        + "| `build-registry` | `services/registry` |\n");
    }

    @TempDir
    Path root;

    @BeforeEach
    void aGoodCheckout() throws IOException {
        for (Map.Entry<String, String> file : GOOD.entrySet()) {
            write(file.getKey(), file.getValue());
        }
    }

    @Test
    void aGoodCheckoutHasNoFinding() {
        assertThat(check()).isEmpty();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                broken(COMPOSE, "name: cfa\n", "", ":1  no top-level \"name\"; expected name: cfa"),
                broken(
                        COMPOSE,
                        "image: ${REGISTRY_IMAGE}/identity:${TAG}",
                        "image: ${REGISTRY_IMAGE}/identity:dev",
                        ":9  image ${REGISTRY_IMAGE}/identity:dev; expected ${REGISTRY_IMAGE}/identity:${TAG}"),
                broken(
                        COMPOSE,
                        "image: ${REGISTRY_IMAGE}/identity:${TAG}",
                        "image: ${REGISTRY_IMAGE}/Identity:${TAG}",
                        ":9  image ${REGISTRY_IMAGE}/Identity:${TAG}; expected ${REGISTRY_IMAGE}/identity:${TAG}"),
                broken(
                        COMPOSE,
                        "image: ${REGISTRY_IMAGE}/identity:${TAG}",
                        "image: ${CI_REGISTRY_IMAGE}/identity:${TAG}",
                        ":9  CI_REGISTRY_IMAGE; expected ${REGISTRY_IMAGE}"),
                broken(
                        COMPOSE,
                        "    image: ${REGISTRY_IMAGE}/identity:${TAG}\n",
                        "",
                        ":7  identity has no image; expected an image"),
                broken(
                        COMPOSE,
                        "postgres:17-alpine",
                        "postgres",
                        ":19  image postgres is not pinned; expected a version behind the colon"),
                broken(
                        COMPOSE,
                        "postgres:17-alpine",
                        "postgres:latest",
                        ":19  image postgres:latest is not pinned; expected a version behind the colon"),
                broken(
                        COMPOSE,
                        "postgres:17-alpine",
                        "${REGISTRY_IMAGE}/postgres:${TAG}",
                        ":19  image ${REGISTRY_IMAGE}/postgres:${TAG} of no module; expected a module services/postgres"),
                broken(
                        COMPOSE,
                        "  healthcheck: {test: [CMD, \"true\"]}\n",
                        "",
                        ":6  identity has no healthcheck; expected one that works in its image"),
                broken(
                        COMPOSE,
                        "{test: [CMD, \"true\"]}",
                        "{disable: true}",
                        ":7  identity has no healthcheck; expected one that works in its image"),
                broken(COMPOSE, "  mem_limit: 384m\n", "", ":6  identity has no mem_limit; expected a memory limit"),
                broken(
                        COMPOSE,
                        "  restart: unless-stopped\n",
                        "",
                        ":6  identity has no restart policy; expected restart: unless-stopped"),
                broken(
                        COMPOSE,
                        "restart: unless-stopped",
                        "restart: \"no\"",
                        ":7  identity has no restart policy; expected restart: unless-stopped"),
                broken(
                        COMPOSE,
                        "127.0.0.1:${POSTGRES_PORT}",
                        "${POSTGRES_PORT}",
                        ":20  postgres is published to the world; expected 127.0.0.1:${POSTGRES_PORT}:5432"),
                broken(
                        COMPOSE,
                        "${IDENTITY_PORT}:8080",
                        "58082:8080",
                        ":10  the literal port 58082; expected a variable of .env.cfa2"),
                broken(
                        COMPOSE,
                        "\"${IDENTITY_PORT}:8080\"",
                        "\"8080\"",
                        ":10  port 8080; expected [address:]${VARIABLE}:containerPort"),
                broken(
                        COMPOSE,
                        "${REGISTRY_PORT}:8080",
                        "${IDENTITY_PORT}:8080",
                        ":16  port 58082 of the host, which stands at line 10 too; expected a port of its own"),
                broken(
                        COMPOSE,
                        "  registry:\n",
                        "  ledger:\n",
                        ":7  no service registry; expected one for the module services/registry"),
                broken(
                        COMPOSE,
                        "POSTGRES_PASSWORD_FILE: /run/secrets/postgres_password",
                        "POSTGRES_PASSWORD: hunter2",
                        ":22  POSTGRES_PASSWORD looks like a secret; expected a file under secrets:"),
                broken(
                        COMPOSE,
                        "Kafka__Enabled: ${Kafka__Enabled}",
                        "Kafka__Enabled: ${Kafka__Enabled}\n      Url: http://ci:pw@host/",
                        ":13  Url looks like a secret; expected a file under secrets:"),
                broken(
                        COMPOSE,
                        "Kafka__Enabled: ${Kafka__Enabled}",
                        "Kafka__Enabled: ${Kafka__On}",
                        ":12  the variable Kafka__On, which .env.cfa2 does not set; expected Kafka__On=… there"),
                broken(
                        COMPOSE,
                        "name: cfa\n",
                        "name: cfa\nname: cfa\n",
                        ":2  \"name\" stands twice. Next: remove one; expected a file that can be read"),
                broken(
                        COMPOSE,
                        "  identity:\n",
                        "\tidentity:\n",
                        ":7  is not YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation). Next: mend the line; expected a file that can be read"),
                broken(
                        COMPOSE,
                        "<<: *base",
                        "<<: *bass",
                        ":8  is not YAML: found undefined alias bass. Next: mend the line; expected a file that can be read"),
                broken(
                        COMPOSE,
                        "services:\n",
                        "services: []\nother:\n",
                        ":6  is a sequence, where a mapping is expected; expected a file that can be read"),
                broken(
                        COMPOSE,
                        "name: cfa\n",
                        "\uFEFFname: cfa\n",
                        ":1  begins with a byte order mark; expected plain UTF-8"),
                broken(COMPOSE, "services:\n", "services:\r\n", ":6  ends with CRLF; expected LF"),
                broken(ENV, "TAG=dev\n", "", ":1  no TAG; expected TAG=…"),
                broken(
                        ENV,
                        "TAG=dev",
                        "TAG=latest",
                        ":2  TAG=latest; expected the tag that promote moves, such as dev"),
                broken(
                        ENV,
                        "TAG=dev\n",
                        "TAG=dev\nTAG=next\n",
                        ":3  TAG, which line 2 sets too; expected one line for each variable"),
                broken(
                        ENV,
                        "TAG=dev\n",
                        "TAG=dev\nSPARE=1\n",
                        ":3  SPARE, which nothing uses; expected a variable of docker-compose.yml"),
                broken(
                        ENV,
                        "TAG=dev\n",
                        "TAG=dev\nDB_PASSWORD=hunter2\n",
                        ":3  DB_PASSWORD looks like a secret; expected a file under secrets/"),
                broken(
                        ENV,
                        "TAG=dev\n",
                        "TAG=dev\nnothing\n",
                        ":3  is not of the form NAME=value. Next: mend the line, or make it a comment with #; expected a file that can be read"),
                broken(ENV, "58082", "70000", ":3  IDENTITY_PORT=70000; expected a number from 1 to 65535"),
                broken(ENV, "58082", "http", ":3  IDENTITY_PORT=http; expected a number from 1 to 65535"),
                broken(
                        ENV,
                        "58082",
                        "58084",
                        ":16  port 58084 of the host, which stands at line 10 too; expected a port of its own"),
                broken(
                        PIPELINE,
                        "build-registry:\n",
                        "build-ledger:\n",
                        ":1  no job build-registry; expected one for the module services/registry"),
                broken(
                        PIPELINE,
                        "build-registry:\n",
                        "build-ledger:\n",
                        ":7  the job build-ledger of no module; expected a module services/ledger"),
                broken(
                        PIPELINE,
                        "build-registry:\n",
                        "build-ledger:\n",
                        ":12  deploy-cfa2 needs build-registry; expected a job of this file"),
                broken(
                        PIPELINE,
                        "needs: [build-identity, build-registry]",
                        "needs: [build-identity]",
                        ":10  deploy-cfa2 does not need build-registry; expected all build jobs under needs"),
                broken(
                        PIPELINE,
                        "  stage: build\n",
                        "  stage: compile\n",
                        ":3  the stage compile; expected one of [check, build, deploy]"),
                broken(
                        PIPELINE,
                        "  extends: .build\n  script: [\"./mvnw deploy -Pcfa2 -pl services/identity",
                        "  script: [\"./mvnw deploy -Pcfa2 -pl services/identity",
                        ":4  build-identity names no stage; expected one of [check, build, deploy]"),
                broken(
                        PIPELINE,
                        "services/registry",
                        "services/identity",
                        ":7  build-registry does not name its module; expected services/registry"),
                broken(
                        PIPELINE,
                        "deploy-cfa2:",
                        "deploy-cfa3:",
                        ":1  no job deploy-cfa2; expected one in the stage deploy"),
                broken(RUNBOOK, "58082", "58083", ":5  identity at port 58083; expected port 58082 of .env.cfa2"),
                broken(
                        RUNBOOK,
                        "| registry | `build-registry` | 58084 |\n",
                        "",
                        ":1  no row of registry; expected a row of a table with `build-registry` and 58084"),
                broken(RUNBOOK, "# Runbook", "# Runbook of port 58099", ":1  port 58099; expected a port of .env.cfa2"),
                broken(
                        MATRIX,
                        "`build-registry`",
                        "`build-ledger`",
                        ":4  the job build-ledger; expected a job of a module"),
                broken(
                        MATRIX,
                        "`build-registry`",
                        "`build-ledger`",
                        ":1  no row of registry; expected a row of a table with `build-registry` and 58084"));
    }

    @ParameterizedTest(name = "{0}{3}")
    @MethodSource("mistakes")
    void eachMistakeIsFoundAtItsLine(String file, String good, String bad, String expected) throws IOException {
        write(file, GOOD.get(file).replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad)));
        assertThat(check()).anyMatch(line -> line.contains(expected));
    }

    @ParameterizedTest
    @MethodSource("files")
    void aMissingFileIsAFinding(String file) throws IOException {
        Files.delete(root.resolve(file));
        assertThat(check()).contains(file + ":1  is missing; expected a file. Next: add it");
    }

    @ParameterizedTest
    @MethodSource("files")
    void anotherEncodingIsAFinding(String file) throws IOException {
        Files.write(root.resolve(file), "name: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(check()).contains(file + ":1  is not UTF-8; expected UTF-8. Next: save it as UTF-8");
    }

    @ParameterizedTest
    @MethodSource("files")
    void anEmptyFileIsNoStackTrace(String file) throws IOException {
        write(file, "");
        assertThat(check()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void aDirectoryInThePlaceOfAFileIsAFinding(String file) throws IOException {
        Files.delete(root.resolve(file));
        Files.createDirectory(root.resolve(file));
        assertThat(check()).contains(file + ":1  is no file; expected a file. Next: add it");
    }

    @ParameterizedTest
    @MethodSource("files")
    void aHugeFileIsRefusedUnread(String file) throws IOException {
        write(file, "#".repeat(1 << 21));
        assertThat(check())
                .contains(file + ":1  has 2097152 bytes; expected at most 1048576. Next: look what went into it");
    }

    static Set<String> files() {
        return GOOD.keySet();
    }

    @Test
    void aBillionLaughsAreRefusedAtOnce() throws IOException {
        StringBuilder bomb = new StringBuilder("name: cfa\nx0: &x0 [a]\n");
        for (int i = 1; i <= 60; i++) {
            bomb.append("x" + i + ": &x" + i + " [*x" + (i - 1) + ", *x" + (i - 1) + "]\n");
        }
        write(COMPOSE, bomb.append("services: {}\n").toString());
        List<String> found = assertTimeoutPreemptively(Duration.ofSeconds(10), this::check);
        assertThat(found).anyMatch(line -> line.startsWith(COMPOSE + ":1  is not YAML: Number of aliases"));
    }

    @Test
    void severalMistakesAreReportedTogether() throws IOException {
        write(COMPOSE, GOOD.get(COMPOSE).replace("postgres:17-alpine", "postgres"));
        write(ENV, GOOD.get(ENV).replace("TAG=dev", "TAG=latest"));
        write(RUNBOOK, GOOD.get(RUNBOOK).replace("58082", "58083"));
        assertThat(check()).hasSize(3);
    }

    @Test
    void theSecretItselfIsNotRepeated() throws IOException {
        write(ENV, GOOD.get(ENV) + "DB_PASSWORD=hunter2\n");
        assertThat(check()).isNotEmpty().noneMatch(line -> line.contains("hunter2"));
    }

    private List<String> check() {
        Checkout checkout = new Checkout(root, root.resolve("bundle"), new TreeSet<>(Set.of("identity", "registry")));
        return new Checker(checkout).check().stream().map(Finding::toString).toList();
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    private static Arguments broken(String file, String good, String bad, String expected) {
        return arguments(file, good, bad, expected);
    }
}

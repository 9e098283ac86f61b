package io.cfa.maven.rollout;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.remote.Secret;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.RolloutRequest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A stack of a database and three services of ours, and what is asked for in these tests. */
public final class Releases {

    public static final String COMPOSE =
            """
            name: cfa
            services:
              postgres:
                image: postgres:17-alpine
              identity:
                image: ${REGISTRY_IMAGE}/identity:${TAG}
              registry:
                image: ${REGISTRY_IMAGE}/registry:${TAG}
              api-gateway:
                image: ${REGISTRY_IMAGE}/api-gateway:${TAG}
                x-cfa: {replace: last}
            secrets:
              db_password:
                file: ./secrets/db_password
            """;
    public static final String ENV = "REGISTRY_IMAGE=registry.example.com/cfa\nTAG=dev\n";
    public static final Digest IDENTITY = Digest.of("sha256:" + "1".repeat(64));
    public static final Digest REGISTRY = Digest.of("sha256:" + "2".repeat(64));
    public static final Digest GATEWAY = Digest.of("sha256:" + "3".repeat(64));
    public static final Digest OLD = Digest.of("sha256:" + "f".repeat(64));

    private Releases() {}

    /** The same, whose services can each stand beside another of themselves. */
    public static final String BESIDE = COMPOSE.replaceAll(
            "(?m)^(    image: \\$.*)$", "$1\n    mem_limit: 384m\n    healthcheck: {test: [CMD, \"true\"]}");

    public static Stack stack() {
        return stack(COMPOSE);
    }

    /** Of a compose file. */
    public static Stack stack(String text) {
        return Stack.of(
                compose(text), EnvFile.parse(Path.of(".env.cfa2"), ENV.lines().toList()), variables());
    }

    public static ComposeFile compose() {
        return compose(COMPOSE);
    }

    /** As it is read. */
    public static ComposeFile compose(String text) {
        return ComposeFile.parse(Path.of("docker-compose.yml"), text);
    }

    static Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("REGISTRY_IMAGE", "127.0.0.1:58095/cfa");
        variables.put("TAG", "dev");
        return variables;
    }

    public static RolloutRequest request(boolean login) {
        return request(login, COMPOSE);
    }

    /** The same request of another compose file. */
    public static RolloutRequest request(boolean login, String text) {
        return new RolloutRequest(
                "1a2b3c4d",
                stack(text),
                compose(text),
                new ComposeProject("/srv/cfa", variables()),
                Map.of("identity", IDENTITY, "registry", REGISTRY, "api-gateway", GATEWAY),
                login
                        ? Optional.of(new RolloutRequest.Login("127.0.0.1:58095", "ci", Secret.of("hunter2")))
                        : Optional.empty());
    }

    /** The same stack with an edge in front. */
    public static RolloutRequest requestWithEdge() {
        ComposeFile compose = ComposeFile.parse(
                Path.of("docker-compose.yml"),
                COMPOSE.replace("secrets:", "  edge:\n    image: haproxy:3.0\n    x-cfa: {replace: last}\nsecrets:"));
        return new RolloutRequest(
                "1a2b3c4d",
                Stack.of(
                        compose, EnvFile.parse(Path.of(".env.cfa2"), ENV.lines().toList()), variables()),
                compose,
                new ComposeProject("/srv/cfa", variables()),
                Map.of("identity", IDENTITY, "registry", REGISTRY, "api-gateway", GATEWAY),
                Optional.empty());
    }

    static String pulled(Digest identity, Digest registry) {
        return "[{\"Id\":\"x\",\"RepoDigests\":[\"r@" + identity + "\"]},{\"Id\":\"y\",\"RepoDigests\":[\"r@" + registry
                + "\"]}]";
    }

    public static List<String> lines(Plan plan) {
        return plan.steps().stream().map(step -> step.command().line()).toList();
    }
}

package io.cfa.maven.verify;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.docker.ContainerJson;
import io.cfa.maven.docker.ProjectContainers;
import io.cfa.maven.host.bundle.BundleLocation;
import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.TextBundle;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.ScriptedHost;
import io.cfa.maven.verify.http.RemoteHttpFetcher;
import io.cfa.maven.verify.probe.ExpectedImage;
import io.cfa.maven.verify.probe.TagLookup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A small stack in good health, as a host would tell of it; a test breaks it in one place and looks what is said. */
public final class StackOnHost {

    public static final Digest BUILT = Digest.of("sha256:" + "1".repeat(64));
    static final Digest OTHER = Digest.of("sha256:" + "f".repeat(64));
    static final ImageReference RELEASE = ImageReference.of("r/cfa/identity:1a2b3c4d");

    private static final String COMPOSE =
            """
            name: cfa
            x-backend: &backend
              mem_limit: 384m
            services:
              postgres:
                image: postgres:17-alpine
              keycloak:
                image: keycloak:26
                ports: ["${KEYCLOAK_PORT}:8080"]
              identity:
                <<: *backend
                image: ${REGISTRY_IMAGE}/identity:dev
                ports: ["%s${IDENTITY_PORT}:8080"]
              kafka:
                image: kafka:4
                profiles: [kafka]
            """;

    private final Map<String, ContainerJson> containers = new LinkedHashMap<>();
    private final Map<String, ContainerJson> later = new LinkedHashMap<>();
    private final Map<String, Result> others = new LinkedHashMap<>();
    private final Map<String, String> images = new LinkedHashMap<>();
    private final int identityPort;
    private final int keycloakPort;
    private String clock = "";
    private String clockLater = "";
    private String bound = "";
    private String kafka = "false";
    private String changedOnHost = "";

    /** With identity and keycloak published at ports. */
    public StackOnHost(int identityPort, int keycloakPort) {
        this.identityPort = identityPort;
        this.keycloakPort = keycloakPort;
        answers("cat /srv/cfa/keycloak/realm-cfa.json", new Result(1, "", "No such file"));
        image("postgres", "[]");
        image("keycloak", "[]");
        image("identity", "[\"r/cfa/identity@" + BUILT + "\"]");
        container("p", ContainerJson.of("postgres"));
        container("k", ContainerJson.of("keycloak").port(keycloakPort));
        container("i", identity());
    }

    /** A good container of identity. */
    public ContainerJson identity() {
        return ContainerJson.of("identity").port(identityPort);
    }

    /** A container in the place of that with the ID, or one more. */
    public StackOnHost container(String id, ContainerJson container) {
        containers.put(id, container.id(id));
        return this;
    }

    /** The image of a service lies on the host, and a registry holds it under these digests, as JSON. */
    public StackOnHost image(String service, String digests) {
        images.put(service, "{\"Id\": \"" + ContainerJson.imageId(service) + "\", \"RepoDigests\": " + digests + "}");
        return this;
    }

    /** The image of a service is gone. */
    public StackOnHost withoutImage(String service) {
        images.remove(service);
        return this;
    }

    /** No such container. */
    public StackOnHost without(String id) {
        containers.remove(id);
        return this;
    }

    /** What the second look finds instead of the container with the ID. */
    StackOnHost later(String id, ContainerJson container) {
        if (later.isEmpty()) {
            later.putAll(containers);
        }
        later.remove(id);
        String other = container.toString().replaceFirst("(?s).*?\"Id\": \"(.*?)\".*", "$1");
        later.put(other, container);
        return this;
    }

    /** The host's clock and for how long it is up, at the first look and at the second. */
    StackOnHost clock(String first, String second, Duration up) {
        clock = clock(first, up);
        clockLater = clock(second, up);
        return this;
    }

    private static String clock(String now, Duration up) {
        return "{\"now\": \"" + Instant.parse(now).getEpochSecond() + "\", \"up\": \"" + up.toSeconds() + "\"}\n";
    }

    /** Kafka__Enabled in the host's env. */
    StackOnHost kafka(String enabled) {
        kafka = enabled;
        return this;
    }

    /** A file that the host has otherwise. */
    StackOnHost changedOnHost(String file) {
        changedOnHost = file;
        return this;
    }

    /** Identity's port bound to an address of the host. */
    StackOnHost boundTo(String address) {
        bound = address + ":";
        return this;
    }

    /** What one more command answers. */
    public StackOnHost answers(String line, Result result) {
        others.put(line, result);
        return this;
    }

    /** What the host's own look at pages gives: the raw answer for each. */
    public StackOnHost pagesOnHost(int limit, Map<String, String> pages) {
        String line = Command.of("sh", "-c", RemoteHttpFetcher.SCRIPT, "sh", Integer.toString(limit))
                .with(pages.keySet().toArray(String[]::new))
                .line();
        return answers(
                line,
                new Result(
                        0,
                        pages.values().stream()
                                .map(raw -> "curl " + Base64.getEncoder().encodeToString(raw.getBytes()) + "\n")
                                .collect(Collectors.joining()),
                        ""));
    }

    public ScriptedHost host() {
        ScriptedHost host = new ScriptedHost();
        look(host, clock, containers);
        if (!later.isEmpty() || !clockLater.isEmpty()) {
            look(host, clockLater, later.isEmpty() ? containers : later);
        }
        host.answers(
                        "cd /srv/cfa && COMPOSE_PROJECT_NAME=cfa COMPOSE_FILE=docker-compose.yml docker compose config --hash '*'",
                        "postgres h-postgres\nkeycloak h-keycloak\nidentity h-identity\n")
                .answers("cd /srv/cfa && sha256sum -- .env.cfa2 docker-compose.yml", checksums())
                .answers("cd /srv/cfa && cat .env", env());
        containers.keySet().forEach(id -> host.answers("docker logs --tail 30 " + id, "boot\n"));
        later.keySet().forEach(id -> host.answers("docker logs --tail 30 " + id, "boot\n"));
        ScriptedHost all = new ScriptedHost();
        host.script().keySet().stream()
                .filter(line -> !others.containsKey(line))
                .forEach(line -> copy(host, all, line));
        others.forEach(all::answers);
        return all;
    }

    private static void copy(ScriptedHost from, ScriptedHost to, String line) {
        from.answersTo(line).forEach(result -> to.answers(line, result));
    }

    private void look(ScriptedHost host, String time, Map<String, ContainerJson> containers) {
        host.answers(ProjectContainers.of("cfa").command().line(), time + containers.values() + "\n" + images.values());
    }

    VerifyRequest request(Set<String> only, Digest built, TagLookup registry) {
        Map<String, ExpectedImage> images = Map.of("identity", new ExpectedImage(RELEASE, Optional.ofNullable(built)));
        return new VerifyRequest(stack(), only, Map.of(), Duration.ofSeconds(5), Duration.ofSeconds(20))
                .with(registry, images)
                .with(new BundleLocation(bundle(), new ComposeProject("/srv/cfa", Map.of()).named("cfa")));
    }

    public Stack stack() {
        return Stack.of(
                ComposeFile.parse(Path.of("docker-compose.yml"), compose()),
                EnvFile.parse(Path.of(".env.cfa2"), env().lines().toList()),
                Map.of());
    }

    public Bundle bundle() {
        TreeMap<String, String> files = new TreeMap<>();
        files.put("docker-compose.yml", compose());
        files.put(".env.cfa2", env());
        return TextBundle.of(files, List.of());
    }

    private String compose() {
        return COMPOSE.formatted(bound);
    }

    private String env() {
        return "REGISTRY_IMAGE=r/cfa\nIDENTITY_PORT=" + identityPort + "\nKEYCLOAK_PORT=" + keycloakPort
                + "\nKafka__Enabled=" + kafka + "\n";
    }

    private String checksums() {
        return bundle().files().keySet().stream()
                .map(file -> (file.equals(changedOnHost)
                                ? "0".repeat(64)
                                : bundle().files().get(file).checksum()) + "  " + file + "\n")
                .collect(Collectors.joining());
    }
}

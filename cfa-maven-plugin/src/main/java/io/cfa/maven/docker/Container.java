package io.cfa.maven.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.PublishedPort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A container of a compose project as {@code docker inspect} shows it.
 *
 * @param id          64 hexadecimal digits
 * @param name        such as {@code cfa-identity-1}
 * @param service     the compose service that it belongs to
 * @param oneOff      whether {@code docker compose run} made it, beside those of the service
 * @param configHash  compose's hash of the configuration that it was made from
 * @param image       what it was made from
 * @param run         how its last run goes or went
 * @param ports       what the host publishes for it while it runs
 * @param healthCheck the command inside it that its health check is; empty where it has none
 * @param start       how its current run began
 * @param database    where it finds its database, as its variables say
 */
public record Container(
        String id,
        String name,
        String service,
        boolean oneOff,
        String configHash,
        ContainerImage image,
        ContainerRun run,
        List<PublishedPort> ports,
        List<String> healthCheck,
        ContainerStart start,
        Optional<DatabaseAddress> database) {

    /** Compose makes the new container by such a name, removes the old one, and only then gives it the name of a service's. */
    private static final Pattern HALF_MADE = Pattern.compile("(?:[0-9a-f]{12}_)+(?<name>.+)");

    private static final String SERVICE_LABEL = "com.docker.compose.service";
    private static final String HASH_LABEL = "com.docker.compose.config-hash";
    private static final String ONE_OFF_LABEL = "com.docker.compose.oneoff";

    /** Copies. */
    public Container {
        ports = List.copyOf(ports);
        healthCheck = List.copyOf(healthCheck);
    }

    /** Whether it runs and its health check, where it has one, says so too. */
    public boolean isHealthy() {
        return run.isHealthy();
    }

    /** Whether it runs. */
    public boolean isRunning() {
        return run.isRunning();
    }

    /** Whether it runs, and hangs no more on the network that it was made for: it reaches nobody, and nobody it. */
    public boolean isCutOff() {
        return run.cutOff();
    }

    /** Whether it has the name of a container that compose is about to put in another's place. */
    public boolean isHalfMade() {
        return HALF_MADE.matcher(name).matches();
    }

    /** The name that it has when compose is through. */
    public String properName() {
        Matcher halfMade = HALF_MADE.matcher(name);
        return halfMade.matches() ? halfMade.group("name") : name;
    }

    /** Whether it runs and its health check has not yet made up its mind. */
    public boolean isStarting() {
        return run.isStarting();
    }

    /** The engine's word: created, running, paused, restarting, removing, exited, dead. */
    public String state() {
        return run.state();
    }

    /** The engine's word: starting, healthy, unhealthy; absent where there is no health check. */
    public Optional<String> health() {
        return run.health();
    }

    /** The local ID of its image. */
    public Digest imageId() {
        return image.id();
    }

    /** The commit that its image says it was built from. */
    public Optional<String> revision() {
        return image.revision();
    }

    /** Begin of the current run. */
    public Instant startedAt() {
        return run.startedAt();
    }

    /** How often the engine restarted it by its restart policy. */
    public int restarts() {
        return run.restarts();
    }

    /** The same container, whose health check was asked for its word by somebody else than the engine, and said that it is healthy. */
    public Container healthy() {
        return new Container(
                id, name, service, oneOff, configHash, image, run.healthy(), ports, healthCheck, start, database);
    }

    /** The same container, if its image needed another schema; an empty label is none. */
    public Container withSchema(String label) {
        ContainerImage other = new ContainerImage(
                image.id(),
                image.reference(),
                image.revision(),
                Optional.of(label).filter(text -> !text.isBlank()),
                image.classData(),
                image.springAot());
        return new Container(id, name, service, oneOff, configHash, other, run, ports, healthCheck, start, database);
    }

    /** State, and what is known of why: {@code restarting (exit 137, OOM-killed, 4 restarts in 20 s)}. */
    public String describe() {
        return run.describe();
    }

    static Container of(JsonNode json) {
        JsonNode labels = json.path("Config").path("Labels");
        return new Container(
                json.path("Id").asText(),
                json.path("Name").asText().replaceFirst("^/", ""),
                labels.path(SERVICE_LABEL).asText(),
                labels.path(ONE_OFF_LABEL).asText().equals("True"),
                labels.path(HASH_LABEL).asText(),
                ContainerImage.of(json),
                ContainerRun.of(json),
                ports(json.path("NetworkSettings").path("Ports")),
                healthCheck(json.path("Config").path("Healthcheck").path("Test")),
                ContainerStart.of(json),
                DatabaseAddress.of(words(json.path("Config").path("Env"))));
    }

    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }

    /** Source: the engine's API, {@code HealthConfig.Test}: CMD and words, or CMD-SHELL and a line for the image's shell. */
    private static List<String> healthCheck(JsonNode test) {
        List<String> words = words(test);
        String kind = words.isEmpty() ? "NONE" : words.remove(0);
        return switch (kind) {
            case "CMD" -> words;
            case "CMD-SHELL" -> List.of("/bin/sh", "-c", String.join(" ", words));
            default -> List.of();
        };
    }

    private static List<PublishedPort> ports(JsonNode published) {
        List<PublishedPort> ports = new ArrayList<>();
        published.fields().forEachRemaining(port -> port.getValue().forEach(binding -> {
            // a port that is left to chance has none before its container runs
            if (binding.path("HostPort").asInt() > 0) {
                ports.add(new PublishedPort(
                        Optional.of(binding.path("HostIp").asText())
                                .filter(address -> !address.matches("0\\.0\\.0\\.0|::|")),
                        binding.path("HostPort").asInt(),
                        Integer.parseInt(port.getKey().replaceFirst("/.*", ""))));
            }
        }));
        return ports.stream().distinct().toList();
    }
}

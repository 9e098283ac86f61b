package io.cfa.maven.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.PublishedPort;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A container of a compose project as {@code docker inspect} shows it.
 *
 * @param id           64 hexadecimal digits
 * @param name         such as {@code cfa-identity-1}
 * @param service      the compose service that it belongs to
 * @param imageId      the local ID of its image: the digest of the image's configuration, not of its manifest
 * @param state        the engine's word: created, running, paused, restarting, removing, exited, dead
 * @param health       the engine's word: starting, healthy, unhealthy; absent where there is no health check
 * @param healthOutput what the last health check printed; empty where there is none
 * @param exitCode     of the last run
 * @param outOfMemory  whether the kernel ended the last run for want of memory
 * @param restarts     how often the engine restarted it by its restart policy
 * @param startedAt    begin of the current run
 * @param revision     the image's label {@code org.opencontainers.image.revision}
 * @param created      when it was made
 * @param image        the reference that it was made from
 * @param configHash   compose's hash of the configuration that it was made from
 * @param oneOff       whether {@code docker compose run} made it, beside those of the service
 * @param ports        what the host publishes for it while it runs
 * @param healthCheck  the command inside it that its health check is; empty where it has none
 */
public record Container(
        String id,
        String name,
        String service,
        Digest imageId,
        String state,
        Optional<String> health,
        String healthOutput,
        int exitCode,
        boolean outOfMemory,
        int restarts,
        Instant startedAt,
        Optional<String> revision,
        Instant created,
        String image,
        String configHash,
        boolean oneOff,
        List<PublishedPort> ports,
        List<String> healthCheck) {

    /** Copies. */
    public Container {
        ports = List.copyOf(ports);
        healthCheck = List.copyOf(healthCheck);
    }

    private static final String SERVICE_LABEL = "com.docker.compose.service";
    private static final String HASH_LABEL = "com.docker.compose.config-hash";
    private static final String ONE_OFF_LABEL = "com.docker.compose.oneoff";
    private static final String REVISION_LABEL = "org.opencontainers.image.revision";

    /** Whether it runs and its health check, where it has one, says so too. */
    public boolean isHealthy() {
        return isRunning() && health.orElse("healthy").equals("healthy");
    }

    /** Whether it runs. */
    public boolean isRunning() {
        return state.equals("running");
    }

    /** Whether it runs and its health check has not yet made up its mind. */
    public boolean isStarting() {
        return isRunning() && health.filter("starting"::equals).isPresent();
    }

    /** The same container, whose health check was asked for its word by somebody else than the engine, and said that it is healthy. */
    public Container healthy() {
        return new Container(
                id,
                name,
                service,
                imageId,
                state,
                Optional.of("healthy"),
                healthOutput,
                exitCode,
                outOfMemory,
                restarts,
                startedAt,
                revision,
                created,
                image,
                configHash,
                oneOff,
                ports,
                healthCheck);
    }

    /** State, and what is known of why: {@code restarting (exit 137, OOM-killed, 4 restarts in 20 s)}. */
    public String describe() {
        List<String> reasons = new ArrayList<>();
        if (!isRunning()) {
            reasons.add("exit " + exitCode);
        }
        if (!isRunning() && outOfMemory) {
            reasons.add("OOM-killed");
        }
        if (restarts > 0) {
            reasons.add(restarts + (restarts == 1 ? " restart" : " restarts") + " in "
                    + Durations.describe(Duration.between(created, startedAt)));
        }
        String word = isRunning() ? health.orElse("running") : state;
        return reasons.isEmpty() || state.equals("created") ? word : word + " (" + String.join(", ", reasons) + ")";
    }

    static Container of(JsonNode json) {
        JsonNode state = json.path("State");
        JsonNode labels = json.path("Config").path("Labels");
        JsonNode health = state.path("Health");
        JsonNode checks = health.path("Log");
        return new Container(
                json.path("Id").asText(),
                json.path("Name").asText().replaceFirst("^/", ""),
                labels.path(SERVICE_LABEL).asText(),
                Digest.of(json.path("Image").asText()),
                state.path("Status").asText(),
                Optional.of(health.path("Status").asText())
                        .filter(status -> !status.isEmpty() && !status.equals("none")),
                checks.isEmpty()
                        ? ""
                        : checks.get(checks.size() - 1).path("Output").asText().strip(),
                state.path("ExitCode").asInt(),
                state.path("OOMKilled").asBoolean(),
                json.path("RestartCount").asInt(),
                Instant.parse(state.path("StartedAt").asText()),
                Optional.of(labels.path(REVISION_LABEL).asText()).filter(revision -> !revision.isEmpty()),
                Instant.parse(json.path("Created").asText()),
                json.path("Config").path("Image").asText(),
                labels.path(HASH_LABEL).asText(),
                labels.path(ONE_OFF_LABEL).asText().equals("True"),
                ports(json.path("NetworkSettings").path("Ports")),
                healthCheck(json.path("Config").path("Healthcheck").path("Test")));
    }

    /** Source: the engine's API, {@code HealthConfig.Test}: CMD and words, or CMD-SHELL and a line for the image's shell. */
    private static List<String> healthCheck(JsonNode test) {
        List<String> words = new ArrayList<>();
        test.forEach(word -> words.add(word.asText()));
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

package io.cfa.maven.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.cfa.maven.model.Digest;
import java.time.Instant;
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
        Optional<String> revision) {

    private static final String SERVICE_LABEL = "com.docker.compose.service";
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

    /** State, and what is known of why: {@code restarting (exit 137, out of memory, 4 restarts)}. */
    public String describe() {
        StringBuilder text = new StringBuilder(isRunning() ? health.orElse("running") : state);
        if (!isRunning() || restarts > 0) {
            text.append(" (");
            if (!isRunning()) {
                text.append("exit ")
                        .append(exitCode)
                        .append(outOfMemory ? ", out of memory" : "")
                        .append(", ");
            }
            text.append(restarts).append(restarts == 1 ? " restart)" : " restarts)");
        }
        return text.toString();
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
                Optional.of(labels.path(REVISION_LABEL).asText()).filter(revision -> !revision.isEmpty()));
    }
}

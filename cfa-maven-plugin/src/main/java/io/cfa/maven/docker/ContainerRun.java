package io.cfa.maven.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a container runs, or how its last run ended.
 *
 * @param state        the engine's word: created, running, paused, restarting, removing, exited, dead
 * @param health       the engine's word: starting, healthy, unhealthy; absent where there is no health check
 * @param healthOutput what the last health check printed; empty where there is none
 * @param exitCode     of the last run
 * @param outOfMemory  whether the kernel ended the last run for want of memory
 * @param restarts     how often the engine restarted it by its restart policy
 * @param created      when the container was made
 * @param startedAt    begin of the current run
 * @param cutOff       whether it hangs no more on the network that it was made for
 */
public record ContainerRun(
        String state,
        Optional<String> health,
        String healthOutput,
        int exitCode,
        boolean outOfMemory,
        int restarts,
        Instant created,
        Instant startedAt,
        boolean cutOff) {

    private static final String HEALTHY = "healthy";

    /** Modes that are no network of a project. Source: the engine's API, {@code HostConfig.NetworkMode}. */
    private static final Set<String> UNNAMED = Set.of("default", "bridge", "host", "none");

    boolean isHealthy() {
        return isRunning() && !cutOff && health.orElse(HEALTHY).equals(HEALTHY);
    }

    boolean isRunning() {
        return state.equals("running");
    }

    boolean isStarting() {
        return isRunning() && health.filter("starting"::equals).isPresent();
    }

    ContainerRun healthy() {
        return new ContainerRun(
                state, Optional.of(HEALTHY), healthOutput, exitCode, outOfMemory, restarts, created, startedAt, cutOff);
    }

    String describe() {
        List<String> reasons = new ArrayList<>();
        if (!isRunning()) {
            reasons.add("exit " + exitCode);
        }
        if (!isRunning() && outOfMemory) {
            reasons.add("OOM-killed");
        }
        if (cutOff) {
            reasons.add("cut off from its network");
        }
        if (restarts > 0) {
            reasons.add(restarts + (restarts == 1 ? " restart" : " restarts") + " in "
                    + Durations.describe(Duration.between(created, startedAt)));
        }
        String word = isRunning() ? health.orElse("running") : state;
        return reasons.isEmpty() || state.equals("created") ? word : word + " (" + String.join(", ", reasons) + ")";
    }

    static ContainerRun of(JsonNode container) {
        JsonNode state = container.path("State");
        JsonNode health = state.path("Health");
        JsonNode checks = health.path("Log");
        return new ContainerRun(
                state.path("Status").asText(),
                Optional.of(health.path("Status").asText())
                        .filter(status -> !status.isEmpty() && !status.equals("none")),
                checks.isEmpty()
                        ? ""
                        : checks.get(checks.size() - 1).path("Output").asText().strip(),
                state.path("ExitCode").asInt(),
                state.path("OOMKilled").asBoolean(),
                container.path("RestartCount").asInt(),
                Instant.parse(container.path("Created").asText()),
                Instant.parse(state.path("StartedAt").asText()),
                isRunning(state) && isCutOff(container));
    }

    private static boolean isRunning(JsonNode state) {
        return state.path("Status").asText().equals("running");
    }

    /** Where the network was removed, or the container disconnected, the engine lists it no more, and the container's own wish still names it. */
    private static boolean isCutOff(JsonNode container) {
        String wanted = container.path("HostConfig").path("NetworkMode").asText();
        return !wanted.isEmpty()
                && !UNNAMED.contains(wanted)
                && !wanted.startsWith("container:")
                && !container.path("NetworkSettings").path("Networks").has(wanted);
    }
}

package io.cfa.maven.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How the current run of a container began.
 *
 * @param ready when its health check was good for the first time, or where it has none, when it began; absent where that is longer ago than the
 *              engine remembers
 * @param well  since when its health check was good each time, as far back as the engine remembers, or where it has none, when it began; absent
 *              where the last one was not good, or there was none yet
 * @param peers the hosts that it was made to talk to: what compose says that it depends on, and the hosts in its variables
 */
public record ContainerStart(Optional<Instant> ready, Optional<Instant> well, Set<String> peers) {

    private static final String DEPENDS_ON = "com.docker.compose.depends_on";

    /** A host in an address, or by itself in a variable that is named after what it holds; any other text may be a secret, and is passed over. */
    private static final Pattern HOST = Pattern.compile(
            "(?:[^=]*=[a-z][a-z0-9+:.-]*://(?:[^@/\\s]*@)?|(?i:[^=]*(?:host|server|servers|address|endpoint))=)([a-z0-9][a-z0-9_-]{0,62})(?::\\d{1,5})?(?:[/?].*)?");

    /** How many checks the engine remembers. Source: moby, {@code daemon/health.go}, {@code maxLogEntries}. */
    private static final int REMEMBERED = 5;

    /** Copies. */
    public ContainerStart {
        peers = Set.copyOf(peers);
    }

    static ContainerStart of(JsonNode container) {
        Set<String> peers = new TreeSet<>();
        Stream.of(container
                        .path("Config")
                        .path("Labels")
                        .path(DEPENDS_ON)
                        .asText()
                        .split(","))
                .map(dependency -> dependency.replaceFirst(":.*", ""))
                .filter(name -> !name.isEmpty())
                .forEach(peers::add);
        container.path("Config").path("Env").forEach(variable -> {
            Matcher host = HOST.matcher(variable.asText());
            if (host.matches()) {
                peers.add(host.group(1));
            }
        });
        return new ContainerStart(ready(container.path("State")), well(container.path("State")), peers);
    }

    private static Optional<Instant> ready(JsonNode state) {
        if (state.path("Health").isMissingNode()) {
            return Optional.of(Instant.parse(state.path("StartedAt").asText()));
        }
        JsonNode checks = state.path("Health").path("Log");
        boolean failedBefore = false;
        for (JsonNode check : checks) {
            if (check.path("ExitCode").asInt(-1) == 0 && check.hasNonNull("End")) {
                return failedBefore || checks.size() < REMEMBERED
                        ? Optional.of(
                                OffsetDateTime.parse(check.path("End").asText()).toInstant())
                        : Optional.empty();
            }
            failedBefore = true;
        }
        return Optional.empty();
    }

    private static Optional<Instant> well(JsonNode state) {
        if (state.path("Health").isMissingNode()) {
            return Optional.of(Instant.parse(state.path("StartedAt").asText()));
        }
        Optional<Instant> well = Optional.empty();
        for (JsonNode check : state.path("Health").path("Log")) {
            boolean good = check.path("ExitCode").asInt(-1) == 0 && check.hasNonNull("End");
            well = good
                    ? well.or(() -> Optional.of(
                            OffsetDateTime.parse(check.path("End").asText()).toInstant()))
                    : Optional.empty();
        }
        return well;
    }
}

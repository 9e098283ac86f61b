package io.cfa.maven.docker;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.model.Digest;
import io.cfa.maven.remote.Command;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All containers of a compose project, stopped ones and those of services that the file no longer knows too, and what is known of their images.
 *
 * @param containers in the engine's order
 * @param manifests  for the local ID of each image that is there, the manifest digests that registries hold it under; none for an image that was
 *                   never pulled
 * @param clock      the host's, right before the engine was asked; absent where the host cannot tell it
 */
public record ProjectContainers(
        List<Container> containers, Map<Digest, List<Digest>> manifests, Optional<Clock> clock) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What a host says of the time.
     *
     * @param now by its clock, which somebody may have set since a container was started
     * @param up  for how long it has been up, which nobody can set
     */
    public record Clock(Instant now, Duration up) {

        /** How long ago something was, at least; absent where it is still to come. */
        public Optional<Duration> since(Instant moment) {
            Duration age = Duration.between(moment, now);
            return age.isNegative() ? Optional.empty() : Optional.of(age.compareTo(up) < 0 ? age : up);
        }

        private static Optional<Clock> of(JsonNode json) {
            return seconds(json, "now").flatMap(now -> seconds(json, "up")
                    .map(up -> new Clock(Instant.ofEpochSecond(now), Duration.ofSeconds(up))));
        }

        private static Optional<Long> seconds(JsonNode json, String name) {
            return Optional.of(json.path(name).asText())
                    .filter(text -> text.matches("[0-9]{1,12}"))
                    .map(Long::valueOf);
        }
    }

    /**
     * Prints a JSON object with the time, then two JSON arrays, of containers and of those of their images that are there. A container that is removed between the two questions
     * makes the second fail; the next look does not know it any more.
     */
    private static final String SCRIPT = "up=; { read -r up rest </proc/uptime; } 2>/dev/null;"
            + " printf '{\"now\": \"%s\", \"up\": \"%s\"}\\n' \"$(date +%s)\" \"${up%%.*}\";"
            + " for look in 1 2; do"
            + " ids=$(docker ps --all --quiet --no-trunc --filter \"label=com.docker.compose.project=$1\") || exit;"
            + " [ -n \"$ids\" ] || { echo '[]'; exit; };"
            + " there=$(docker container inspect $ids) && break; done || exit; printf '%s\\n' \"$there\";"
            + " docker image inspect $(printf '%s' \"$there\" | grep -o '\"Image\": *\"sha256:[0-9a-f]*' | grep -o 'sha256:.*' | sort -u)"
            + " 2>/dev/null || true";

    /** Copies, keeping the order. */
    public ProjectContainers {
        containers = List.copyOf(containers);
        manifests = Map.copyOf(manifests);
    }

    /** Asks the engine for all of it with one command. */
    public static Query<ProjectContainers> of(String project) {
        return new Query<>(Command.of("sh", "-c", SCRIPT, "sh", project), ProjectContainers::parse);
    }

    private static ProjectContainers parse(String output) {
        Optional<Clock> clock = Optional.empty();
        List<JsonNode> lists = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(output)) {
            for (JsonNode value = JSON.readTree(parser); value != null; value = JSON.readTree(parser)) {
                if (value.isObject()) {
                    clock = Clock.of(value);
                } else {
                    lists.add(value);
                }
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("docker inspect printed no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException("docker inspect printed no JSON", e);
        }
        List<Container> containers = new ArrayList<>();
        lists.stream().limit(1).forEach(list -> list.forEach(each -> containers.add(Container.of(each))));
        Map<Digest, List<Digest>> manifests = new LinkedHashMap<>();
        lists.stream()
                .skip(1)
                .limit(1)
                .forEach(list -> list.forEach(
                        image -> manifests.put(Digest.of(image.path("Id").asText()), DockerCommands.manifests(image))));
        return new ProjectContainers(containers, manifests, clock);
    }
}

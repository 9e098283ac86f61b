package io.cfa.maven.docker;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.model.Digest;
import io.cfa.maven.remote.Command;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All containers of a compose project, stopped ones and those of services that the file no longer knows too, and what is known of their images.
 *
 * @param containers in the engine's order
 * @param manifests  for the local ID of each image that is there, the manifest digests that registries hold it under; none for an image that was
 *                   never pulled
 */
public record ProjectContainers(List<Container> containers, Map<Digest, List<Digest>> manifests) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Prints two JSON arrays, of containers and of those of their images that are there. A container that is removed between the two questions
     * makes the second fail; the next look does not know it any more.
     */
    private static final String SCRIPT = "for look in 1 2; do"
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
        List<Container> containers = new ArrayList<>();
        Map<Digest, List<Digest>> manifests = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(output)) {
            JsonNode first = JSON.readTree(parser);
            JsonNode second = JSON.readTree(parser);
            if (first != null) {
                first.forEach(container -> containers.add(Container.of(container)));
            }
            if (second != null) {
                second.forEach(
                        image -> manifests.put(Digest.of(image.path("Id").asText()), DockerCommands.manifests(image)));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("docker inspect printed no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException("docker inspect printed no JSON", e);
        }
        return new ProjectContainers(containers, manifests);
    }
}

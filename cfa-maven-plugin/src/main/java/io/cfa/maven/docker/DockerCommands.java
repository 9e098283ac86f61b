package io.cfa.maven.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.model.Digest;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The {@code docker} commands that we use, and the parsers of their answers; it runs nothing itself.
 *
 * <p>Answers are taken from exit status and JSON, never from the text of standard error.
 */
public final class DockerCommands {

    private static final ObjectMapper JSON = new ObjectMapper();

    private DockerCommands() {}

    /** The engine's version; fails where the engine is down or the user has no right to use it. */
    public static Query<String> version() {
        return new Query<>(Command.of("docker", "version", "--format", "{{.Server.Version}}"), String::strip);
    }

    /** How much memory each running container uses, and of how much, by its ID; takes the engine some two seconds. */
    public static Query<Map<String, String>> memory(Collection<String> ids) {
        Command stats = Command.of("docker", "stats", "--no-stream", "--no-trunc", "--format", "{{.ID}} {{.MemUsage}}");
        return new Query<>(stats.with(ids.toArray(String[]::new)), output -> {
            Map<String, String> memory = new LinkedHashMap<>();
            output.lines()
                    .map(line -> line.split(" ", 2))
                    .filter(words -> words.length == 2)
                    .forEach(words -> memory.put(words[0], words[1].strip()));
            return memory;
        });
    }

    /** Runs the health check of a container that has one, as the engine does when its turn comes. */
    public static Command healthCheck(Container container) {
        return Command.of("timeout", "10", "docker", "exec", container.id())
                .with(container.healthCheck().toArray(String[]::new));
    }

    /**
     * Which containers have a file mapped into a process of theirs, by their ID; absent where nobody can tell, for lack of a shell, of grep, or of an
     * answer within ten seconds. All are asked at once.
     */
    public static Query<Map<String, Boolean>> mapped(Collection<String> ids, String file) {
        Command command = Command.of(
                "sh",
                "-c",
                "f=$1; shift; for c; do (timeout 10 docker exec \"$c\" sh -c 'grep -qs \"$1\" /proc/[0-9]*/maps' sh \"$f\""
                        + " >/dev/null 2>&1; echo \"$c $?\") & done; wait",
                "sh",
                file);
        return new Query<>(command.with(ids.toArray(String[]::new)), output -> {
            Map<String, Boolean> mapped = new LinkedHashMap<>();
            output.lines()
                    .map(line -> line.split(" "))
                    .filter(words -> words.length == 2 && words[1].matches("[01]"))
                    .forEach(words -> mapped.put(words[0], words[1].equals("0")));
            return mapped;
        });
    }

    /** What a container printed last. */
    public static Command logs(String id, int lines) {
        return Command.of("docker", "logs", "--tail", Integer.toString(lines), id);
    }

    /** The lines of an answer to {@link #logs}; the engine keeps the container's two streams apart. */
    public static List<String> logLines(Result result) {
        return Stream.of(result.output(), result.error()).flatMap(String::lines).toList();
    }

    /**
     * The manifest digests that a registry holds each image under, in the order asked for; none for an image that was never pulled.
     *
     * <p>An image that is not there makes the command fail.
     *
     * @param images references or local IDs
     */
    public static Query<List<List<Digest>>> manifestDigests(Collection<String> images) {
        return new Query<>(
                inspection("image", images),
                output -> elements(output).map(DockerCommands::manifests).toList());
    }

    private static Command inspection(String kind, Collection<String> names) {
        return Command.of("docker", kind, "inspect").with(names.toArray(String[]::new));
    }

    static List<Digest> manifests(JsonNode image) {
        List<Digest> digests = new ArrayList<>();
        image.path("RepoDigests")
                .forEach(reference -> digests.add(Digest.of(reference.asText().replaceFirst(".*@", ""))));
        return digests;
    }

    private static Stream<JsonNode> elements(String json) {
        try {
            return StreamSupport.stream(JSON.readTree(json).spliterator(), false);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("docker inspect printed no JSON: " + e.getOriginalMessage(), e);
        }
    }
}

package io.cfa.maven.host.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.model.Digest;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The release log in the swarm itself, a config for each line, so that every manager has it: {@code cfa_release.000001}.
 *
 * @param project the stack's name
 * @param lines   by the swarm's name of the config, oldest first
 * @param schemas by the same name, what images of that attempt say of the schemas that they need, where no earlier line has it
 * @param configured how the services were configured when the attempt of the last line had ended and was found in order; empty where it was not, or was that of an older plugin
 */
public record SwarmReleaseLog(
        String project,
        SortedMap<String, String> lines,
        SortedMap<String, String> schemas,
        Optional<String> configured) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KEPT = 100;
    private static final String CONFIGURED = "io.cfa.configured";
    private static final String SCHEMAS = "io.cfa.schemas";
    /** What one argument of a command may have is 128 KB. */
    private static final int LONGEST = 100_000;

    private static final String READ = "ids=$(docker config ls --quiet --filter \"label=io.cfa.log=$1\") || exit;"
            + " [ -n \"$ids\" ] || { echo '[]'; exit; }; docker config inspect $ids";

    /** Run twice it adds one line; a line of somebody else under the number is a failure. Managers that are choosing a leader are told again, for half a minute. */
    private static final String APPEND = "line=$(cat); for pause in 0 2 5 10 15; do sleep $pause;"
            + " printf '%s' \"$line\" | docker config create --label \"io.cfa.log=$1\" --label \"io.cfa.configured=$3\" --label \"io.cfa.schemas=$4\" \"$2\" - >/dev/null 2>&1 && exit;"
            + " there=$(docker config inspect --format '{{json .Spec.Data}}' \"$2\") && { [ \"$there\" = \"\\\"$(printf '%s' \"$line\" | base64 | tr -d '\\n')\\\"\" ]; exit; };"
            + " done; exit 1";

    private static final Duration APPENDED = Duration.ofMinutes(2);

    /** Copies. */
    public SwarmReleaseLog {
        lines = new TreeMap<>(lines);
        schemas = new TreeMap<>(schemas);
    }

    /** Prints the log's configs. */
    public static Command read(String project) {
        return Command.of("sh", "-c", READ, "sh", project);
    }

    /**
     * Reads the answer to {@link #read}.
     *
     * @throws RolloutException if the managers did not give it: a log that cannot be read is not an empty one
     */
    public static SwarmReleaseLog parse(String project, Result answer) {
        if (!answer.succeeded()) {
            throw new RolloutException(
                    "the release log of the stack " + project + " cannot be read: "
                            + answer.error().strip().replaceFirst("\\.$", "")
                            + ". Next: see with `docker node ls` at a manager whether most of them are there, then run the goal again");
        }
        try {
            SortedMap<String, String> lines = new TreeMap<>();
            SortedMap<String, String> configured = new TreeMap<>();
            SortedMap<String, String> schemas = new TreeMap<>();
            for (JsonNode config : JSON.readTree(answer.output())) {
                String name = config.at("/Spec/Name").asText();
                JsonNode labels = config.path("Spec").path("Labels");
                configured.put(name, labels.path(CONFIGURED).asText(""));
                schemas.put(name, labels.path(SCHEMAS).asText(""));
                lines.put(
                        name,
                        new String(
                                Base64.getDecoder()
                                        .decode(config.at("/Spec/Data").asText()),
                                StandardCharsets.UTF_8));
            }
            return new SwarmReleaseLog(
                    project,
                    lines,
                    schemas,
                    lines.isEmpty()
                            ? Optional.empty()
                            : Optional.of(configured.get(lines.lastKey())).filter(text -> !text.isEmpty()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("docker config inspect printed no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** As it is read on one host. */
    public ReleaseLog log() {
        return ReleaseLog.parse(lines.values().stream().collect(Collectors.joining("\n")));
    }

    /**
     * Adds a line behind the last one.
     *
     * @param now    how the services are configured now, where they were found in order
     * @param labels what the image of each service says of the schema that it needs
     */
    public Command append(Release release, Optional<String> now, Map<String, String> labels) {
        ObjectNode unknown = JSON.createObjectNode();
        labels.forEach((service, label) -> Optional.ofNullable(release.images().get(service))
                .filter(image -> schema(service, image).isEmpty()
                        && label.length() + unknown.toString().length() < LONGEST)
                .ifPresent(image -> unknown.put(service, label)));
        return Command.of("sh", "-c", APPEND, "sh", project, next(), now.orElse(""))
                .with(unknown.isEmpty() ? "" : unknown.toString())
                .stdin(Secret.of(ReleaseLine.write(release)))
                .within(APPENDED);
    }

    /** What an image of a service says of the schema that it needs, as its label has it; an empty text where it has none. Nothing where no attempt that is remembered was of it. */
    public Optional<String> schema(String service, Digest image) {
        return named(service)
                .filter(label -> label.release().images().get(service).equals(image))
                .map(Label::text)
                .findFirst();
    }

    /** What all images of a service say that are remembered. */
    public List<String> schemas(String service) {
        return named(service)
                .map(Label::text)
                .filter(text -> !text.isBlank())
                .distinct()
                .toList();
    }

    private record Label(Release release, String text) {}

    private Stream<Label> named(String service) {
        return lines.entrySet().stream().flatMap(line -> {
            Optional<String> label = label(schemas.getOrDefault(line.getKey(), ""), service);
            return ReleaseLine.read(line.getValue())
                    .filter(release -> release.images().containsKey(service))
                    .flatMap(release -> label.map(text -> new Label(release, text)))
                    .stream();
        });
    }

    private static Optional<String> label(String schemas, String service) {
        try {
            return Optional.ofNullable(
                            JSON.readTree(schemas.isEmpty() ? "{}" : schemas).get(service))
                    .map(JsonNode::asText);
        } catch (JsonProcessingException e) {
            // what somebody else wrote there is no answer
            return Optional.empty();
        }
    }

    /** The configs of lines that are older than those that are kept. */
    public List<String> outdated() {
        List<String> names = new ArrayList<>(lines.keySet());
        return names.subList(0, Math.max(0, names.size() - KEPT));
    }

    private String next() {
        int last = lines.isEmpty() ? 0 : Integer.parseInt(lines.lastKey().replaceFirst(".*\\.", ""));
        return String.format(java.util.Locale.ROOT, "%s_release.%06d", project, last + 1);
    }
}

package io.cfa.maven.docker.swarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.docker.Query;
import io.cfa.maven.remote.Command;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which version of each secret a stack reads: the one with the content of the manager's file, or a new one.
 *
 * <p>The content of a secret cannot be read out of a swarm; what it was made from is told by a fingerprint in a label, which is salted with the swarm's own ID. No
 * content leaves the host.
 *
 * @param current by the compose file's name of a secret, the swarm's name of the version that is read
 * @param made    those of them that are not there yet
 * @param unread  versions that nothing needs any more
 */
public record SecretVersions(Map<String, String> current, List<Creation> made, List<String> unread) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "io.cfa.secret";
    private static final String CONTENT = "io.cfa.content";

    private static final String KNOWN = "ids=$(docker secret ls --quiet --filter \"label=io.cfa.stack=$1\") || exit;"
            + " [ -n \"$ids\" ] || { echo '[]'; exit; }; docker secret inspect $ids";

    /** For each pair of name and path a line: the fingerprint and the name; none where there is no file. */
    private static final String FINGERPRINTS = "c=$1; shift; while [ $# -gt 0 ]; do [ ! -f \"$2\" ] ||"
            + " { f=$({ printf '%s:%s:' \"$c\" \"$1\"; cat \"$2\"; } | sha256sum) && printf '%s %s\\n' \"${f%% *}\" \"$1\"; } || exit;"
            + " shift 2; done";

    private static final String CREATE = "p=$1; c=$2; shift 2; while [ $# -gt 0 ]; do"
            + " docker secret inspect \"$2\" >/dev/null 2>&1 || {"
            + " f=$({ printf '%s:%s:' \"$c\" \"$1\"; cat \"$3\"; } | sha256sum) || exit;"
            + " [ \"${f%% *}\" = \"$4\" ] || { echo \"$3 was changed meanwhile\" >&2; exit 1; };"
            // a swarm refuses an empty one
            + " { if [ -s \"$3\" ]; then cat \"$3\"; else echo; fi; } | docker secret create --label \"io.cfa.stack=$p\""
            + " --label \"io.cfa.secret=$1\" --label \"io.cfa.content=$4\" \"$2\" - >/dev/null || exit; }; shift 4; done";

    /** Copies. */
    public SecretVersions {
        current = Map.copyOf(current);
        made = List.copyOf(made);
        unread = List.copyOf(unread);
    }

    /**
     * A version that is made.
     *
     * @param secret      the compose file's name
     * @param version     the swarm's name
     * @param path        of its content on the manager
     * @param fingerprint of its content
     */
    public record Creation(String secret, String version, String path, String fingerprint) {}

    /**
     * A version that is there.
     *
     * @param name        the swarm's
     * @param secret      the compose file's
     * @param fingerprint of its content
     */
    public record Known(String name, String secret, String fingerprint) {

        private int number() {
            String end = name.replaceFirst(".*\\.v", "");
            return end.matches("[0-9]{1,9}") ? Integer.parseInt(end) : 0;
        }
    }

    /** The versions that a swarm has of a stack's secrets. */
    public static Query<List<Known>> known(String project) {
        return new Query<>(Command.of("sh", "-c", KNOWN, "sh", project), SecretVersions::parse);
    }

    /** The fingerprint of each file that is there, by the secret's name. */
    public static Query<Map<String, String>> fingerprints(String cluster, Map<String, String> paths) {
        Command command = Command.of("sh", "-c", FINGERPRINTS, "sh", cluster);
        for (Map.Entry<String, String> path : new TreeMap<>(paths).entrySet()) {
            command = command.with(path.getKey(), path.getValue());
        }
        return new Query<>(command, output -> {
            Map<String, String> fingerprints = new LinkedHashMap<>();
            output.lines()
                    .map(line -> line.split(" ", 2))
                    .filter(words -> words.length == 2)
                    .forEach(words -> fingerprints.put(words[1], words[0]));
            return fingerprints;
        });
    }

    /** The files that a compose file reads its secrets from, by their names; external ones have none. */
    public static Map<String, String> files(String config) {
        try {
            Map<String, String> files = new TreeMap<>();
            JSON.readTree(config).path("secrets").properties().forEach(secret -> Optional.ofNullable(
                            secret.getValue().get("file"))
                    .ifPresent(file -> files.put(secret.getKey(), file.asText())));
            return files;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("docker compose config printed no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Chooses a version of each. */
    public static SecretVersions choose(
            String project, Map<String, String> files, Map<String, String> fingerprints, List<Known> known) {
        Map<String, String> current = new TreeMap<>();
        List<Creation> made = new ArrayList<>();
        for (String secret : files.keySet()) {
            List<Known> versions = known.stream()
                    .filter(version -> version.secret().equals(secret))
                    .sorted(Comparator.comparing(Known::number).reversed())
                    .toList();
            Optional<String> wanted = Optional.ofNullable(fingerprints.get(secret));
            Optional<Known> fits = versions.stream()
                    .filter(version -> wanted.isEmpty() || version.fingerprint().equals(wanted.get()))
                    .findFirst();
            if (fits.isPresent()) {
                current.put(secret, fits.get().name());
            } else if (wanted.isPresent()) {
                int number = versions.isEmpty() ? 1 : versions.get(0).number() + 1;
                String version = project + "_" + secret + ".v" + number;
                current.put(secret, version);
                made.add(new Creation(secret, version, files.get(secret), wanted.get()));
            }
        }
        return new SecretVersions(
                current,
                made,
                known.stream()
                        .map(Known::name)
                        .filter(name -> !current.containsValue(name))
                        .toList());
    }

    /** Makes those that are not there, through a pipe on the manager. */
    public Command create(String project, String cluster) {
        Command command = Command.of("sh", "-c", CREATE, "sh", project, cluster);
        for (Creation each : made) {
            command = command.with(each.secret(), each.version(), each.path(), each.fingerprint());
        }
        return command;
    }

    private static List<Known> parse(String output) {
        try {
            List<Known> known = new ArrayList<>();
            for (JsonNode secret : JSON.readTree(output)) {
                JsonNode labels = secret.at("/Spec/Labels");
                known.add(new Known(
                        secret.at("/Spec/Name").asText(),
                        labels.path(NAME).asText(),
                        labels.path(CONTENT).asText()));
            }
            return known;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("docker secret inspect printed no JSON: " + e.getOriginalMessage(), e);
        }
    }
}

package io.cfa.maven.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.backup.BackupPart.Kind;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of a host is to be kept, and what is kept there already.
 *
 * @param parts     in the order of the compose file
 * @param ids       the whole backups
 * @param freeBytes where they lie
 * @param dataBytes of all parts together
 */
public record ObservedBackups(List<BackupPart> parts, List<BackupId> ids, long freeBytes, long dataBytes) {

    /** Where backups lie, below the directory of compose and env. */
    static final String DIRECTORY = ".cfa/backups";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies. */
    public ObservedBackups {
        parts = List.copyOf(parts);
        ids = List.copyOf(ids);
    }

    /**
     * Looks.
     *
     * @param kinds how each service is kept, from the compose file
     * @throws RolloutException if a service that is to be kept has no container with a named volume
     */
    public static ObservedBackups of(
            RemoteHost host, KeptStack stack, String directory, SortedMap<String, Kind> kinds) {
        List<Result> answers = host.runAll(List.of(
                stack.containers(),
                Command.of("sh", "-c", "cd \"$1\" 2>/dev/null && ls; true", "sh", directory + "/" + DIRECTORY),
                Command.of("df", "-Pk", directory)));
        for (Result answer : answers) {
            if (!answer.succeeded()) {
                throw new RolloutException(host.name() + " could not be looked at: exit status " + answer.exitStatus()
                        + " " + answer.error().strip() + ". Nothing was changed. Next: run cfa:doctor");
            }
        }
        List<BackupPart> parts = parts(host.name(), stack, answers.get(0).output(), kinds);
        List<BackupId> ids = answers.get(1)
                .output()
                .lines()
                .flatMap(name -> BackupId.of(name).stream())
                .toList();
        return new ObservedBackups(parts, ids, free(answers.get(2).output()), dataBytes(host, parts));
    }

    private static long dataBytes(RemoteHost host, List<BackupPart> parts) {
        long bytes = 0;
        for (BackupPart part : parts) {
            Result answer = host.run(Command.of("docker", "exec", part.container(), "du", "-sk", part.path()));
            String kilobytes = answer.output().strip().split("\\s+", 2)[0];
            // a part whose image has no du is small or large: the step that keeps it says so when the disk is full
            bytes += kilobytes.matches("[0-9]{1,15}") ? Long.parseLong(kilobytes) * 1024 : 0;
        }
        return bytes;
    }

    private static long free(String output) {
        String[] words =
                output.strip().substring(output.strip().lastIndexOf('\n') + 1).split("\\s+");
        return words.length > 3 && words[3].matches("[0-9]{1,15}") ? Long.parseLong(words[3]) * 1024 : 0;
    }

    private static List<BackupPart> parts(String host, KeptStack stack, String output, SortedMap<String, Kind> kinds) {
        Map<String, BackupPart> found = new TreeMap<>();
        output.lines().filter(line -> !line.isBlank()).forEach(line -> part(line, kinds)
                .ifPresent(part -> found.put(part.service(), part)));
        List<BackupPart> parts = new ArrayList<>();
        kinds.keySet().forEach(service -> {
            BackupPart part = found.get(service);
            if (part == null) {
                throw new RolloutException(service + " has no container with a named volume on " + host
                        + ", and x-cfa of the compose file wants it kept. Nothing was changed. Next: "
                        + stack.elsewhere(service));
            }
            parts.add(part);
        });
        return parts;
    }

    private static Optional<BackupPart> part(String line, Map<String, Kind> kinds) {
        try {
            JsonNode json = JSON.readTree(line);
            String service = json.path("service").asText();
            if (!kinds.containsKey(service) || json.path("oneoff").asText().equals("True")) {
                return Optional.empty();
            }
            for (JsonNode mount : json.path("mounts")) {
                if (mount.path("Type").asText().equals("volume")) {
                    return Optional.of(new BackupPart(
                            service,
                            kinds.get(service),
                            json.path("name").asText().replaceFirst("^/", ""),
                            mount.path("Name").asText(),
                            mount.path("Destination").asText(),
                            json.path("image").asText()));
                }
            }
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new RolloutException("docker container inspect printed no JSON. Next: run cfa:doctor", e);
        }
    }
}

package io.cfa.maven.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cfa.maven.backup.BackupPart.Kind;
import io.cfa.maven.host.RolloutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a backup says of itself, in its file {@value #FILE}.
 *
 * @param id       when it was begun
 * @param project  the compose project that it is of
 * @param revision the release that ran, where that is known
 * @param parts    what it holds
 */
public record BackupManifest(BackupId id, String project, Optional<String> revision, List<Part> parts) {

    /** Its file. */
    public static final String FILE = "manifest.json";

    private static final int FORM = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A part.
     *
     * @param service the compose service
     * @param kind    how it was kept
     * @param file    its name in the backup
     */
    public record Part(String service, Kind kind, String file) {}

    /** Copies. */
    public BackupManifest {
        parts = List.copyOf(parts);
    }

    /** Of what is observed. */
    static BackupManifest of(BackupId id, String project, Optional<String> revision, List<BackupPart> parts) {
        return new BackupManifest(
                id,
                project,
                revision,
                parts.stream()
                        .map(part -> new Part(part.service(), part.kind(), part.file()))
                        .toList());
    }

    String toJson() {
        ObjectNode json = JSON.createObjectNode()
                .put("form", FORM)
                .put("id", id.toString())
                .put("project", project);
        revision.ifPresent(commit -> json.put("revision", commit));
        ArrayNode list = json.putArray("parts");
        parts.forEach(part -> list.addObject()
                .put("service", part.service())
                .put("kind", part.kind().name())
                .put("file", part.file()));
        return json + "\n";
    }

    /**
     * Reads one.
     *
     * @throws UnusableBackupException if it is none, or of a newer plugin
     */
    public static BackupManifest read(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            if (json.path("form").asInt() != FORM) {
                throw new UnusableBackupException(
                        "is of form " + json.path("form").asText("none") + ", expected " + FORM,
                        "use the version of the plugin that made it");
            }
            List<Part> parts = new ArrayList<>();
            for (JsonNode part : json.path("parts")) {
                String service = part.path("service").asText();
                String file = part.path("file").asText();
                if (!file.matches("[a-z0-9][a-z0-9_.-]*\\.tar\\.gz") || !file.startsWith(service + ".")) {
                    throw new UnusableBackupException("names the file \"" + file + "\" for " + service);
                }
                parts.add(new Part(service, Kind.valueOf(part.path("kind").asText()), file));
            }
            return new BackupManifest(
                    BackupId.of(json.path("id").asText()).orElseThrow(() -> new UnusableBackupException("has no id")),
                    json.path("project").asText(),
                    Optional.of(json.path("revision").asText("")).filter(revision -> !revision.isEmpty()),
                    parts);
        } catch (JsonProcessingException e) {
            throw new UnusableBackupException("is no JSON");
        }
    }

    /** A backup is not what it should be: what it says of itself, or has. */
    public static final class UnusableBackupException extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;
        private static final String ANOTHER = "choose another backup";

        private final String problem;
        private final String next;

        /** With what helps where it is not another backup. */
        public UnusableBackupException(String problem, String next) {
            super(problem + ". Next: " + next);
            this.problem = problem;
            this.next = next;
        }

        /** What is wrong with it, as its predicate: {@code has no id}. */
        public UnusableBackupException(String problem) {
            this(problem, ANOTHER);
        }

        /** What a goal says that has changed nothing so far, of the backup of a name. */
        public static RolloutException refusal(String backup, IllegalArgumentException cause) {
            boolean known = cause instanceof UnusableBackupException;
            return new RolloutException(
                    backup + " " + (known ? ((UnusableBackupException) cause).problem : cause.getMessage())
                            + ". Nothing was changed. Next: "
                            + (known ? ((UnusableBackupException) cause).next : ANOTHER),
                    cause);
        }
    }
}

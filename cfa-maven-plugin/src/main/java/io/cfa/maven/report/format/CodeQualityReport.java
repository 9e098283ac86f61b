package io.cfa.maven.report.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.hash.Hashing;
import io.cfa.maven.report.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes findings as GitLab reads them for a merge request: docs.gitlab.com, "Code Quality", "Code Quality report format". */
public final class CodeQualityReport {

    private CodeQualityReport() {}

    /**
     * A finding of a file.
     *
     * @param check   the rule that it is of
     * @param path    the file, relative to the root of the clone
     * @param line    the line, counted from 1
     * @param finding what people read
     * @param warning whether it is only worth a look
     */
    public record Issue(String check, String path, int line, Finding finding, boolean warning) {

        /** Of a finding that is to be mended. */
        public Issue(String check, String path, int line, Finding finding) {
            this(check, path, line, finding, false);
        }

        /** The same, only worth a look. */
        public Issue asWarning() {
            return new Issue(check, path, line, finding, true);
        }
    }

    /** Writes the report, and the directories above it. */
    public static void write(Path file, List<Issue> issues) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, json(issues));
    }

    /** The report's text; of no finding, an empty list, by which GitLab knows that they are gone. */
    static String json(List<Issue> issues) {
        Map<String, Integer> seen = new HashMap<>();
        List<Map<String, Object>> entries = new ArrayList<>();
        for (Issue issue : issues) {
            // without the line: a finding that was only moved is the same one
            String identity = String.join(
                    "\n",
                    issue.check,
                    issue.path,
                    issue.finding.observed().replaceAll("\\bline [0-9]+", "line"),
                    issue.finding.expected());
            entries.add(entry(issue, sha256(identity + "\n" + seen.merge(identity, 1, Integer::sum))));
        }
        try {
            return JsonMapper.builder()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsString(entries) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of texts and numbers are JSON", e);
        }
    }

    private static Map<String, Object> entry(Issue issue, String fingerprint) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put(
                "description",
                issue.finding.observed() + "; expected " + issue.finding.expected() + ". Next: "
                        + issue.finding.next());
        entry.put("check_name", "cfa-" + issue.check);
        entry.put("fingerprint", fingerprint);
        entry.put("severity", issue.warning ? "info" : severity(issue.check));
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("path", issue.path);
        location.put("lines", Map.of("begin", issue.line));
        entry.put("location", location);
        return entry;
    }

    private static String severity(String check) {
        return switch (check) {
            case "secret" -> "blocker";
            case "document", "table" -> "minor";
            default -> "major";
        };
    }

    private static String sha256(String text) {
        return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
    }
}

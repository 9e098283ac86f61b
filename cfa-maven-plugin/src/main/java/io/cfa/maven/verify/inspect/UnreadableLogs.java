package io.cfa.maven.verify.inspect;

import io.cfa.maven.docker.ContainerLogs;
import io.cfa.maven.docker.UnreadableLog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what has no form of a log line: a text of docker for a container, then the mark and the driver. */
final class UnreadableLogs {

    private final String project;
    private final Map<String, String> said = new LinkedHashMap<>();
    private final Map<String, String> drivers = new LinkedHashMap<>();

    /** Of the containers of a project. */
    UnreadableLogs(String project) {
        this.project = project;
    }

    /** Takes a line that is none of a log. */
    void add(String line) {
        String[] words = line.split(" ", 2);
        String text = words.length > 1 ? words[1] : "";
        if (text.startsWith(ContainerLogs.MARK)) {
            drivers.put(words[0], text.substring(ContainerLogs.MARK.length()));
        } else {
            said.put(words[0], text.replaceFirst("^([Ee]rror (response )?from daemon( in stream)?: )+", ""));
        }
    }

    /** Those that could not be read. */
    List<UnreadableLog> logs() {
        return drivers.entrySet().stream()
                .map(log -> new UnreadableLog(
                        project,
                        log.getKey(),
                        log.getValue(),
                        said.getOrDefault(log.getKey(), "docker does not say why")))
                .toList();
    }
}

package io.cfa.maven.model.compose;

import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.YamlNode;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a compose file says under {@code x-cfa} of its services, which Compose itself passes over.
 *
 * @param backups for each service that says it, how its data is kept: {@code postgres} or {@code files}
 */
public record ComposeExtensions(SortedMap<String, ComposeService.Text> backups) {

    private static final String KEY = "x-cfa";

    /** Copies. */
    public ComposeExtensions {
        backups = Collections.unmodifiableSortedMap(new TreeMap<>(backups));
    }

    /**
     * Reads them.
     *
     * @throws MalformedFileException where {@code x-cfa} has another shape
     */
    public static ComposeExtensions of(YamlNode compose) {
        SortedMap<String, ComposeService.Text> backups = new TreeMap<>();
        for (Map.Entry<YamlNode, YamlNode> service : compose.require("services").entries()) {
            service.getValue()
                    .get(KEY)
                    .flatMap(extension -> extension.get("backup"))
                    .ifPresent(backup -> backups.put(
                            service.getKey().text(), new ComposeService.Text(backup.text(), backup.place())));
        }
        return new ComposeExtensions(backups);
    }
}

package io.cfa.maven.backup;

import io.cfa.maven.backup.BackupPart.Kind;
import io.cfa.maven.model.compose.ComposeExtensions;
import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads from a compose file which services' data is kept, and how. */
public final class KeptServices {

    private KeptServices() {}

    /**
     * Reads them.
     *
     * @throws MalformedFileException if the file cannot be read, or says something that is not known
     */
    public static SortedMap<String, Kind> of(Path compose) {
        SortedMap<String, Kind> kinds = new TreeMap<>();
        try {
            ComposeExtensions.of(YamlNode.parse(compose, Files.readString(compose)))
                    .backups()
                    .forEach((service, said) -> {
                        String word = said.value().toUpperCase(Locale.ROOT);
                        try {
                            kinds.put(service, Kind.valueOf(word));
                        } catch (IllegalArgumentException e) {
                            throw new MalformedFileException(
                                    said.place(),
                                    "x-cfa of " + service + " says backup: " + said.value()
                                            + "; expected postgres or files",
                                    "mend the word");
                        }
                    });
        } catch (IOException e) {
            throw new MalformedFileException(
                    compose + " cannot be read (" + e.getClass().getSimpleName() + ")", "look at its permissions", e);
        }
        return kinds;
    }
}

package io.cfa.maven.model.compose;

import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.TextFile;
import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A docker-compose file as it stands, variables not replaced, with the line of everything that a finding may cite.
 *
 * @param path     the file
 * @param root     the whole of it
 * @param services in the file's order
 */
public record ComposeFile(Path path, YamlNode root, List<ComposeService> services) {

    /** Copies. */
    public ComposeFile {
        services = List.copyOf(services);
    }

    /**
     * A file that a compose secret is read from.
     *
     * @param name   the secret's name
     * @param source the path, relative to the compose file, variables not replaced
     * @param place  where it stands
     */
    public record SecretFile(String name, String source, SourceLocation place) {

        /** Where it lies, if the compose file is in this directory. */
        public String in(String directory) {
            return Path.of(directory).resolve(source).normalize().toString();
        }

        /**
         * The path relative to the bundle's directory. No other is made, opened or closed on a host: what does not lie strictly beneath
         * {@code secrets/}, or would be another with another variable, may be anything of the host.
         *
         * @throws MalformedFileException if it does not
         */
        public String confined() {
            return BundlePath.within(source)
                    .filter(path -> BundlePath.isSecret(source))
                    .orElseThrow(() -> new MalformedFileException(
                            place,
                            "the secret " + name + " is read from " + source + ", which is not beneath secrets/",
                            "write ./secrets/ and its name"));
        }
    }

    /**
     * Reads a file.
     *
     * @throws MalformedFileException if it is missing, larger than 1 MiB, not UTF-8 or not YAML, or where a part has not the shape that compose wants
     */
    public static ComposeFile read(Path path) {
        return parse(path, TextFile.read(path, "name the directory of compose and env with -Dcfa.bundleDirectory"));
    }

    /** Reads a text that is in hand already. */
    public static ComposeFile parse(Path path, String text) {
        YamlNode root = YamlNode.parse(path, text);
        root.repeatedKeys().findFirst().ifPresent(key -> {
            throw new MalformedFileException(key.place(), "\"" + key.text() + "\" stands twice", "remove one");
        });
        YamlNode services = root.require("services");
        if (services.isNothing()) {
            throw new MalformedFileException(services.place(), "has nothing under \"services\"", "add a service");
        }
        return new ComposeFile(
                path,
                root,
                services.entries().stream()
                        .map(entry -> new ComposeService(entry.getKey(), entry.getValue()))
                        .toList());
    }

    /** The {@code file} of each top-level secret. */
    public List<SecretFile> secretFiles() {
        return root.get("secrets").stream()
                .flatMap(secrets -> secrets.entries().stream())
                .map(entry -> new SecretFile(
                        entry.getKey().text(),
                        entry.getValue().require("file").text(),
                        entry.getValue().require("file").place()))
                .toList();
    }

    /** Every text of the file that uses a variable. */
    public Stream<YamlNode> templates() {
        return root.scalars().filter(scalar -> scalar.text().contains("$"));
    }
}

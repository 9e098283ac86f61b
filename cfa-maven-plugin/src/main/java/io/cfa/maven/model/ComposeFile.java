package io.cfa.maven.model;

import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.YamlNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A docker-compose file as it stands, variables not replaced, with the line of everything that a finding may cite.
 *
 * @param path        the file
 * @param projectName the top-level {@code name}, which compose labels every container with
 * @param services    in the file's order
 * @param secretFiles the {@code file} of each top-level secret
 * @param templates   every text of the file that uses a variable
 */
public record ComposeFile(
        Path path,
        Optional<String> projectName,
        List<ComposeService> services,
        List<SecretFile> secretFiles,
        List<ComposeService.Text> templates) {

    /** Copies. */
    public ComposeFile {
        services = List.copyOf(services);
        secretFiles = List.copyOf(secretFiles);
        templates = List.copyOf(templates);
    }

    /**
     * A file that a compose secret is read from.
     *
     * @param name   the secret's name
     * @param source the path, relative to the compose file
     * @param place  where it stands
     */
    public record SecretFile(String name, String source, SourceLocation place) {}

    /**
     * Reads a file.
     *
     * @throws MalformedFileException if it is missing, not UTF-8 or not YAML, or where a part has not the shape that compose wants
     */
    public static ComposeFile read(Path path) {
        try {
            return parse(path, Files.readString(path));
        } catch (CharacterCodingException e) {
            throw new MalformedFileException(path + " is not UTF-8. Next: save it as UTF-8", e);
        } catch (IOException e) {
            throw new MalformedFileException(
                    path + " cannot be read (" + e.getClass().getSimpleName()
                            + "). Next: name the directory of compose and" + " env with -Dcfa.bundleDirectory",
                    e);
        }
    }

    /** Reads a text that is in hand already. */
    public static ComposeFile parse(Path path, String text) {
        YamlNode root = YamlNode.parse(path, text);
        return new ComposeFile(
                path,
                root.get("name").map(YamlNode::text),
                root.require("services").entries().stream()
                        .map(entry -> ComposeService.of(entry.getKey(), entry.getValue()))
                        .toList(),
                root.get("secrets").stream()
                        .flatMap(secrets -> secrets.entries().stream())
                        .map(entry -> new SecretFile(
                                entry.getKey().text(),
                                entry.getValue().require("file").text(),
                                entry.getValue().place()))
                        .toList(),
                root.scalars()
                        .map(scalar -> new ComposeService.Text(scalar.text(), scalar.place()))
                        .filter(template -> template.value().contains("$"))
                        .toList());
    }
}

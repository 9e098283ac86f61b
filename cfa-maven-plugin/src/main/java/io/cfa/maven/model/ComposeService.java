package io.cfa.maven.model;

import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A service of a compose file as it stands, variables not replaced.
 *
 * @param name     its key under {@code services}
 * @param place    where that key stands
 * @param image    the image, if it has one
 * @param ports    each published port as compose's short form; the long form is rewritten to it
 * @param mounts   the source of each file or directory of the bundle that it mounts, such as {@code ./realm}
 * @param profiles the profiles that switch it on; none means always on
 * @param replacedLast whether {@code x-cfa} says {@code replace: last}
 */
public record ComposeService(
        String name,
        SourceLocation place,
        Optional<Text> image,
        List<Text> ports,
        List<Text> mounts,
        List<String> profiles,
        boolean replacedLast) {

    /** Copies. */
    public ComposeService {
        ports = List.copyOf(ports);
        mounts = List.copyOf(mounts);
        profiles = List.copyOf(profiles);
    }

    /**
     * A text of the file and its place.
     *
     * @param value as it stands, variables not replaced
     * @param place where it stands
     */
    public record Text(String value, SourceLocation place) {}

    static ComposeService of(YamlNode key, YamlNode body) {
        return new ComposeService(
                key.text(),
                key.place(),
                body.get("image").map(ComposeService::text),
                body.get("ports").stream()
                        .flatMap(ports -> ports.items().stream())
                        .map(ComposeService::port)
                        .toList(),
                body.get("volumes").stream()
                        .flatMap(volumes -> volumes.items().stream())
                        .flatMap(ComposeService::mount)
                        .toList(),
                body.get("profiles").stream()
                        .flatMap(profiles -> profiles.items().stream())
                        .map(YamlNode::text)
                        .toList(),
                body.get("x-cfa")
                        .flatMap(extension -> extension.get("replace"))
                        .filter(word -> word.text().equals("last"))
                        .isPresent());
    }

    private static Text text(YamlNode node) {
        return new Text(node.text(), node.place());
    }

    private static Text port(YamlNode node) {
        if (!node.isMapping()) {
            return text(node);
        }
        String address = node.get("host_ip").map(ip -> ip.text() + ":").orElse("");
        String host =
                node.get("published").map(published -> published.text() + ":").orElse("");
        return new Text(address + host + node.require("target").text(), node.place());
    }

    private static Stream<Text> mount(YamlNode node) {
        String source = node.isMapping()
                ? node.get("source").map(YamlNode::text).orElse("")
                : node.text().replaceFirst(":.*", "");
        return source.startsWith("./") ? Stream.of(new Text(source, node.place())) : Stream.empty();
    }
}

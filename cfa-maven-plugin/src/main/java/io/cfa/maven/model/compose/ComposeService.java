package io.cfa.maven.model.compose;

import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.YamlNode;
import java.util.List;
import java.util.Optional;

/**
 * A service of a compose file as it stands, variables not replaced.
 *
 * @param key  its name
 * @param body what stands beneath
 */
public record ComposeService(YamlNode key, YamlNode body) {

    /**
     * A text of the file and its place.
     *
     * @param value as it stands, variables not replaced
     * @param place where it stands
     */
    public record Text(String value, SourceLocation place) {}

    /** Its name. */
    public String name() {
        return key.text();
    }

    /** Where its name stands. */
    public SourceLocation place() {
        return key.place();
    }

    /** The image, if it has one. */
    public Optional<YamlNode> image() {
        return body.get("image");
    }

    /** What it publishes, in either form. */
    public List<YamlNode> ports() {
        return items("ports");
    }

    /** What it mounts, in either form. */
    List<YamlNode> mounts() {
        return items("volumes");
    }

    /** The profiles that switch it on; none means always on. */
    public List<String> profiles() {
        return items("profiles").stream().map(YamlNode::text).toList();
    }

    /** The port of the host at which the edge takes requests for it, as {@code x-cfa: {edge: …}} says. */
    public Optional<YamlNode> edgePort() {
        return body.get("x-cfa").flatMap(extension -> extension.get("edge"));
    }

    /** Whether {@code x-cfa} says {@code replace: last}. */
    public boolean replacedLast() {
        return body.get("x-cfa")
                .flatMap(extension -> extension.get("replace"))
                .filter(word -> word.text().equals("last"))
                .isPresent();
    }

    private List<YamlNode> items(String name) {
        return body.get(name).map(YamlNode::items).orElse(List.of());
    }
}

package io.cfa.maven.model.compose;

import io.cfa.maven.model.source.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An entry of a service's {@code volumes}, variables replaced, read as Docker Compose reads it.
 *
 * @param type   {@code bind}, {@code volume}, {@code tmpfs} and the like
 * @param source a path of the host, or the name of a volume; empty where it has none
 * @param target the path in the container
 */
public record Mount(String type, String source, String target) {

    private static final String BIND = "bind";

    /** Reads either form; the operator replaces the variables of a text of the node. */
    public static Mount of(YamlNode node, UnaryOperator<String> replace) {
        if (!node.isMapping()) {
            return of(replace.apply(node.text()));
        }
        Mount mount = new Mount(
                replace.apply(node.require("type").text()),
                replace.apply(node.get("source").map(YamlNode::text).orElse("")),
                replace.apply(node.require("target").text()));
        if (mount.isBind() && mount.source().isEmpty()) {
            throw new IllegalArgumentException(
                    "a bind mount without a source: expected the path of a file or directory");
        }
        return mount;
    }

    /**
     * Reads the short form, {@code [source:]target[:options]}.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Mount of(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an empty mount: expected source:target");
        }
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            boolean drive = i == start + 1 && Character.isLetter(text.charAt(start));
            if (i == text.length() || text.charAt(i) == ':' && !drive) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        if (text.length() > 2 && (parts.contains("") || parts.size() > 3)) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a mount: expected source:target, or source:target:options");
        }
        boolean nameless = parts.size() == 1 || text.length() <= 2;
        String source = nameless ? "" : parts.get(0);
        return new Mount(isPath(source) ? BIND : "volume", source, nameless ? text : parts.get(1));
    }

    /** A source that is a path, not the name of a volume, in the short form. */
    private static boolean isPath(String source) {
        return !source.isEmpty() && "./~".indexOf(source.charAt(0)) >= 0
                || source.startsWith("\\\\")
                || source.length() > 1 && Character.isLetter(source.charAt(0)) && source.charAt(1) == ':';
    }

    /** Whether it is a file or directory of the host. */
    public boolean isBind() {
        return type.equals(BIND);
    }

    /** Whether it is a volume that has a name, which must stand in the file's list of them. */
    public boolean isNamedVolume() {
        return type.equals("volume") && !source.isEmpty();
    }
}

package io.cfa.maven.check;

import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the line that an error of Docker Compose is about: it names a line, a path such as {@code services.a.ports.0}, or the text itself. */
final class ComposeErrorLocator {

    private static final Pattern LINE = Pattern.compile("\\bline ([0-9]{1,7})");
    private static final Pattern PATH =
            Pattern.compile("\\b(?:services|networks|volumes|secrets|configs)(?:[.\\[][^\\s:'\"]+)");
    private static final Pattern SERVICE = Pattern.compile("\\bservice \"([^\"]+)\"");
    private static final Pattern KEY = Pattern.compile("Additional property (\\S+) is not allowed");
    private static final Pattern NAME = Pattern.compile("(?:undefined \\w+|unsupported external \\w+) \"?([^\\s\":]+)");
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)++)\"|: ([^\\s:]+)$");

    private final ProjectLayout layout;

    ComposeErrorLocator(ProjectLayout layout) {
        this.layout = layout;
    }

    /** Where; the compose file's first line if nothing of it tells. */
    SourceLocation locate(String error) {
        boolean ofEnv = error.startsWith("failed to read")
                && error.contains(layout.env().getFileName().toString());
        Matcher line = LINE.matcher(error);
        if (line.find()) {
            return new SourceLocation(
                    ofEnv ? layout.env() : layout.compose(), Math.max(1, Integer.parseInt(line.group(1))));
        }
        return byPath(error)
                .or(() -> byService(error))
                .or(() -> byText(error, layout.compose()))
                .or(() -> byText(error, layout.env()))
                .orElse(new SourceLocation(ofEnv ? layout.env() : layout.compose(), 1));
    }

    private Optional<YamlNode> root() {
        try {
            return Optional.of(YamlNode.parse(layout.compose(), Files.readString(layout.compose())));
        } catch (IOException | MalformedFileException e) {
            return Optional.empty();
        }
    }

    private Optional<SourceLocation> byPath(String error) {
        Matcher path = PATH.matcher(error);
        Optional<YamlNode> root = root();
        if (root.isEmpty() || !path.find()) {
            return Optional.empty();
        }
        YamlNode node = root.get();
        SourceLocation place = null;
        for (String step : path.group().split("[.\\[\\]]+")) {
            Optional<YamlNode> key = key(node, step);
            Optional<YamlNode> next = key.isPresent() ? node.get(step) : item(node, step);
            if (next.isEmpty()) {
                break;
            }
            node = next.get();
            place = key.orElse(node).place();
        }
        Matcher unknown = KEY.matcher(error);
        Optional<YamlNode> misspelt = unknown.find() ? key(node, unknown.group(1)) : Optional.empty();
        return misspelt.isPresent() ? misspelt.map(YamlNode::place) : Optional.ofNullable(place);
    }

    private static Optional<YamlNode> key(YamlNode node, String name) {
        return node.isMapping()
                ? node.keys().stream().filter(key -> key.text().equals(name)).findFirst()
                : Optional.empty();
    }

    private static Optional<YamlNode> item(YamlNode node, String index) {
        return node.isList() && index.matches("[0-9]{1,5}")
                ? node.items().stream().skip(Integer.parseInt(index)).findFirst()
                : Optional.empty();
    }

    private Optional<SourceLocation> byService(String error) {
        Matcher service = SERVICE.matcher(error);
        if (!service.find()) {
            return Optional.empty();
        }
        Optional<YamlNode> services = root().flatMap(root -> root.get("services"));
        Optional<YamlNode> key = services.flatMap(all -> key(all, service.group(1)));
        Matcher name = NAME.matcher(error);
        Optional<YamlNode> part = name.find() && key.isPresent()
                ? named(services.get().get(service.group(1)).orElseThrow(), name.group(1))
                : Optional.empty();
        return part.or(() -> key).map(YamlNode::place);
    }

    /** What in a service is called so, or begins so with a colon behind it. */
    private static Optional<YamlNode> named(YamlNode body, String name) {
        Stream<YamlNode> keys = body.isMapping()
                ? body.entries().stream()
                        .filter(entry -> entry.getValue().isMapping())
                        .flatMap(entry -> entry.getValue().keys().stream())
                : Stream.empty();
        return Stream.concat(keys, body.scalars())
                .filter(node -> node.text().equals(name) || node.text().startsWith(name + ":"))
                .findFirst();
    }

    private static Optional<SourceLocation> byText(String error, Path file) {
        Matcher quoted = TEXT.matcher(error);
        try {
            List<String> lines = Files.readAllLines(file);
            while (quoted.find()) {
                String text = quoted.group(1) != null ? quoted.group(1) : quoted.group(2);
                for (int i = 0; i < lines.size() && text.length() > 1; i++) {
                    if (lines.get(i).contains(text)) {
                        return Optional.of(new SourceLocation(file, i + 1));
                    }
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}

package io.cfa.maven.model.compose;

import io.cfa.maven.model.env.Interpolation;
import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file or directory of the host that a compose file names, however it is written, variables replaced.
 *
 * @param user   who reads it, as a subject and its verb: {@code postgres mounts}, {@code the config realm reads}
 * @param source the path, relative to the compose file or absolute
 * @param place  where it stands
 */
public record FileReference(String user, String source, SourceLocation place) {

    /** All but secrets: bind mounts of both forms, env and label files, the files of configs, volumes that are bound to a directory. */
    public static List<FileReference> of(ComposeFile compose, Interpolation variables) {
        List<FileReference> references = new ArrayList<>();
        for (ComposeService service : compose.services()) {
            service.mounts().forEach(node -> mount(service, node, variables).forEach(references::add));
            for (String key : List.of("env_file", "label_file")) {
                service.body().get(key).stream()
                        .flatMap(FileReference::each)
                        .map(node -> of(service.name() + " reads", node, variables))
                        .forEach(references::add);
            }
        }
        entries(compose, "configs").forEach(config -> config.getValue()
                .get("file")
                .map(file -> of("the config " + config.getKey().text() + " reads", file, variables))
                .ifPresent(references::add));
        entries(compose, "volumes").forEach(volume -> device(volume.getValue(), variables)
                .map(device -> of("the volume " + volume.getKey().text() + " is bound to", device, variables))
                .ifPresent(references::add));
        return references;
    }

    private static Stream<Map.Entry<YamlNode, YamlNode>> entries(ComposeFile compose, String key) {
        return compose.root().get(key).stream().flatMap(all -> all.entries().stream());
    }

    private static FileReference of(String user, YamlNode node, Interpolation variables) {
        return new FileReference(user, variables.replace(node.text(), node.place()), node.place());
    }

    private static Stream<FileReference> mount(ComposeService service, YamlNode node, Interpolation variables) {
        Mount mount = node.at(() -> Mount.of(node, text -> variables.replace(text, node.place())));
        return mount.isBind()
                ? Stream.of(new FileReference(service.name() + " mounts", mount.source(), node.place()))
                : Stream.empty();
    }

    /** A path, a list of them, or a list of mappings with one. */
    private static Stream<YamlNode> each(YamlNode files) {
        Stream<YamlNode> each = files.isList() ? files.items().stream() : Stream.of(files);
        return each.map(file -> file.isMapping() ? file.require("path") : file);
    }

    private static Optional<YamlNode> device(YamlNode volume, Interpolation variables) {
        Optional<YamlNode> options = volume.get("driver_opts");
        return options.flatMap(all -> all.get("o"))
                .filter(option ->
                        variables.replace(option.text(), option.place()).contains("bind"))
                .flatMap(bound -> options.flatMap(all -> all.get("device")));
    }
}

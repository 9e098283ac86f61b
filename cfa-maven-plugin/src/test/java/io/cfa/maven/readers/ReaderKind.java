package io.cfa.maven.readers;

import io.cfa.maven.check.TestNames;
import io.cfa.maven.check.compose.ComposeRules;
import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.Variables;
import io.cfa.maven.check.pipeline.PipelineSummary;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.PublishedPort;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.compose.Mount;
import io.cfa.maven.model.compose.PortBinding;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.model.env.Interpolation;
import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is read, and what our reader makes of it, in one line. */
enum ReaderKind {
    ENV(ReaderKind::env),
    TEMPLATE(ReaderKind::template),
    PORT(ReaderKind::port),
    MOUNT(ReaderKind::mount),
    IMAGE(text -> {
        ImageReference image = ImageReference.of(text);
        return image.registry() + "/" + image.repository()
                + image.tag().map(tag -> ":" + tag).orElse("")
                + image.digest().map(digest -> "@" + digest).orElse("");
    }),
    FILE(ReaderKind::file),
    PIPELINE(ReaderKind::pipeline);

    /** The rules of what compose refuses itself. */
    private static final Set<String> REFUSING = Set.of("shape", "dependency");

    /** The env file that templates are read with. */
    static final String VARIABLES = "A=x\nEMPTY=\nSPACED='two words'\nUPPER=Y\n_u1=under\n";

    private static final Path FILE_NAME = Path.of("docker-compose.yml");

    private final Function<String, String> reader;

    ReaderKind(Function<String, String> reader) {
        this.reader = reader;
    }

    /** What our reader makes of an input. */
    String read(String input) {
        try {
            return ReaderCase.escape(reader.apply(input));
        } catch (MalformedFileException | IllegalArgumentException e) {
            return ReaderCase.REFUSED;
        }
    }

    String fileName() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String pipeline(String text) {
        try (PipelineDirectory directory = PipelineDirectory.of(text)) {
            return PipelineSummary.of(directory.root(), PipelineDirectory.BRANCH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String env(String text) {
        Map<String, String> values = new TreeMap<>();
        EnvFile.parse(Path.of(".env"), text).entries().forEach((name, entry) -> values.put(name, entry.value()));
        values.keySet().removeIf(name -> !name.matches("[A-F]"));
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("|"));
    }

    private static String template(String text) {
        EnvFile env = EnvFile.parse(Path.of(".env"), VARIABLES);
        return new Interpolation(env::get).replace(text, new SourceLocation(FILE_NAME, 1));
    }

    private static YamlNode node(String text) {
        return YamlNode.parse(FILE_NAME, "a: " + (text.startsWith("{") ? text : quoted(text)))
                .require("a");
    }

    /** As JSON, which is YAML. */
    static String quoted(String text) {
        return "\"" + ReaderCase.escape(text).replace("\"", "\\\"") + "\"";
    }

    private static String port(String text) {
        PortBinding binding = PortBinding.of(node(text), new Interpolation(name -> Optional.empty()));
        List<String> ports = new ArrayList<>();
        for (int i = 0; i < binding.container().size(); i++) {
            int offset = i;
            String host = binding.host()
                    .map(range -> range.size() == binding.container().size()
                            ? String.valueOf(range.first() + offset)
                            : range.first() + "-" + range.last())
                    .orElse("");
            ports.add(binding.address().orElse("") + " " + host + "->"
                    + (binding.container().first() + i) + "/" + binding.protocol());
        }
        return String.join(", ", ports);
    }

    private static String mount(String text) {
        Mount mount = Mount.of(node(text), value -> value);
        boolean relative = mount.isBind() && !mount.source().matches("(?s)[/~].*|[A-Za-z]:.*");
        String source = relative ? "./" + Path.of(mount.source()).normalize() : mount.source();
        return mount.type() + " " + source + " " + Path.of(mount.target()).normalize();
    }

    private static String file(String text) {
        Findings findings = new Findings(Path.of("/"));
        ProjectLayout layout = new ProjectLayout(Path.of("/"), Path.of("/bundle"), new TreeSet<>(), TestNames.CFA2);
        Optional<Variables> variables = Variables.read(layout.env(), VARIABLES, findings);
        new ComposeRules(layout, findings, variables).check(YamlNode.parse(FILE_NAME, text), text);
        findings.sorted().stream()
                .filter(found -> REFUSING.contains(found.check()))
                .findFirst()
                .ifPresent(found -> {
                    throw new IllegalArgumentException(found.toString());
                });
        Stack stack = Stack.of(ComposeFile.parse(FILE_NAME, text), EnvFile.parse(Path.of(".env"), VARIABLES), Map.of());
        return stack.projectName() + ": "
                + stack.services().stream()
                        .map(service -> service.name()
                                + service.ports().stream()
                                        .map(PublishedPort::toString)
                                        .collect(Collectors.joining(" ", "(", ")")))
                        .sorted()
                        .collect(Collectors.joining(" "));
    }
}

package io.cfa.maven.check.compose;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.ServiceEntry;
import io.cfa.maven.check.files.Variables;
import io.cfa.maven.check.rules.KeyRules;
import io.cfa.maven.check.rules.NumberForm;
import io.cfa.maven.check.rules.SecretRules;
import io.cfa.maven.check.rules.ShapeRules;
import io.cfa.maven.check.rules.Shapes;
import io.cfa.maven.check.rules.VariableRules;
import io.cfa.maven.model.Orchestrator;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What must hold of the compose file: the whole of it here, and of each service in the rules that this hands it to. */
public final class ComposeRules {

    private static final int LONGEST_TEXT = 16_000;

    private static final Shapes SHAPES = Shapes.read(
            ComposeRules.class,
            "compose-shapes.txt",
            new Shapes.Dialect(
                    "compose",
                    "key",
                    "a key of the Compose Specification",
                    "mend the name; what is yours alone begins with x-",
                    NumberForm.GO));

    private final ProjectLayout checkout;
    private final Findings findings;
    private final Optional<Variables> variables;

    /** The rules for the compose file of a clone. */
    public ComposeRules(ProjectLayout checkout, Findings findings, Optional<Variables> variables) {
        this.checkout = checkout;
        this.findings = findings;
        this.variables = variables;
    }

    /** Returns the ports of the host by service. */
    public Map<String, List<String>> check(YamlNode compose, String text) {
        Findings whole = findings.of("compose");
        if (compose.get("name").isEmpty()) {
            whole.add(
                    new SourceLocation(checkout.compose(), 1),
                    "no top-level \"name\"",
                    "a name, as in name: shop",
                    "add it, so that the project is called the same everywhere");
        }
        elsewhere(compose, text, whole);
        UnaryOperator<String> resolved = resolved();
        part(() -> new ShapeRules(
                        findings.of("shape"),
                        SHAPES,
                        Optional.of(checkout.names().compose()),
                        resolved)
                .check(compose));
        part(() -> new KeyRules(findings.of("shape")).check(compose));
        PortRules ports =
                new PortRules(findings.of("port"), variables, checkout.names().publicServices());
        ImageRules images =
                new ImageRules(findings.of("image"), variables, checkout.names().modules());
        List<ServiceEntry> services = compose.require("services").entries().stream()
                .map(entry -> new ServiceEntry(
                        entry.getKey().text(),
                        entry.getKey(),
                        entry.getValue(),
                        checkout.services().contains(entry.getKey().text())))
                .toList();
        for (ServiceEntry service : services) {
            part(() -> images.check(service));
            part(() -> ports.check(service));
            part(() -> new RuntimeRules(whole).check(service));
            part(() -> new SecretRules(findings.of("secret")).environment(service));
        }
        part(() -> ports.ingress(services));
        part(() -> new SecretRules(findings.of("secret")).texts(compose));
        part(() -> new SecretReferenceRules(findings.of("reference")).check(compose, services));
        part(() -> new ConsistencyRules(findings.of("dependency")).check(compose, services));
        part(() -> new DependencyRules(findings.of("dependency"), resolved).check(compose, services));
        part(() -> new ConflictRules(findings.of("dependency"), resolved).check(compose, services));
        part(() -> new RepetitionRules(findings.of("shape"), resolved).check(services));
        variables.ifPresent(known -> part(() -> new MountRules(checkout, findings.of("reference"), known)
                .check(ComposeFile.parse(checkout.compose(), text))));
        variables.ifPresent(known -> part(() -> new StackRules(findings.of("stack"), known.scope())
                .check(
                        ComposeFile.parse(checkout.compose(), text),
                        known.get(Orchestrator.VARIABLE)
                                .flatMap(Orchestrator::of)
                                .orElse(Orchestrator.COMPOSE))));
        checkout.services().stream()
                .filter(module ->
                        services.stream().noneMatch(service -> service.name().equals(module)))
                .forEach(module -> whole.add(
                        compose.get("services").orElseThrow().place(),
                        "no service " + module,
                        "one for the module " + checkout.names().modules().of(module),
                        "add it"));
        variables.ifPresent(known -> part(() -> new VariableRules(findings.of("variable")).check(known, compose)));
        variables
                .filter(known -> findings.noneIn(checkout.compose()) && findings.noneIn(checkout.env()))
                .ifPresent(known -> part(() -> asTheHostWill(text, known)));
        return ports.byService();
    }

    /** A text with its variables replaced; as it stands where they cannot be, which is a finding of its own. */
    private UnaryOperator<String> resolved() {
        return text -> {
            try {
                return variables
                        .map(known -> known.scope().replace(text, new SourceLocation(checkout.compose(), 1)))
                        .orElse(text);
            } catch (MalformedFileException e) {
                return text;
            }
        };
    }

    /** What no rule sees, because it is in another file or on another's machine. */
    private void elsewhere(YamlNode compose, String text, Findings whole) {
        compose.get("include")
                .ifPresent(include -> whole.add(
                        include.place(),
                        "an include",
                        "everything in this one static file",
                        "write it here: only this file is checked"));
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).replaceFirst("(^|\\s)#.*", "").contains("CI_REGISTRY_IMAGE")) {
                whole.add(
                        new SourceLocation(checkout.compose(), i + 1),
                        "CI_REGISTRY_IMAGE",
                        "${REGISTRY_IMAGE}",
                        "use that: the pipeline's own variable is not known on the host");
            }
        }
        compose.scalars()
                .filter(scalar -> scalar.text().length() > LONGEST_TEXT)
                .forEach(scalar -> whole.add(
                        scalar.place(),
                        "a text of more than " + LONGEST_TEXT + " characters",
                        "texts that people can read",
                        "mount it as a file"));
    }

    /** The reading of rollout and verify, in case that they refuse what no rule knows. */
    private void asTheHostWill(String text, Variables known) {
        Stack.of(ComposeFile.parse(checkout.compose(), text), known.file(), Map.of());
    }

    private void part(Runnable check) {
        Path file = checkout.compose();
        findings.of("yaml").collect(file, check);
    }
}

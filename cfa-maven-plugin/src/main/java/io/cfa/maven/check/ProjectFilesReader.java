package io.cfa.maven.check;

import io.cfa.maven.check.compose.ComposeRules;
import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectFacts;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.SourceFile;
import io.cfa.maven.check.files.Variables;
import io.cfa.maven.check.pipeline.Includes;
import io.cfa.maven.check.pipeline.Pipeline;
import io.cfa.maven.check.pipeline.PipelineRules;
import io.cfa.maven.check.rules.MigrationRules;
import io.cfa.maven.check.rules.ModuleRules;
import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads POMs, env, compose and pipeline, checks each against those before it, and tells what the documents must agree with. */
final class ProjectFilesReader {

    private static final Pattern PORT = Pattern.compile(":(58[0-9]{3})(?![0-9])");

    private final ProjectLayout checkout;
    private final Findings findings;
    private final SourceFile source;
    private final SourceFile bundle;

    ProjectFilesReader(ProjectLayout checkout, Findings findings) {
        this.checkout = checkout;
        this.findings = findings;
        this.source = new SourceFile(checkout.root(), findings.of("file"));
        this.bundle = checkout.bundle().startsWith(checkout.root())
                ? source
                : new SourceFile(checkout.bundle(), findings.of("file"));
    }

    ProjectFacts read() {
        SortedSet<String> services = new ModuleRules(checkout, findings.of("module"), source).check();
        new MigrationRules(checkout, findings.of("migration"), source).check();
        ProjectLayout all = checkout.withServices(services);
        Optional<Variables> variables = bundle.read(checkout.env())
                .flatMap(text -> Variables.read(checkout.env(), text, findings.of("variable")));
        variables.ifPresent(known -> services.forEach(service -> portVariable(service, known)));
        pipelineEntry();
        return new ProjectFacts(services, variables, pipeline(all, variables), compose(all, variables));
    }

    /** A document's text. */
    Optional<String> document(Path file) {
        return source.read(file);
    }

    /** Without it, GitLab runs no job at all, and nothing fails. */
    private void pipelineEntry() {
        Path entry = checkout.pipelineEntry();
        String local = findings.cited(checkout.pipeline());
        source.read(entry)
                .flatMap(text -> yaml(entry, () -> Pipeline.parse(entry, text)))
                .filter(file -> findings.of("yaml")
                        .collect(entry, () -> !Includes.local(file, local))
                        .orElse(false))
                .ifPresent(file -> findings.of("pipeline")
                        .add(
                                new SourceLocation(entry, 1),
                                "no include of " + local,
                                "include: [{local: " + local + "}]",
                                "add it"));
    }

    private void portVariable(String service, Variables variables) {
        String name = ProjectLayout.portVariable(service);
        if (!variables.sets(name)) {
            findings.of("variable")
                    .add(
                            new SourceLocation(checkout.env(), 1),
                            "no " + name,
                            name + "=… for the service " + service,
                            "add the line");
        }
    }

    private Map<String, List<String>> compose(ProjectLayout all, Optional<Variables> variables) {
        Optional<String> text = bundle.read(all.compose());
        return text.flatMap(lines -> yaml(all.compose(), () -> YamlNode.parse(all.compose(), lines)))
                .flatMap(file -> findings.of("yaml")
                        .collect(all.compose(), () -> new ComposeRules(all, findings, variables)
                                .check(file, text.get())))
                .orElse(Map.of());
    }

    private Optional<SortedMap<String, String>> pipeline(ProjectLayout all, Optional<Variables> variables) {
        Optional<String> text = source.read(all.pipeline());
        variables.ifPresent(known -> text.ifPresent(lines -> ports(lines, known)));
        return text.flatMap(lines -> yaml(all.pipeline(), () -> Pipeline.parse(all.pipeline(), lines)))
                .flatMap(file -> findings.of("yaml")
                        .collect(all.pipeline(), () -> new PipelineRules(all, findings.of("pipeline"), variables)
                                .check(file)));
    }

    /** The document of a file, if every rule can read it: a key that stands twice hides one of them. */
    private Optional<YamlNode> yaml(Path file, Supplier<YamlNode> reading) {
        Findings yaml = findings.of("yaml");
        Optional<YamlNode> parsed = yaml.collect(file, reading);
        List<YamlNode> repeated =
                parsed.stream().flatMap(YamlNode::repeatedKeys).toList();
        repeated.forEach(key -> yaml.add(
                key.place(),
                "\"" + key.text() + "\" stands twice",
                "each key once",
                "remove one; other findings may come up then"));
        return parsed.filter(root -> repeated.isEmpty());
    }

    private void ports(String pipeline, Variables variables) {
        List<String> lines = pipeline.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher port = PORT.matcher(lines.get(i));
            while (port.find()) {
                if (!variables.isValue(port.group(1))) {
                    findings.of("port")
                            .add(
                                    new SourceLocation(checkout.pipeline(), i + 1),
                                    "port " + port.group(1),
                                    "a port of .env.cfa2",
                                    "mend the number");
                }
            }
        }
    }
}

package io.cfa.maven.check;

import io.cfa.maven.check.compose.ComposeRules;
import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectFacts;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.SourceFile;
import io.cfa.maven.check.files.Variables;
import io.cfa.maven.check.rules.MigrationRules;
import io.cfa.maven.check.rules.ModuleRules;
import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/** Reads POMs, env, compose and pipeline, checks each against those before it, and tells what the documents must agree with. */
final class ProjectFilesReader {

    private final ProjectLayout checkout;
    private final Findings findings;
    private final SourceFile source;
    private final SourceFile bundle;
    private final Optional<Set<Path>> released;

    /** Of a clone of which it is not known what was released. */
    ProjectFilesReader(ProjectLayout checkout, Findings findings) {
        this(checkout, findings, Optional.empty());
    }

    ProjectFilesReader(ProjectLayout checkout, Findings findings, Optional<Set<Path>> released) {
        this.released = released;
        this.checkout = checkout;
        this.findings = findings;
        this.source = new SourceFile(checkout.root(), findings.of("file"));
        this.bundle = checkout.bundle().startsWith(checkout.root())
                ? source
                : new SourceFile(checkout.bundle(), findings.of("file"));
    }

    ProjectFacts read() {
        SortedSet<String> services = new ModuleRules(checkout, findings.of("module"), source).check();
        new MigrationRules(checkout, findings.of("migration"), source).check(released);
        ProjectLayout all = checkout.withServices(services);
        Optional<Variables> variables = bundle.read(checkout.env())
                .flatMap(text -> Variables.read(checkout.env(), text, findings.of("variable")));
        variables.ifPresent(known -> services.forEach(service -> portVariable(service, known)));
        PipelineReader pipeline = new PipelineReader(all, findings, source);
        Optional<SortedMap<String, String>> jobs = pipeline.read(variables);
        return new ProjectFacts(services, variables, jobs, pipeline.ownJobs(), compose(all, variables));
    }

    /** A document's text. */
    Optional<String> document(Path file) {
        return source.read(file);
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
        return text.flatMap(
                        lines -> findings.of("yaml").yaml(all.compose(), () -> YamlNode.parse(all.compose(), lines)))
                .flatMap(file -> findings.of("yaml")
                        .collect(all.compose(), () -> new ComposeRules(all, findings, variables)
                                .check(file, text.get())))
                .orElse(Map.of());
    }
}

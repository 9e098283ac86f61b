package io.cfa.maven.check.rules;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.PomFile;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.SourceFile;
import io.cfa.maven.model.source.SourceLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must hold of the POMs: each service's directory is a module of the same name, and the rollout waits for all of them. */
public final class ModuleRules {

    private static final String MAIN_CLASS = "project/properties/cfa.mainClass";
    private static final String DEPENDENCY = "project/dependencies/dependency/artifactId";

    private final ProjectLayout checkout;
    private final Findings findings;
    private final SourceFile source;

    /** The rules for the POMs of a clone. */
    public ModuleRules(ProjectLayout checkout, Findings findings, SourceFile source) {
        this.checkout = checkout;
        this.findings = findings;
        this.source = source;
    }

    /** Returns the services: those that the reactor knows, and those whose directory is there already. */
    public SortedSet<String> check() {
        SortedSet<String> services = new TreeSet<>(checkout.services());
        SortedSet<String> onDisk = onDisk();
        services.addAll(onDisk);
        read(checkout.modules()).ifPresent(pom -> modules(pom, onDisk));
        read(checkout.deployModule()).ifPresent(pom -> waitsForAll(pom, services));
        return services;
    }

    private Optional<PomFile> read(Path file) {
        return source.read(file).flatMap(text -> findings.collect(file, () -> PomFile.parse(file, text)));
    }

    private SortedSet<String> onDisk() {
        Path directory = checkout.modules().getParent();
        if (!Files.isDirectory(directory)) {
            return new TreeSet<>();
        }
        List<Path> poms;
        try (Stream<Path> children = Files.list(directory)) {
            poms = children.map(child -> child.resolve("pom.xml"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SortedSet<String> services = new TreeSet<>();
        for (Path file : poms) {
            String name = file.getParent().getFileName().toString();
            read(file).filter(pom -> pom.first(MAIN_CLASS).isPresent()).ifPresent(pom -> {
                services.add(name);
                pom.first("project/artifactId")
                        .filter(artifact -> !artifact.text().equals(name))
                        .ifPresent(artifact -> findings.add(
                                artifact.place(),
                                "the artifact " + artifact.text(),
                                name + ", as its directory is called",
                                "rename one"));
            });
        }
        return services;
    }

    private void modules(PomFile pom, Set<String> onDisk) {
        Set<String> named = texts(pom, "project/modules/module");
        SourceLocation place = pom.first("project/modules")
                .map(PomFile.Element::place)
                .orElse(new SourceLocation(checkout.modules(), 1));
        onDisk.stream()
                .filter(service -> !named.contains(service))
                .forEach(service -> findings.add(
                        place,
                        "no module " + service,
                        "<module>" + service + "</module> for "
                                + checkout.names().modules().of(service),
                        "add it"));
    }

    private void waitsForAll(PomFile pom, Set<String> services) {
        Set<String> named = texts(pom, DEPENDENCY);
        SourceLocation place = pom.first("project/dependencies")
                .map(PomFile.Element::place)
                .orElse(new SourceLocation(checkout.deployModule(), 1));
        services.stream()
                .filter(service -> !named.contains(service))
                .forEach(service -> findings.add(
                        place, "no dependency on " + service, "one, so that the rollout waits for it", "add it"));
        pom.at(DEPENDENCY).stream()
                .filter(artifact -> !services.contains(artifact.text()))
                .forEach(artifact -> findings.add(
                        artifact.place(),
                        "a dependency on " + artifact.text() + ", which is no service",
                        "services only",
                        "remove it"));
    }

    private static Set<String> texts(PomFile pom, String path) {
        return pom.at(path).stream().map(PomFile.Element::text).collect(Collectors.toSet());
    }
}

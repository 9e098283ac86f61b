package io.cfa.maven.check.files;

import io.cfa.maven.model.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that must agree, and the services that the reactor has.
 *
 * @param root     the root of the clone
 * @param bundle   the directory of compose and env
 * @param services the reactor's service modules
 * @param names    what the project calls its own
 */
public record ProjectLayout(Path root, Path bundle, SortedSet<String> services, ProjectNames names) {

    /** Copies. */
    public ProjectLayout {
        root = root.toAbsolutePath().normalize();
        bundle = bundle.toAbsolutePath().normalize();
        services = Collections.unmodifiableSortedSet(new TreeSet<>(services));
    }

    /** The variable that a service's port on the host is set by: {@code BANK_NOMINAL_PORT}. */
    public static String portVariable(String service) {
        return service.toUpperCase(Locale.ROOT).replace('-', '_') + "_PORT";
    }

    public ProjectLayout withServices(SortedSet<String> others) {
        return new ProjectLayout(root, bundle, others, names);
    }

    public Path compose() {
        return bundle.resolve(Stack.COMPOSE_FILE);
    }

    public Path env() {
        return bundle.resolve(Stack.ENV_FILE);
    }

    /** The file of the jobs. */
    public Path pipeline() {
        return root.resolve(names.pipeline().file()).normalize();
    }

    /** The file that GitLab reads. */
    public Path pipelineEntry() {
        return root.resolve(".gitlab-ci.yml");
    }

    public Optional<Path> runbook() {
        return names.documents().runbook().map(root::resolve);
    }

    /** The runbook in another language: beside it, of the same name, with the language before its ending. */
    public Optional<Path> translatedRunbook() {
        return runbook().flatMap(runbook -> {
            String name = runbook.getFileName().toString().replaceFirst("\\.md$", "");
            try (Stream<Path> beside = Files.list(runbook.getParent())) {
                return beside.filter(
                                file -> file.getFileName().toString().matches(Pattern.quote(name) + "\\.[a-z]{2}\\.md"))
                        .min(Comparator.naturalOrder());
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    public Optional<Path> matrix() {
        return names.documents().matrix().map(root::resolve);
    }

    public Path modules() {
        return root.resolve(names.modules().services()).resolve("pom.xml").normalize();
    }

    public Path deployModule() {
        return root.resolve(names.modules().deploy()).resolve("pom.xml").normalize();
    }
}

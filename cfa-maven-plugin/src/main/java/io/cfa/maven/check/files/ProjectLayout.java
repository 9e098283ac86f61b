package io.cfa.maven.check.files;

import io.cfa.maven.model.Stack;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The files that must agree, and the services that the reactor has.
 *
 * @param root     the root of the clone
 * @param bundle   the directory of compose and env
 * @param services the reactor's service modules
 */
public record ProjectLayout(Path root, Path bundle, SortedSet<String> services) {

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
        return new ProjectLayout(root, bundle, others);
    }

    public Path compose() {
        return bundle.resolve(Stack.COMPOSE_FILE);
    }

    public Path env() {
        return bundle.resolve(Stack.ENV_FILE);
    }

    public Path pipeline() {
        return root.resolve(".gitlab/gitlab-ci.dev.yml");
    }

    /** The file that GitLab reads. */
    public Path pipelineEntry() {
        return root.resolve(".gitlab-ci.yml");
    }

    public Path runbook() {
        return root.resolve("docs/deploy/vps-cfa2/cfa2-dev-runbook.md");
    }

    /** The runbook in Russian, where there is one. */
    public Path translatedRunbook() {
        return root.resolve("docs/deploy/vps-cfa2/cfa2-dev-runbook.ru.md");
    }

    public Path matrix() {
        return root.resolve("docs/deploy/vps-cfa2/CI-BUILD-MATRIX.md");
    }

    public Path modules() {
        return root.resolve("services/pom.xml");
    }

    public Path deployModule() {
        return root.resolve("deploy/pom.xml");
    }
}

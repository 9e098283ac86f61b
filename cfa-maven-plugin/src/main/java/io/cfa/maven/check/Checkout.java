package io.cfa.maven.check;

import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The files that must agree, and the services that the reactor has.
 *
 * @param root     the root of the clone
 * @param bundle   the directory of compose and env
 * @param services the reactor's service modules
 */
public record Checkout(Path root, Path bundle, SortedSet<String> services) {

    /** Copies. */
    public Checkout {
        services = Collections.unmodifiableSortedSet(new TreeSet<>(services));
    }

    Path compose() {
        return bundle.resolve("docker-compose.yml");
    }

    Path env() {
        return bundle.resolve(".env.cfa2");
    }

    Path pipeline() {
        return root.resolve(".gitlab/gitlab-ci.dev.yml");
    }

    Path runbook() {
        return root.resolve("docs/deploy/vps-cfa2/cfa2-dev-runbook.md");
    }

    Path matrix() {
        return root.resolve("docs/deploy/vps-cfa2/CI-BUILD-MATRIX.md");
    }
}

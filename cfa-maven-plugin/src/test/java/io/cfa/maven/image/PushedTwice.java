package io.cfa.maven.image;

import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.plan.ImagePlanner;
import io.cfa.maven.image.plan.Modules;
import io.cfa.maven.image.registry.LocalRegistry;
import io.cfa.maven.model.ImageReference;
import java.nio.file.Path;
import java.util.List;

/** One image of identity in two places: pushed to a registry, and in the file that {@code cfa:image} writes. */
public final class PushedTwice {

    private final Builds builds;
    private final ImagePlan plan;

    public PushedTwice(LocalRegistry registry, Path root, ImageReference base) {
        this.builds = new Builds(root, registry);
        this.plan = ImagePlanner.plan(new Modules(root, base).service("identity"));
    }

    /** Puts it into both. */
    public void to(String name, Path tar) {
        ImageReference reference = ImageReference.of(name);
        builds.cold().push(plan, reference, List.of(), builds.output("identity"));
        builds.cold().writeTar(plan, reference, tar);
    }
}

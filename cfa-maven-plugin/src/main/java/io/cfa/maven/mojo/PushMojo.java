package io.cfa.maven.mojo;

import io.cfa.maven.image.ImagePlan;
import io.cfa.maven.model.ImageRef;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Builds the image of a service and pushes it under the commit it was built from; what it did is in target/cfa/image.json. */
@Mojo(name = "push", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class PushMojo extends ServiceGoal {

    @Override
    void run(ImagePlan plan) {
        ImageRef target = repository(plan.service()).withTag(tag());
        if (dryRun) {
            plan.describe().forEach(getLog()::info);
            getLog().info("would be pushed as " + target);
        } else {
            build().push(plan, target, siblings(), Path.of(project.getBuild().getDirectory()));
        }
    }
}

package io.cfa.maven.mojo.image;

import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.mojo.service.ServiceImagePlan;
import io.cfa.maven.mojo.service.ServiceModules;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;

/** A goal that makes the image of the module that is being built, where that is a service. */
abstract class AbstractPlannedImageMojo extends AbstractServiceMojo {

    @Inject
    private ServiceImagePlan plans;

    @Override
    final void run() throws MojoFailureException {
        ServiceImagePlan.Ingredients ingredients = ingredients();
        Optional<ImagePlan> plan = plans.of(builds(), project, ingredients);
        if (plan.isPresent()) {
            run(plan.get());
        } else {
            lookAhead(ingredients.base().image());
            getLog().info("not a service: no property " + ServiceModules.MARK);
        }
    }

    private void lookAhead(ImageReference base) {
        if (!dryRun) {
            plans.lookAhead(builds(), build(), base);
        }
    }

    /** Does something with the image. */
    abstract void run(ImagePlan plan) throws MojoFailureException;

    /** Says what would be done. */
    final void describe(ImagePlan plan, String outcome) {
        plan.describe().forEach(getLog()::info);
        getLog().info(outcome);
    }
}

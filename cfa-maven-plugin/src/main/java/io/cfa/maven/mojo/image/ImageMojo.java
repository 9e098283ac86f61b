package io.cfa.maven.mojo.image;

import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.mojo.service.ImageDestination;
import io.cfa.maven.mojo.service.ServiceImagePlan;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Builds the image of a service without a daemon, into a file or into the Docker engine of this machine; after the phase package.
 *
 * <p>Examples:
 *
 * <ul>
 *   <li>{@code ./mvnw package cfa:image -pl services/identity -am -DskipTests}
 *   <li>{@code ./mvnw package cfa:image -pl services/identity -am -Dcfa.output=docker}
 * </ul>
 */
@Mojo(name = "image", requiresDependencyResolution = ResolutionScope.RUNTIME_PLUS_SYSTEM, threadSafe = true)
public final class ImageMojo extends AbstractServiceMojo {

    /** Where the image goes: {@code tar} for target/image.tar, or {@code docker} for the local engine; {@code registry} is cfa:push. */
    @Parameter(property = "cfa.output", alias = "to", defaultValue = "tar")
    private String output;

    @Inject
    private ServiceImagePlan plans;

    @Override
    void run() throws MojoFailureException {
        Optional<ImagePlan> plan = plan(plans);
        if (plan.isPresent()) {
            write(plan.get());
        }
    }

    private void write(ImagePlan plan) {
        ImageDestination destination = ImageDestination.of(output);
        ImageReference name = tagged(names().local(plan.service()));
        if (dryRun) {
            describe(plan, "would become " + name + " in " + destination);
        } else {
            destination.write(build(), plan, name, module()).forEach(getLog()::info);
        }
    }
}

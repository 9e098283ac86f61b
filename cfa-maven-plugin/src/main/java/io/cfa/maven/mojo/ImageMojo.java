package io.cfa.maven.mojo;

import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Builds the image of a service without a daemon, into a file or into the Docker engine of this machine; after the phase package. */
@Mojo(name = "image", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class ImageMojo extends ServiceGoal {

    /** Where the image goes: {@code tar} for target/image.tar, or {@code docker} for the local engine; {@code registry} is cfa:push. */
    @Parameter(property = "cfa.to", defaultValue = "tar")
    private String to;

    @Override
    void run(ImagePlan plan) throws MojoFailureException {
        String service = plan.service();
        ImageReference name =
                (hasRegistry() ? repository(service) : ImageReference.of("cfa/" + service)).withTag(tag());
        if (dryRun) {
            plan.describe().forEach(getLog()::info);
            getLog().info("would become " + name + " in " + to);
            return;
        }
        switch (to) {
            case "tar" -> {
                Path file = Path.of(project.getBuild().getDirectory(), "image.tar");
                Digest digest = build().writeTar(plan, name, file);
                getLog().info(name + " is " + digest.shortForm() + ". Run it: docker load -i " + file
                        + " && docker run --rm -p 8080:8080 " + name);
            }
            case "docker" -> {
                build().load(plan, name);
                getLog().info("Run it: docker run --rm -p 8080:8080 " + name);
            }
            case "registry" ->
                build().push(plan, name, siblings(), Path.of(project.getBuild().getDirectory()));
            default ->
                throw new MojoFailureException("cfa.to is " + to
                        + ", expected tar, docker or registry. Next: leave it out for target/image.tar");
        }
    }
}

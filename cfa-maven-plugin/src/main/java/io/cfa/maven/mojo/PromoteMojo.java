package io.cfa.maven.mojo;

import io.cfa.maven.image.ImageBuild;
import io.cfa.maven.image.PushedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Moves the tag that the host runs to what this build pushed, for all its services together, after all of them were pushed. Bound to every
 * module: the module deploy does it where it is in the build, else the service that is pushed last.
 */
@Mojo(name = "promote", threadSafe = true)
public final class PromoteMojo extends ImageGoal {

    private static final String DEPLOY = "deploy";

    /** The tag to move. */
    @Parameter(property = "cfa.deployTag", defaultValue = "${env.DEPLOY_TAG}")
    private String deployTag;

    @Override
    void run() {
        boolean isDeploy = isDeploy(project);
        if (!isDeploy && session.getProjects().stream().anyMatch(PromoteMojo::isDeploy)) {
            getLog().info("left to the module " + DEPLOY + ", which comes after all services");
        } else if (!isDeploy && !isService(project)) {
            getLog().info("not a service: no property cfa.mainClass");
        } else if (services().isEmpty()) {
            getLog().info("no service in this build: no tag is moved");
        } else if (dryRun) {
            services().forEach(service -> getLog().info(
                            repository(service.getArtifactId()).withTag(tag()) + " would be moved to what was pushed"));
        } else {
            promote(isDeploy);
        }
    }

    private void promote(boolean isDeploy) {
        ImageBuild build = build();
        List<PushedImage> pushed = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (MavenProject service : services()) {
            pushed(service).ifPresentOrElse(pushed::add, () -> missing.add(service.getArtifactId()));
        }
        if (isDeploy && !missing.isEmpty() || missing.contains(project.getArtifactId())) {
            throw new IllegalArgumentException("no tag was moved: this build did not push " + String.join(", ", missing)
                    + ". Next: run cfa:push in the same build, as mvn deploy -Pcfa2 does");
        }
        if (!missing.isEmpty()) {
            getLog().info("waits for " + String.join(", ", missing));
        } else if (build.claimPromotion()) {
            build.promote(pushed, tag());
        }
    }

    /** What this very build pushed; what an earlier one left is not looked at. */
    private Optional<PushedImage> pushed(MavenProject service) {
        return PushedImage.read(Path.of(service.getBuild().getDirectory())).filter(this::isOfThisBuild);
    }

    private String tag() {
        return deployTag == null || deployTag.isBlank() ? "dev" : deployTag;
    }

    private static boolean isDeploy(MavenProject project) {
        return project.getArtifactId().equals(DEPLOY);
    }
}

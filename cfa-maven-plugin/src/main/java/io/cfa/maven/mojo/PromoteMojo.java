package io.cfa.maven.mojo;

import io.cfa.maven.image.ImageBuild;
import io.cfa.maven.image.PushedImage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Moves the tag that the host runs to what this build pushed, for all its services together, after all of them were pushed. Bound to every
 * module: the module deploy does it where it is in the build, else the service that is pushed last.
 */
@Mojo(name = "promote", threadSafe = true)
public final class PromoteMojo extends ImageGoal {

    /** The tag to move. */
    @Parameter(property = "cfa.deployTag", defaultValue = "${env.DEPLOY_TAG}")
    private String deployTag;

    @Override
    void run() throws MojoFailureException {
        List<String> services =
                services().stream().map(MavenProject::getArtifactId).toList();
        Map<String, PushedImage> pushed = builds().pushed();
        PromotionDecision turn = PromotionDecision.of(
                project.getArtifactId(),
                session.getProjects().stream().map(MavenProject::getArtifactId).collect(Collectors.toSet()),
                services,
                dryRun ? Set.copyOf(services) : pushed.keySet());
        if (turn.refusal()) {
            throw new MojoFailureException(turn.reason());
        }
        if (!turn.promotes()) {
            getLog().info(turn.reason());
            return;
        }
        ImageBuild build = build();
        if (!build.claimPromotion()) {
            getLog().info("done by another module of this build");
        } else if (dryRun) {
            services.forEach(service ->
                    getLog().info(repository(service).withTag(tag()) + " would be moved to what was pushed"));
        } else {
            build.promote(List.copyOf(pushed.values()), Map.of(), tag());
        }
    }

    private String tag() {
        return deployTag == null || deployTag.isBlank() ? "dev" : deployTag;
    }
}

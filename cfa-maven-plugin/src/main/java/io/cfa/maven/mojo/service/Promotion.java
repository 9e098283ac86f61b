package io.cfa.maven.mojo.service;

import io.cfa.maven.image.ImageBuild;
import io.cfa.maven.image.PushedImage;
import io.cfa.maven.mojo.session.BuildSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;

/**
 * Moves a tag to what a build pushed, for all its services together, once all of them were pushed.
 *
 * @param names  the images' names
 * @param tag    the tag to move
 * @param dryRun whether it only says what it would do
 */
public record Promotion(ImageNames names, String tag, boolean dryRun) {

    private static final String ROLLOUT = "rollout";
    private static final String USUAL_TAG = "dev";

    /** The tag that is given, or the usual one. */
    public static String tag(String given) {
        return Optional.ofNullable(given).filter(tag -> !tag.isBlank()).orElse(USUAL_TAG);
    }

    /**
     * Promotes, if it is this module's turn.
     *
     * @param module the module whose build asks
     * @param plugin this plugin, as {@code groupId:artifactId}
     */
    public void promote(MavenProject module, String plugin, BuildSession builds, Log log) throws MojoFailureException {
        List<String> services = ServiceModules.ofBuild(builds.session());
        Map<String, PushedImage> pushed = builds.pushed();
        PromotionDecision decision = PromotionDecision.of(
                module.getArtifactId(),
                rolloutModule(builds.session(), plugin),
                services,
                dryRun ? Set.copyOf(services) : pushed.keySet());
        if (decision.refusal()) {
            throw new MojoFailureException(decision.reason());
        }
        if (!decision.promotes()) {
            log.info(decision.reason());
            return;
        }
        ImageBuild build = builds.open(names.registry());
        if (!build.claimPromotion()) {
            log.info("done by another module of this build");
        } else if (dryRun) {
            services.forEach(
                    service -> log.info(names.repository(service).withTag(tag) + " would be moved to what was pushed"));
        } else {
            build.promote(List.copyOf(pushed.values()), Map.of(), tag);
        }
    }

    /** The module of this build that rolls out, and so comes after all services: the goal is bound in its POM. */
    private static Optional<String> rolloutModule(MavenSession session, String plugin) {
        return session.getProjects().stream()
                .filter(module -> !ServiceModules.isService(module))
                .filter(module -> module.getBuildPlugins().stream()
                        .filter(each -> each.getKey().equals(plugin))
                        .anyMatch(Promotion::rollsOut))
                .map(MavenProject::getArtifactId)
                .findFirst();
    }

    private static boolean rollsOut(Plugin plugin) {
        return plugin.getExecutions().stream()
                .anyMatch(execution -> execution.getGoals().contains(ROLLOUT));
    }
}

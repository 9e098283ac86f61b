package io.cfa.maven.mojo.promotion;

import io.cfa.maven.git.Git;
import io.cfa.maven.image.ImageBuild;
import io.cfa.maven.image.PushedImage;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.mojo.service.ImageNames;
import io.cfa.maven.mojo.service.ServiceModules;
import io.cfa.maven.mojo.session.BuildSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
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
 * @param revision the tag of this build's images; may be null, which is what is checked out
 * @param scope    whose images it is moved to
 * @param dryRun whether it only says what it would do
 */
public record Promotion(ImageNames names, String tag, String revision, PromotionScope scope, boolean dryRun) {

    private static final String ROLLOUT = "rollout";
    private static final String USUAL_TAG = "dev";

    /**
     * The tag that is given, or the usual one.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static String tag(String given) {
        String tag = Optional.ofNullable(given).filter(text -> !text.isBlank()).orElse(USUAL_TAG);
        return ImageNames.tag("cfa.deployTag", tag, "name the tag that the host runs, such as " + USUAL_TAG);
    }

    /**
     * Promotes, if it is this module's turn.
     *
     * @param module the module whose build asks
     * @param plugin this plugin, as {@code groupId:artifactId}
     */
    public void promote(MavenProject module, String plugin, BuildSession builds, Log log) throws MojoFailureException {
        if (scope == PromotionScope.NONE) {
            log.info("left to a later build: no tag is moved");
            return;
        }
        List<String> services = ServiceModules.ofBuild(builds.session());
        Map<String, PushedImage> pushed = builds.pushed();
        Set<String> before = before(builds.session(), pushed.keySet());
        PromotionDecision decision = PromotionDecision.of(
                module.getArtifactId(),
                rolloutModule(builds.session(), plugin),
                new PromotionDecision.Services(
                        services, dryRun ? Set.copyOf(services) : pushed.keySet(), !before.isEmpty()));
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
            Stream.concat(services.stream(), before.stream())
                    .forEach(service ->
                            log.info(names.repository(service).withTag(tag) + " would be moved to what was pushed"));
        } else {
            Map<String, ImageReference> earlier = earlier(before, pushed, builds.git());
            Map<String, Digest> recorded = recorded(builds.session(), earlier);
            earlier.forEach((service, reference) -> {
                if (!recorded.containsKey(service)) {
                    log.warn(
                            service + " is what the registry has as " + reference
                                    + ": no record of its push was handed on to this build, which would tell whether that is still what was pushed."
                                    + " Next: in a pipeline, keep services/*/target/cfa/*.json as artifacts of the jobs that build");
                }
            });
            build.promote(List.copyOf(pushed.values()), earlier, recorded, tag);
        }
    }

    /** The services that an earlier build has pushed. */
    private Set<String> before(MavenSession session, Set<String> pushed) {
        Set<String> before =
                scope == PromotionScope.PUSHED ? ServiceModules.ofReactor(session) : new ResumedBuild(session).before();
        before.removeAll(pushed);
        return before;
    }

    /** What earlier builds wrote down that they pushed under these very names, where that was handed on to this one. */
    private static Map<String, Digest> recorded(MavenSession session, Map<String, ImageReference> earlier) {
        Map<String, Digest> recorded = new TreeMap<>();
        session.getAllProjects().stream()
                .filter(module -> earlier.containsKey(module.getArtifactId()))
                .forEach(module -> PushedImage.read(Path.of(module.getBuild().getDirectory()))
                        .filter(image -> image.reference().equals(earlier.get(module.getArtifactId())))
                        .ifPresent(image -> recorded.put(module.getArtifactId(), image.digest())));
        return recorded;
    }

    /** What the build before this one has pushed, under the tag that both give. */
    private Map<String, ImageReference> earlier(Set<String> services, Map<String, PushedImage> pushed, Git git) {
        String revisionTag = pushed.values().stream()
                .findFirst()
                .flatMap(image -> image.reference().tag())
                .orElseGet(() -> ImageNames.tag(revision, git));
        Map<String, ImageReference> earlier = new TreeMap<>();
        services.forEach(
                service -> earlier.put(service, names.repository(service).withTag(revisionTag)));
        return earlier;
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

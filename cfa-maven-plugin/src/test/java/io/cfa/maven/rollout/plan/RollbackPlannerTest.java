package io.cfa.maven.rollout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.docker.ContainerJson;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.remote.Command;
import io.cfa.maven.rollout.Releases;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RollbackPlannerTest {

    private static final String R = "127.0.0.1:58095/cfa/";
    private static final Digest NEWER = Digest.of("sha256:" + "e".repeat(64));
    private static final String POSTGRES = ContainerJson.imageId("postgres") + " postgres:17-alpine";
    private static final String IDENTITY = R + "identity@" + Releases.IDENTITY + " " + R + "identity:dev";
    private static final String REGISTRY = R + "registry@" + Releases.REGISTRY + " " + R + "registry:dev";
    private static final String GATEWAY = R + "api-gateway@" + Releases.GATEWAY + " " + R + "api-gateway:dev";

    private final PlannedHost host = new PlannedHost();
    private final Map<String, Digest> images = new LinkedHashMap<>(PlannedHost.ours());
    private Map<String, ImageReference> infrastructure = Map.of();

    @Test
    void whatRunsAlreadyIsTaggedAndNotReplaced() {
        Plan plan = plan(Set.of());
        assertThat(plan.summary())
                .containsExactly("identity     unchanged", "registry     unchanged", "api-gateway  unchanged");
        assertThat(titles(plan)).isEmpty();
        assertThat(tags(plan)).isEqualTo(String.join(" ", POSTGRES, IDENTITY, REGISTRY, GATEWAY));
        assertThat(plan.steps().get(0).command().line())
                .isEqualTo("docker image inspect --format '{{.Id}}' " + ContainerJson.imageId("postgres") + " " + R
                        + "identity@" + Releases.IDENTITY + " " + R + "registry@" + Releases.REGISTRY + " " + R
                        + "api-gateway@" + Releases.GATEWAY);
        assertThat(plan.steps().get(0).stateOnFailure())
                .isEqualTo(
                        "Nothing was changed by this step. Next: roll out 0ld0ld00 again from its pipeline, which pulls"
                                + " them");
        assertThat(plan.steps().get(1).stateOnFailure())
                .isEqualTo("Some tags may be moved and no container was. Next: run it again");
    }

    @Test
    void whatRunsAnotherImageIsReplaced() {
        images.put("identity", Releases.OLD);
        Plan plan = plan(Set.of());
        assertThat(plan.summary())
                .containsExactly(
                        "identity     sha256:111111111111 (rev 1a2b3c4d) → sha256:ffffffffffff (rev 0ld0ld00)",
                        "registry     unchanged",
                        "api-gateway  unchanged");
        assertThat(titles(plan)).containsExactly("replace or start identity");
        assertThat(tags(plan)).contains(R + "identity@" + Releases.OLD + " " + R + "identity:dev");
    }

    @Test
    void whatTheReleaseDidNotHaveStaysUnlessItDoesNotRun() {
        images.remove("api-gateway");
        assertThat(titles(plan(Set.of()))).isEmpty();
        assertThat(tags(plan(Set.of()))).isEqualTo(String.join(" ", POSTGRES, IDENTITY, REGISTRY));
        host.containers.get("api-gateway").state("exited", 1);
        assertThat(titles(plan(Set.of()))).containsExactly("make anew api-gateway");
        host.containers.put(
                "api-gateway", ContainerJson.of("api-gateway").id("api-gateway").cutOff());
        assertThat(titles(plan(Set.of()))).containsExactly("make anew api-gateway");
    }

    @Test
    void infrastructureThatTheLogSaysNothingOfStaysUnlessItIsCutOffOrDoesNotRun() {
        assertThat(titles(plan(Set.of()))).isEmpty();
        assertThat(tags(plan(Set.of()))).startsWith(POSTGRES);
        host.containers.get("postgres").state("exited", 1);
        assertThat(titles(plan(Set.of()))).containsExactly("make anew postgres");
        host.containers.put(
                "postgres", ContainerJson.of("postgres").id("postgres").cutOff());
        Plan plan = plan(Set.of());
        assertThat(titles(plan)).containsExactly("make anew postgres");
        assertThat(plan.summary())
                .startsWith("postgres     made anew: it is cut off from its network")
                .hasSize(4);
        assertThat(tags(plan)).startsWith(POSTGRES);
    }

    @Test
    void whatABrokenOffUpLeftIsMadeAnewThoughItRunsTheImageOfTheRelease() {
        host.containers.get("identity").name("0123456789ab_cfa-identity-1");
        Plan plan = plan(Set.of());
        assertThat(titles(plan))
                .containsExactly(
                        "give 0123456789ab_cfa-identity-1, which an `up` that was broken off left, its name back: cfa-identity-1",
                        "make anew identity");
        assertThat(plan.steps().get(2).command().line())
                .as("by its own name compose could not make it anew: it would want that name for the next one")
                .isEqualTo("timeout --kill-after=10 30 flock /srv/cfa/.cfa/busy docker rename identity cfa-identity-1");
    }

    @Test
    void whereOnlyWhatABrokenOffUpLeftRunsTheOtherIsRemoved() {
        host.containers.get("identity").name("0123456789ab_0123456789ac_cfa-identity-1");
        host.containers.put("next", ContainerJson.of("identity").id("next").state("created", 0));
        Plan plan = plan(Set.of());
        assertThat(titles(plan))
                .containsExactly(
                        "remove cfa-identity-1, which an `up` that was broken off left",
                        "give 0123456789ab_0123456789ac_cfa-identity-1, which an `up` that was broken off left,"
                                + " its name back: cfa-identity-1",
                        "make anew identity");
        assertThat(plan.steps().get(2).command().line()).endsWith("docker rm --force next");
    }

    @Test
    void whatABrokenOffUpLeftBesideTheContainerIsRemovedFirstAsItHasTheNameThatComposeWantsForTheNext() {
        host.containers.put(
                "left-over",
                ContainerJson.of("identity")
                        .id("left-over")
                        .name("0123456789ab_cfa-identity-1")
                        .state("created", 0));
        Plan plan = plan(Set.of());
        assertThat(titles(plan))
                .containsExactly(
                        "remove 0123456789ab_cfa-identity-1, which an `up` that was broken off left",
                        "make anew identity");
        assertThat(plan.steps().get(2).command().line())
                .isEqualTo("timeout --kill-after=10 30 flock /srv/cfa/.cfa/busy docker rm --force left-over");
    }

    @Test
    void ofTwoContainersOneIsLeftThoughBothHaveTheImageOfTheRelease() {
        host.containers.put(
                "left-over", ContainerJson.of("identity").id("left-over").name("cfa-identity-2"));
        Plan plan = plan(Set.of());
        assertThat(titles(plan))
                .containsExactly(
                        "stop and remove cfa-identity-2, as cfa-identity-1 is kept", "replace or start identity");
    }

    @Test
    void infrastructureRollsBackToWhatItRan() {
        infrastructure = Map.of("postgres", ImageReference.of("postgres:17-alpine@" + NEWER));
        Plan plan = plan(Set.of());
        assertThat(titles(plan)).containsExactly("replace or start postgres");
        assertThat(tags(plan)).startsWith("postgres@" + NEWER + " postgres:17-alpine " + R);
        infrastructure = Map.of("postgres", ImageReference.of("postgres:17-alpine@" + PlannedHost.POSTGRES));
        assertThat(titles(plan(Set.of()))).isEmpty();
        assertThat(tags(plan(Set.of()))).startsWith(POSTGRES + " " + R);
        infrastructure = Map.of("postgres", ImageReference.of("postgres:16@" + NEWER));
        assertThat(titles(plan(Set.of()))).as("another tag is another decision").isEmpty();
    }

    @Test
    void whatIsNamedIsReplacedThoughItRunsTheSame() {
        Plan plan = plan(Set.of("registry", "postgres"));
        assertThat(titles(plan)).containsExactly("replace or start postgres", "replace or start registry");
        assertThat(plan.summary())
                .contains("registry     made anew: its configuration changed", "identity     unchanged");
    }

    @Test
    void onlyATagThatIsOfTheContainersOwnImageIsKept() {
        host.manifests.remove("postgres");
        assertThat(tags(plan(Set.of()))).as("its image is gone").startsWith(IDENTITY);
        host.runs("postgres", PlannedHost.POSTGRES);
        host.image = "postgres:16-alpine";
        assertThat(tags(plan(Set.of())))
                .as("it was made from another tag than the compose file names")
                .startsWith(IDENTITY);
        host.containers.remove("postgres");
        assertThat(tags(plan(Set.of()))).as("it has no container").startsWith(IDENTITY);
    }

    @Test
    void whatIsDoneBeforeComesWhenTheImagesAreKnownToBeThere() {
        Step before = Step.of("bring the bundle back", Command.of("true"), "");
        assertThat(planner()
                        .plan(host.state("").containers(), Set.of(), List.of(before))
                        .steps())
                .extracting(Step::title)
                .containsExactly(
                        "see that the host still has the images of 0ld0ld00",
                        "bring the bundle back",
                        "give the images of 0ld0ld00 the tag that the compose file runs");
    }

    private RollbackPlanner planner() {
        Release release = PlannedHost.verified("0ld0ld00", images, infrastructure);
        ComposeProject project = Releases.request(false).project();
        return new RollbackPlanner(Releases.stack(), project, release);
    }

    private Plan plan(Set<String> replaced) {
        return planner().plan(host.state("").containers(), replaced, List.of());
    }

    /** Of the steps that make containers. */
    private static List<String> titles(Plan plan) {
        return plan.steps().stream().skip(2).map(Step::title).toList();
    }

    private static String tags(Plan plan) {
        return plan.steps().get(1).command().line().replaceFirst(".* done' sh ", "");
    }
}

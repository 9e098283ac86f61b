package io.cfa.maven.rollout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.docker.ContainerJson;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.Secret;
import io.cfa.maven.rollout.Releases;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of the services that are not built here, and what is said and undone when a rollout ends early. */
class InfrastructurePlanTest {

    private static final String R = "127.0.0.1:58095/cfa/";
    private static final Digest POSTGRES = PlannedHost.POSTGRES;
    private static final Digest NEWER = Digest.of("sha256:" + "e".repeat(64));
    private static final String OURS = String.join(
            "\n",
            R + "identity dev " + Releases.IDENTITY,
            R + "registry dev " + Releases.REGISTRY,
            R + "api-gateway dev " + Releases.GATEWAY,
            R + "identity cfa-111111111111 " + Releases.IDENTITY,
            R + "registry cfa-222222222222 " + Releases.REGISTRY,
            R + "api-gateway cfa-333333333333 " + Releases.GATEWAY);
    private static final String AS_IT_RUNS = OURS + "\npostgres 17-alpine " + POSTGRES;
    private static final String MOVED = OURS + "\npostgres 17-alpine " + NEWER;

    private final PlannedHost host = new PlannedHost();
    private Map<String, Digest> updates = Map.of();

    @Test
    void itStaysThoughItsTagWasMovedOnTheHost() {
        assertThat(titles(MOVED)).isEmpty();
        assertThat(planner(MOVED).infrastructure()).containsExactly(Map.entry("postgres", POSTGRES));
    }

    @Test
    void whereSomethingElseIsReplacedAMovedTagIsGivenBackFirst() {
        host.runs("identity", Releases.OLD);
        assertThat(titles(MOVED))
                .containsExactly(
                        "give the tags of the infrastructure back to the images that its containers have",
                        "replace or start identity");
        assertThat(planner(MOVED).plan().steps().get(0).command().line())
                .endsWith("shift 2; done' sh " + ContainerJson.imageId("postgres") + " postgres:17-alpine");
        assertThat(titles(AS_IT_RUNS)).containsExactly("replace or start identity");
    }

    @Test
    void aMovedTagOfWhatIsReplacedAnywayStaysMoved() {
        host.hashes = new Result(0, host.hashes.output().replace("h-postgres", "another"), "");
        assertThat(titles(MOVED)).containsExactly("replace or start postgres");
        assertThat(planner(MOVED).plan().summary()).contains("postgres     made anew: its configuration changed");
        assertThat(planner(MOVED).infrastructure()).isEmpty();
    }

    @Test
    void whatStoppedIsStartedFromTheImageThatItHas() {
        host.containers.get("postgres").state("exited", 1);
        assertThat(titles(MOVED))
                .containsExactly(
                        "give the tags of the infrastructure back to the images that its containers have",
                        "make anew postgres");
        assertThat(titles(OURS))
                .containsExactly(
                        "give the tags of the infrastructure back to the images that its containers have",
                        "make anew postgres");
    }

    @Test
    void whatIsAskedToBeBroughtUpToDateIsKeptPulledComparedAndReplaced() {
        updates = Map.of("postgres", NEWER);
        assertThat(titles(AS_IT_RUNS))
                .containsExactly(
                        "keep the infrastructure's images by tags of our own",
                        "pull postgres, with the host's own registry login",
                        "compare what was pulled with what was built",
                        "replace or start postgres");
        Plan plan = planner(AS_IT_RUNS).plan();
        assertThat(plan.summary())
                .startsWith("postgres     sha256:aaaaaaaaaaaa (rev 1a2b3c4d) → sha256:eeeeeeeeeeee")
                .hasSize(4);
        assertThat(plan.steps().get(0).command().line())
                .endsWith("sh postgres@" + POSTGRES + " postgres:cfa-aaaaaaaaaaaa");
        assertThat(planner(AS_IT_RUNS).infrastructure()).containsExactly(Map.entry("postgres", NEWER));
        assertThat(titles(AS_IT_RUNS + "\npostgres cfa-aaaaaaaaaaaa " + POSTGRES))
                .startsWith("pull postgres, with the host's own registry login");
    }

    @Test
    void whatIsThereAlreadyIsNotPulledAgain() {
        updates = Map.of("postgres", NEWER);
        assertThat(titles(MOVED)).containsExactly("replace or start postgres");
        updates = Map.of("postgres", POSTGRES);
        assertThat(titles(AS_IT_RUNS)).isEmpty();
    }

    @Test
    void theWayBackBringsTheInfrastructureThatRanUntilNow() {
        updates = Map.of("postgres", NEWER);
        host.log = List.of(PlannedHost.verified("1a2b3c4d", PlannedHost.ours(), Map.of()));
        Release earlier = planner(AS_IT_RUNS).earlier().orElseThrow();
        assertThat(earlier.infrastructure())
                .containsExactly(Map.entry("postgres", ImageReference.of("postgres:17-alpine@" + POSTGRES)));
        assertThat(planner(AS_IT_RUNS).back().orElseThrow().steps())
                .extracting(Step::title)
                .containsExactly(
                        "see that the host still has the images of 1a2b3c4d",
                        "give the images of 1a2b3c4d the tag that the compose file runs",
                        "replace or start postgres",
                        "replace or start identity",
                        "wait until identity is ready",
                        "replace or start registry",
                        "wait until registry is ready",
                        "replace or start api-gateway");
        updates = Map.of();
        assertThat(planner(AS_IT_RUNS).earlier()).isEmpty();
        assertThat(planner(AS_IT_RUNS).back()).isEmpty();
    }

    @Test
    void whatDoesNotLieOnTheHostIsToBePulled() {
        assertThat(planner(AS_IT_RUNS).toPull()).isEmpty();
        assertThat(planner("").toPull()).containsExactly("identity", "registry", "api-gateway");
        String another = AS_IT_RUNS.replace("identity dev", "identity other");
        assertThat(planner(another).toPull()).isEmpty();
        assertThat(planner(another.replace("cfa-111111111111 " + Releases.IDENTITY, "x " + NEWER)
                                .replace("identity other " + Releases.IDENTITY, "identity other " + NEWER))
                        .toPull())
                .containsExactly("identity");
    }

    @Test
    void tagsAreGivenBackToWhatRuns() {
        assertThat(planner(AS_IT_RUNS).tagsBack()).singleElement().satisfies(step -> {
            assertThat(step.title()).isEqualTo("give the tags back to the images that run");
            assertThat(step.stateOnFailure()).isEqualTo("No container was changed.");
            assertThat(step.command().line())
                    .endsWith("sh " + ContainerJson.imageId("identity") + " " + R + "identity:dev "
                            + ContainerJson.imageId("registry") + " " + R + "registry:dev "
                            + ContainerJson.imageId("api-gateway") + " " + R + "api-gateway:dev");
        });
        host.containers.clear();
        assertThat(planner(AS_IT_RUNS).tagsBack()).isEmpty();
        Step undo = Step.of("undo", Command.of("true"), "");
        assertThat(new RolloutPlanner(
                                request(), host.state(""), new DataSteps(List.of("data"), List.of(undo), List.of(undo)))
                        .tagsBack())
                .containsExactly(undo);
    }

    @Test
    void whatIsDoneToDataIsToldAndDoneBeforeAContainerIsReplaced() {
        host.runs("identity", Releases.OLD);
        Step rehearse = Step.of("rehearse", Command.of("true"), "");
        RolloutPlanner planner = new RolloutPlanner(
                request(),
                host.state(AS_IT_RUNS),
                new DataSteps(List.of("identity  1 → 2"), List.of(rehearse), List.of()));
        assertThat(planner.plan().summary()).endsWith("identity  1 → 2");
        assertThat(planner.plan().steps())
                .extracting(Step::title)
                .containsExactly("rehearse", "replace or start identity");
        assertThat(planner.revision()).isEqualTo("1a2b3c4d");
        assertThat(planner.before().digests("identity")).containsExactly(Releases.OLD);
    }

    @Test
    void anotherImageUnderTheTagStopsTheRolloutAndIsNamed() {
        host.containers.clear();
        Step compare = planner("").plan().steps().stream()
                .filter(step -> step.title().startsWith("compare"))
                .findFirst()
                .orElseThrow();
        assertThat(compare.problem().apply(pulled(Releases.IDENTITY, Releases.REGISTRY, Releases.GATEWAY)))
                .isEmpty();
        assertThat(compare.problem().apply(pulled(Releases.IDENTITY, Releases.OLD, null)))
                .contains(R + "registry:dev is " + Releases.OLD + ", but registry:1a2b3c4d was built as "
                        + Releases.REGISTRY + "\n  " + R
                        + "api-gateway:dev is of no registry, but api-gateway:1a2b3c4d was built as " + Releases.GATEWAY
                        + "\n  Someone else moved the tag, or it was never moved. Next: run the whole pipeline of the commit"
                        + " that shall run");
    }

    @Test
    void theHubIsLoggedInToByTheNameThatDockerKnowsItBy() {
        for (String hub : List.of("docker.io", "index.docker.io")) {
            assertThat(pull(hub)).endsWith("sh /srv/cfa/.cfa/login https://index.docker.io/v1/ ci");
        }
        for (String other : List.of("docker.io.example", "r.example:5000", "indexXdocker.io", "dockerXio")) {
            assertThat(pull(other)).endsWith("sh /srv/cfa/.cfa/login " + other + " ci");
        }
    }

    @Test
    void imagesOfTheLastFiveReleasesAndTheirInfrastructureStay() {
        List<String> digits = List.of("4", "5", "6", "7", "8", "9", "b");
        String pins = digits.stream()
                .map(digit -> R + "identity cfa-" + digit.repeat(12) + " <none>")
                .collect(Collectors.joining("\n"));
        Stream<Release> older = digits.stream()
                .map(digit -> PlannedHost.verified(
                        "rev" + digit,
                        Map.of("identity", Digest.of("sha256:" + digit.repeat(64))),
                        digit.equals("b")
                                ? Map.of("postgres", ImageReference.of("postgres:17-alpine@" + NEWER))
                                : Map.of()));
        host.log = Stream.concat(older, Stream.of(PlannedHost.verified("1a2b3c4d", PlannedHost.ours(), Map.of())))
                .toList();
        List<Step> prune = planner(AS_IT_RUNS + "\n" + pins
                        + "\npostgres cfa-eeeeeeeeeeee <none>\npostgres cfa-ffffffffffff <none>" + "\npostgres <none> "
                        + Releases.OLD + "\nelse cfa-cccccccccccc <none>")
                .prune();
        assertThat(prune).singleElement().satisfies(step -> {
            assertThat(step.title()).isEqualTo("remove the images of older releases");
            assertThat(step.command().line())
                    .endsWith("docker image rm " + R + "identity:cfa-444444444444 " + R + "identity:cfa-555555555555 "
                            + R + "identity:cfa-666666666666 else:cfa-cccccccccccc postgres:cfa-ffffffffffff");
        });
        assertThat(planner(AS_IT_RUNS).prune()).isEmpty();
    }

    @Test
    void whatRunsStaysWhateverItIs() {
        host.runs("identity", Releases.OLD);
        assertThat(planner(R + "identity cfa-ffffffffffff <none>").prune()).isEmpty();
    }

    @Test
    void whereTheHashesAreNotKnownAndNoBundleWasSeenBeforeNothingIsMadeAnew() {
        host.hashes = new Result(1, "", "");
        assertThat(titles(AS_IT_RUNS)).isEmpty();
    }

    @Test
    void whatRoutesToOthersIsMadeAnewLastToo() {
        host.containers.get("api-gateway").state("exited", 1);
        host.containers.get("identity").state("exited", 1);
        host.runs("registry", Releases.OLD);
        assertThat(titles(AS_IT_RUNS))
                .containsExactly("make anew identity", "replace or start registry", "make anew api-gateway");
    }

    @Test
    void aFailedPullSaysWhoseLoginItWas() {
        host.containers.clear();
        assertThat(planner("").plan().steps().get(0).stateOnFailure())
                .isEqualTo("No container was changed. Next: log in on the host, or give CI_REGISTRY_USER and"
                        + " CI_REGISTRY_PASSWORD");
        RolloutPlanner withLogin = new RolloutPlanner(Releases.request(true), host.state(""));
        assertThat(withLogin.plan().steps().get(0).stateOnFailure())
                .startsWith("No container was changed. Next: if the login was refused, check CI_REGISTRY_USER");
        assertThat(withLogin.plan().steps().get(1).stateOnFailure())
                .isEqualTo("No container was changed. Next: log in on the host, if the registry wants it");
    }

    @Test
    void aPlanIsToldWithWhatMayFollow() {
        Step step = Step.of("do it", Command.of("true").stdin(Secret.of("hunter2")), "left");
        Plan plan = new Plan(
                List.of("a  b"),
                List.of(step),
                List.of(new Plan.FollowUp("then:", new Plan(List.of("c"), List.of(step)))));
        assertThat(plan.describe())
                .containsExactly(
                        "a  b", "1. do it", "     true <<< •••", "then:", "  c", "  1. do it", "       true <<< •••");
    }

    @Test
    void aStepSaysWhatItHeardOnlyWhereItIsToldTo() {
        Result result = new Result(0, "heard", "");
        Step plain = Step.of("a", Command.of("true"), "left");
        assertThat(plain.problem().apply(result)).isEmpty();
        assertThat(plain.told().apply(result)).isEmpty();
        Step looked = Step.checked("a", Command.of("true"), answer -> Optional.of(answer.output()), "left");
        assertThat(looked.problem().apply(result)).contains("heard");
        assertThat(looked.told().apply(result)).isEmpty();
        Step told = Step.told(
                "a", Command.of("true"), answer -> Optional.empty(), answer -> List.of(answer.output()), "left");
        assertThat(told.told().apply(result)).containsExactly("heard");
        assertThat(told.stateOnFailure()).isEqualTo("left");
    }

    private List<String> titles(String images) {
        return planner(images).plan().steps().stream().map(Step::title).toList();
    }

    private RolloutPlanner planner(String images) {
        return new RolloutPlanner(request(), host.state(images));
    }

    private RolloutRequest request() {
        RolloutRequest request = Releases.request(false);
        return request.with(request.around().infrastructure(updates));
    }

    private String pull(String registry) {
        RolloutRequest.Login login = new RolloutRequest.Login(registry, "ci", Secret.of("hunter2"));
        return new AuthenticatedPull("/srv/cfa", login)
                .run(Releases.request(false).project(), List.of("identity"))
                .line();
    }

    private static Result pulled(Digest... digests) {
        return new Result(
                0,
                Arrays.stream(digests)
                        .map(digest -> "{\"Id\":\"x\",\"RepoDigests\":["
                                + (digest == null ? "" : "\"r@" + digest + "\"") + "]}")
                        .collect(Collectors.joining(",", "[", "]")),
                "");
    }
}

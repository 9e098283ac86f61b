package io.cfa.maven.rollout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.docker.ContainerJson;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.release.ReleaseLine;
import io.cfa.maven.host.state.HostQuestions.Aspect;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Digest;
import io.cfa.maven.remote.Result;
import io.cfa.maven.rollout.Releases;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RolloutPlannerTest {

    private static final String R = "127.0.0.1:58095/cfa/";
    private static final String UP =
            "     cd /srv/cfa && COMPOSE_PROJECT_NAME=cfa COMPOSE_FILE=docker-compose.yml REGISTRY_IMAGE=127.0.0.1:58095/cfa TAG=dev timeout --kill-after=10 900 flock"
                    + " /srv/cfa/.cfa/busy sh -c 'trap '\\'''\\'' HUP PIPE; said=$(\"$@\" 2>&1); status=$?; printf '\\''%s\\n'\\''"
                    + " \"$said\" >&2; exit $status' sh docker compose up --detach --pull never";
    private static final String TAG =
            "     timeout --kill-after=10 30 flock /srv/cfa/.cfa/busy sh -c 'set -e; while [ $# -gt 0 ]; do docker tag"
                    + " \"$1\" \"$2\"; shift 2; done' sh ";
    private static final String NOTHING = "[]";
    private static final String ALL_THERE = Stream.of(
                    "postgres 17-alpine " + Releases.OLD,
                    R + "identity dev " + Releases.IDENTITY,
                    R + "registry dev " + Releases.REGISTRY,
                    R + "api-gateway dev " + Releases.GATEWAY,
                    R + "identity cfa-111111111111 " + Releases.IDENTITY,
                    R + "registry cfa-222222222222 " + Releases.REGISTRY,
                    R + "api-gateway cfa-333333333333 " + Releases.GATEWAY)
            .collect(Collectors.joining("\n"));

    private Result hashes = new Result(
            0, "postgres h-postgres\nidentity h-identity\nregistry h-registry\napi-gateway h-api-gateway\n", "");

    @Test
    void thePlanOfAFirstRollout() {
        assertThat(planner(true, NOTHING, List.of(), "").plan().describe())
                .containsExactly(
                        "postgres     nothing → postgres:17-alpine",
                        "identity     nothing → sha256:111111111111 (rev 1a2b3c4d)",
                        "registry     nothing → sha256:222222222222 (rev 1a2b3c4d)",
                        "api-gateway  nothing → sha256:333333333333 (rev 1a2b3c4d)",
                        "1. pull identity, registry, api-gateway from 127.0.0.1:58095 as ci, and forget the login",
                        "     timeout --kill-after=10 1200 flock /srv/cfa/.cfa/busy sh -c 'set -e; umask 077; trap '\\''rm -rf \"$1\"'\\'' EXIT;"
                                + " trap '\\''exit 143'\\'' HUP INT TERM; rm -rf \"$1\"; mkdir -p \"$1\"; own=${DOCKER_CONFIG:-$HOME/.docker};"
                                + " ln -s \"$own/cli-plugins\" \"$own/contexts\" \"$1\"; DOCKER_CONTEXT=$(docker context show); export"
                                + " DOCKER_CONTEXT; auth=$({ printf '\\''%s:'\\'' \"$3\"; cat; } | base64 | tr -d '\\''\\n'\\'');"
                                + " more=; [ ! -r \"$own/config.json\" ] || more=$(tr -d '\\''\\n'\\'' <\"$own/config.json\" | sed -n"
                                + " '\\''s/.*[,{][[:space:]]*\\(\"cliPluginsExtraDirs\"[[:space:]]*:[[:space:]]*\\[[^]]*]\\).*/,\\1/p'\\'');"
                                + " printf '\\''{\"auths\":{\"%s\":{\"auth\":\"%s\"}}%s}'\\'' \"$2\" \"$auth\" \"$more\" >\"$1/config.json\";"
                                + " cd /srv/cfa && COMPOSE_PROJECT_NAME=cfa COMPOSE_FILE=docker-compose.yml REGISTRY_IMAGE=127.0.0.1:58095/cfa TAG=dev"
                                + " DOCKER_CONFIG=/srv/cfa/.cfa/login docker compose pull --quiet identity registry api-gateway'"
                                + " sh /srv/cfa/.cfa/login 127.0.0.1:58095 ci <<< •••",
                        "2. pull postgres, with the host's own registry login",
                        "     cd /srv/cfa && COMPOSE_PROJECT_NAME=cfa COMPOSE_FILE=docker-compose.yml REGISTRY_IMAGE=127.0.0.1:58095/cfa TAG=dev timeout --kill-after=10"
                                + " 1200 flock /srv/cfa/.cfa/busy docker compose pull --quiet postgres",
                        "3. compare what was pulled with what was built",
                        "     docker image inspect " + R + "identity:dev " + R + "registry:dev " + R
                                + "api-gateway:dev",
                        "4. keep the images by tags of our own",
                        TAG + R + "identity@" + Releases.IDENTITY + " " + R + "identity:cfa-111111111111 " + R
                                + "registry@" + Releases.REGISTRY
                                + " " + R + "registry:cfa-222222222222 " + R + "api-gateway@" + Releases.GATEWAY + " "
                                + R
                                + "api-gateway:cfa-333333333333",
                        "5. replace or start postgres, identity, registry",
                        UP + " postgres identity registry",
                        "6. replace or start api-gateway",
                        UP + " api-gateway",
                        "then verify; if it passes:",
                        "  write the release log",
                        "if containers were replaced, and that or the verification fails:",
                        "  leave the containers for inspection: there is no earlier verified release");
    }

    @Test
    void withoutACredentialTheHostsOwnLoginIsUsed() {
        assertThat(Releases.lines(planner(false, NOTHING, List.of(), "").plan()))
                .first()
                .isEqualTo(
                        "cd /srv/cfa && COMPOSE_PROJECT_NAME=cfa COMPOSE_FILE=docker-compose.yml REGISTRY_IMAGE=127.0.0.1:58095/cfa TAG=dev timeout --kill-after=10 1200 flock /srv/cfa/.cfa/busy"
                                + " docker compose pull --quiet postgres identity registry api-gateway");
    }

    @Test
    void whereAllRunsAlreadyThereIsNothingToDo() {
        Plan plan = planner(
                        false, running(Releases.IDENTITY, Releases.REGISTRY, Releases.GATEWAY), List.of(), ALL_THERE)
                .plan();
        assertThat(plan.summary())
                .containsExactly("identity     unchanged", "registry     unchanged", "api-gateway  unchanged");
        assertThat(plan.steps()).isEmpty();
    }

    @Test
    void whatDoesNotRunOrIsThereTwiceIsMadeAnewByItself() {
        Plan plan = planner(
                        false,
                        running(Releases.IDENTITY, Releases.REGISTRY, Releases.GATEWAY)
                                .replaceFirst(
                                        "\\[",
                                        "["
                                                + ContainerJson.of("registry")
                                                        .id("left-over")
                                                        .name("cfa-registry-2")
                                                + ",")
                                .replaceFirst("(\"Id\": \"identity\"[^}]*?\"Status\": \")running", "$1created"),
                        List.of(),
                        ALL_THERE)
                .plan();
        assertThat(plan.describe())
                .contains(
                        "identity     started again",
                        "registry     one of its containers is kept: it is there more than once",
                        "1. stop and remove cfa-registry-2, as cfa-registry-1 is kept",
                        UP.replaceFirst("cd /srv/cfa.*TAG=dev ", "")
                                        .replaceFirst("docker compose up --detach --pull never$", "")
                                + "sh -c 'kept=$1 name=$2; shift 2; docker stop \"$@\" >/dev/null; docker rm --force \"$@\" >/dev/null || exit;"
                                + " [ \"$(docker inspect --format '\\''{{.Name}}'\\'' \"$kept\")\" = \"/$name\" ] || docker rename \"$kept\" \"$name\"'"
                                + " sh registry cfa-registry-1 left-over",
                        "2. make anew identity",
                        UP + " --force-recreate identity",
                        "3. replace or start registry",
                        UP + " registry");
    }

    @Test
    void whatWasCutOffFromItsNetworkIsMadeAnewAlsoOfTheInfrastructure() {
        Plan plan = planner(
                        false,
                        running(Releases.IDENTITY, Releases.REGISTRY, Releases.GATEWAY)
                                .replaceFirst(cutOff("postgres"), "$1{}")
                                .replaceFirst(cutOff("identity"), "$1{}"),
                        List.of(),
                        ALL_THERE)
                .plan();
        assertThat(plan.describe())
                .contains(
                        "identity     made anew: it is cut off from its network",
                        "1. make anew postgres, identity",
                        UP + " --force-recreate postgres identity");
    }

    @Test
    void whereOneImageChangedItAloneIsPulledAndReplaced() {
        Plan plan = planner(
                        false,
                        running(Releases.OLD, Releases.REGISTRY, Releases.GATEWAY),
                        List.of(),
                        ALL_THERE.replace(R + "identity dev", R + "identity other"))
                .plan();
        assertThat(plan.summary())
                .containsExactly(
                        "identity     sha256:ffffffffffff (rev 1a2b3c4d) → sha256:111111111111 (rev 1a2b3c4d)",
                        "registry     unchanged",
                        "api-gateway  unchanged");
        assertThat(plan.steps().stream().map(Step::title))
                .containsExactly(
                        "pull identity, with the host's own registry login",
                        "compare what was pulled with what was built",
                        "replace or start identity");
    }

    @Test
    void whereTheHashesAreNotKnownAnotherBundleMayChangeEverythingAndTheGatewayIsLast() {
        Release before = release("1a2b3c4d", Map.of(), Releases.OLD);
        hashes = new Result(1, "", "compose cannot read its file");
        Plan plan = planner(
                        false,
                        running(Releases.IDENTITY, Releases.REGISTRY, Releases.GATEWAY),
                        List.of(before),
                        ALL_THERE)
                .plan();
        assertThat(plan.steps().stream().map(Step::title))
                .as("ours that run are replaced in turn, so that each starts alone")
                .containsExactly(
                        "replace or start postgres",
                        "replace or start identity",
                        "wait until identity is ready",
                        "replace or start registry",
                        "wait until registry is ready",
                        "replace or start api-gateway");
    }

    @Test
    void theWayBackTagsTheEarlierReleaseByDigestAndNeedsNoRegistry() {
        Release before =
                release("0ld0ld00", Map.of("identity", Releases.OLD, "registry", Releases.REGISTRY), Releases.OLD);
        Plan plan = planner(false, NOTHING, List.of(before), "").plan();
        assertThat(plan.followUps().get(1).plan().describe())
                .endsWith(
                        "1. see that the host still has the images of 0ld0ld00",
                        "     docker image inspect --format '{{.Id}}' " + R + "identity@" + Releases.OLD + " " + R
                                + "registry@" + Releases.REGISTRY,
                        "2. give the images of 0ld0ld00 the tag that the compose file runs",
                        TAG + R + "identity@" + Releases.OLD + " " + R + "identity:dev " + R + "registry@"
                                + Releases.REGISTRY + " " + R + "registry:dev",
                        "3. replace or start postgres, identity, registry",
                        UP + " postgres identity registry",
                        "4. replace or start api-gateway",
                        UP + " api-gateway");
    }

    @Test
    void onlyOwnTagsAndTaglessImagesOfOlderReleasesAreRemoved() {
        Digest ancient = Digest.of("sha256:" + "a".repeat(64));
        Digest tagless = Digest.of("sha256:" + "b".repeat(64));
        Digest ofAPerson = Digest.of("sha256:" + "c".repeat(64));
        Release before = release("0ld0ld00", Map.of("identity", Releases.OLD), Releases.OLD);
        String images = String.join(
                "\n",
                R + "identity cfa-aaaaaaaaaaaa " + ancient,
                R + "identity <none> " + tagless,
                R + "identity <none> <none>",
                R + "identity experiment " + ofAPerson,
                R + "identity cfa-ffffffffffff " + Releases.OLD,
                R + "identity <none> " + Releases.IDENTITY);
        assertThat(planner(false, NOTHING, List.of(before), images).prune().stream()
                        .map(step -> step.command().line()))
                .containsExactly("timeout --kill-after=10 30 flock /srv/cfa/.cfa/busy docker image rm " + R
                        + "identity:cfa-aaaaaaaaaaaa " + R + "identity@" + tagless);
    }

    @Test
    void theEdgeIsAskedForItsConfigurationBeforeAnythingIsReplacedAndIsReplacedAfterTheGateway() {
        String images = ALL_THERE + "\nhaproxy 3.0 " + Releases.OLD;
        List<String> plan = planner(Releases.requestWithEdge(), NOTHING, List.of(), images)
                .plan()
                .describe();
        assertThat(plan)
                .contains("edge         nothing → haproxy:3.0, one to four seconds of refused connections")
                .containsSubsequence(
                        "1. check the configuration of edge in a container of its own",
                        "     cd /srv/cfa && COMPOSE_PROJECT_NAME=cfa COMPOSE_FILE=docker-compose.yml REGISTRY_IMAGE=127.0.0.1:58095/cfa TAG=dev timeout --kill-after=10 60 flock"
                                + " /srv/cfa/.cfa/busy docker compose run --rm --no-deps --quiet-pull -T -e CFA_CHECK=1 edge",
                        "2. replace or start postgres, identity, registry",
                        "3. replace or start api-gateway",
                        "4. replace or start edge",
                        UP + " edge");
    }

    @Test
    void whereTheEdgeIsNotThereYetNobodyHoldsRequestsAndAllAreReplacedAtOnce() {
        String images = ALL_THERE + "\nhaproxy 3.0 " + Releases.OLD;
        hashes = new Result(1, "", "compose cannot read its file");
        assertThat(planner(
                                Releases.requestWithEdge(),
                                running(Releases.IDENTITY, Releases.REGISTRY, Releases.GATEWAY),
                                List.of(release("1a2b3c4d", Map.of(), Releases.OLD)),
                                images)
                        .plan()
                        .steps()
                        .stream()
                        .map(Step::title))
                .containsExactly(
                        "check the configuration of edge in a container of its own",
                        "replace or start postgres, identity, registry",
                        "replace or start api-gateway",
                        "replace or start edge");
    }

    private RolloutPlanner planner(boolean login, String containers, List<Release> log, String images) {
        return planner(Releases.request(login), containers, log, images);
    }

    private RolloutPlanner planner(RolloutRequest request, String containers, List<Release> log, String images) {
        Map<Aspect, Result> answers = Map.of(
                Aspect.CONTAINERS,
                new Result(0, containers, ""),
                Aspect.LOG,
                new Result(0, log.stream().map(ReleaseLine::write).collect(Collectors.joining("\n")), ""),
                Aspect.IMAGES,
                new Result(0, images, ""),
                Aspect.HASHES,
                hashes);
        return new RolloutPlanner(
                request, new ObservedState("h", request.expectedHost().questions(), answers));
    }

    private static String cutOff(String service) {
        return "(\"Id\": \"" + service + "\"(?s:.*?)\"Networks\": )\\{\"cfa_default\": \\{}}";
    }

    private static Release release(String revision, Map<String, Digest> images, Digest bundle) {
        return new Release(
                Release.ROLLOUT,
                revision,
                new TreeMap<>(images),
                new TreeMap<>(),
                "anna",
                Optional.empty(),
                Instant.EPOCH,
                Duration.ZERO,
                Release.Outcome.VERIFIED,
                Optional.empty(),
                Optional.of(bundle),
                Optional.empty());
    }

    private static String running(Digest identity, Digest registry, Digest gateway) {
        Map<String, Digest> images =
                Map.of("postgres", Releases.OLD, "identity", identity, "registry", registry, "api-gateway", gateway);
        return images.keySet().stream()
                        .map(service -> ContainerJson.of(service).id(service).toString())
                        .collect(Collectors.joining(",", "[", "]\n"))
                + images.entrySet().stream()
                        .map(image -> "{\"Id\": \"" + ContainerJson.imageId(image.getKey())
                                + "\", \"RepoDigests\": [\"r@" + image.getValue() + "\"]}")
                        .collect(Collectors.joining(",", "[", "]\n"));
    }
}

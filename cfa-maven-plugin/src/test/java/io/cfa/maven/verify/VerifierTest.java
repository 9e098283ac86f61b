package io.cfa.maven.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.docker.ContainerJson;
import io.cfa.maven.docker.DockerCommands;
import io.cfa.maven.docker.ProjectContainers;
import io.cfa.maven.host.FakeSleeper;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.realm.RealmInspection;
import io.cfa.maven.model.Digest;
import io.cfa.maven.remote.FreePort;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.ScriptedHost;
import io.cfa.maven.report.Outcome;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.report.Report;
import io.cfa.maven.report.RunningService;
import io.cfa.maven.verify.probe.TagLookup;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A good stack is green; each way that a stack can be broken is red, in its own place, whatever else looks well. */
class VerifierTest {

    private static final String REALM = "cat /srv/cfa/keycloak/realm-cfa.json";
    private static final String LOOK = ProjectContainers.of("cfa").command().line();
    private static final String HEALTH_CHECK = "timeout 10 docker exec i check";
    private static final Instant BEGIN = Instant.parse("2026-11-24T00:00:00Z");

    private final FakeSleeper sleeper = new FakeSleeper();
    private final List<String> progress = new ArrayList<>();
    private TagLookup registry = image -> TagLookup.Answer.holds(StackOnHost.BUILT);
    private Digest built = StackOnHost.BUILT;
    private WebService identity;
    private WebService keycloak;
    private StackOnHost stack;

    @BeforeEach
    void aGoodStack() throws IOException {
        identity = WebService.builtHere();
        keycloak = WebService.keycloak();
        stack = new StackOnHost(identity.port(), keycloak.port());
    }

    @AfterEach
    void stopTheServices() {
        identity.close();
        keycloak.close();
    }

    @Test
    void aGoodStackPassesEveryProbe() {
        ScriptedHost host = stack.host();
        Report report = verify(host);
        assertThat(report.failures()).isEmpty();
        assertThat(report.hasPassed()).isTrue();
        assertThat(observed(report))
                .containsExactly(
                        "postgres compose healthy",
                        "postgres stable 20 s",
                        "postgres dependency healthy",
                        "postgres drift none",
                        "keycloak compose healthy",
                        "keycloak stable 20 s",
                        "keycloak dependency realm cfa",
                        "keycloak drift none",
                        "identity compose healthy",
                        "identity stable 20 s",
                        "identity digest 1a2b3c4d 111111111111",
                        "identity /swagger 200",
                        "identity /openapi 200",
                        "identity /health 200",
                        "identity drift none",
                        "kafka dependency off",
                        "files drift 2 files");
        assertThat(host.lines())
                .containsExactly(
                        LOOK,
                        REALM,
                        "cd /srv/cfa && cat .env",
                        "cd /srv/cfa && COMPOSE_PROJECT_NAME=cfa COMPOSE_FILE=docker-compose.yml docker compose config --hash '*'",
                        "cd /srv/cfa && sha256sum -- .env.cfa2 docker-compose.yml",
                        LOOK);
        assertThat(sleeper.now()).isEqualTo(BEGIN.plusSeconds(20));
    }

    @Test
    void aHundredLooksAtAGoodStackAreGreen() {
        for (int i = 0; i < 100; i++) {
            assertThat(verify().failures()).isEmpty();
        }
    }

    @Test
    void theReportSaysWhatRunsSinceWhen() {
        assertThat(verify().running().get(2))
                .isEqualTo(new RunningService(
                        "identity",
                        "cfa-identity-1",
                        "healthy",
                        Instant.parse("2026-11-24T00:00:00.123456789Z"),
                        "r/cfa/identity:dev",
                        Optional.of("1a2b3c4d"),
                        Optional.of(StackOnHost.BUILT.toString()),
                        0,
                        Optional.empty()));
    }

    @Test
    void withoutAWindowNothingIsWaitedForAndTheHostIsAskedOnce() {
        ScriptedHost host = stack.host();
        Report report = new Verifier(HostContext.of(host, sleeper, progress::add))
                .verify(stack.request(Set.of(), built, registry).atOnce());
        assertThat(report.hasPassed()).isTrue();
        assertThat(host.lines()).hasSizeLessThanOrEqualTo(12).containsOnlyOnce(LOOK);
        assertThat(sleeper.now()).isEqualTo(BEGIN);
    }

    // --- realm ---

    private static final String ASK = RealmInspection.of(
                    new ScriptedHost(), "cfa", new Result(0, "{\"realm\":\"cfa\"}", ""))
            .flatMap(RealmInspection::begin)
            .orElseThrow()
            .line();

    private Stream<String> realm(Report report) {
        return report.results().stream()
                .filter(result -> result.probe().equals("realm"))
                .map(result -> result.outcome() + " " + result.observed());
    }

    @Test
    void theRealmTheDatabasesAndTheArchivesAreAskedForSideBySide() {
        stack.container("i", stack.identity().classData()).answers(MAPPED, new Result(0, "i 0\n", ""));
        stack.answers(REALM, new Result(0, "{\"realm\":\"cfa\"}", ""))
                .answers(ASK, new Result(0, "GET 200 {\"realm\":\"cfa\"}\nGET 200 []\nGET 200 []\n", ""));
        ScriptedHost host = stack.host();
        Report report = verify(host);
        assertThat(realm(report)).containsExactly("PASSED as its file");
        assertThat(host.batches())
                .singleElement()
                .satisfies(batch -> assertThat(batch).hasSize(5).contains(MAPPED, ASK, "cd /srv/cfa && cat .env"));
    }

    @Test
    void aRealmOfWhichTheFileCannotBeReadIsUnknownAndTheRestIsStillAsked() {
        stack.answers(REALM, new Result(0, "{", ""));
        Report report = verify();
        assertThat(realm(report)).containsExactly("UNKNOWN unknown");
        assertThat(observed(report)).contains("identity /health 200", "identity drift none");
    }

    @Test
    void aRealmWhoseKeycloakDoesNotAnswerYetIsToldByOthers() {
        stack.answers(REALM, new Result(0, "{\"realm\":\"cfa\"}", "")).answers(ASK, new Result(4, "", ""));
        assertThat(realm(verify())).isEmpty();
    }

    // --- class data ---

    private static final String MAPPED =
            DockerCommands.mapped(List.of("i"), "/app/kit.jsa").command().line();

    @Test
    void aRefusedArchiveIsAWarningAndNoFailure() {
        stack.container("i", stack.identity().classData()).answers(MAPPED, new Result(0, "i 1\n", ""));
        Report report = verify();
        assertThat(report.hasPassed()).isTrue();
        assertThat(report.results())
                .filteredOn(result -> result.probe().equals("class data"))
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.outcome()).isEqualTo(Outcome.WARNED);
                    assertThat(result.finding().orElseThrow())
                            .hasToString(
                                    "identity  its JVM refused the class-data archive /app/kit.jsa of its image, and"
                                            + " starts slowly; expected an archive in use. Next: see the first lines of cfa:logs"
                                            + " -Dcfa.services=identity, and JAVA_TOOL_OPTIONS and JDK_JAVA_OPTIONS in the compose"
                                            + " file: such an archive does not go with --add-opens, --add-modules, JFR or an"
                                            + " agent");
                });
    }

    @Test
    void anArchiveInUseOrThatNobodyCanTellOfIsNotTold() {
        for (String answer : new String[] {"i 0\n", "i 126\n", "i 2\n", ""}) {
            stack.container("i", stack.identity().classData()).answers(MAPPED, new Result(0, answer, ""));
            assertThat(observed(verify())).noneMatch(line -> line.contains("class data"));
        }
    }

    // --- processed beans ---

    @Test
    void beansThatAreNotUsedAreAWarningAndNoFailure() {
        stack.container("i", stack.identity().springAot("-cp", "@/app/class-path", "io.cfa.identity.Identity"));
        Report report = verify();
        assertThat(report.hasPassed()).isTrue();
        assertThat(report.results())
                .filteredOn(result -> result.probe().equals("beans"))
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.outcome()).isEqualTo(Outcome.WARNED);
                    assertThat(result.finding().orElseThrow())
                            .hasToString("identity  it is started without -Dspring.aot.enabled=true, and so without the"
                                    + " processed beans of its image; expected the entrypoint of its image. Next: see entrypoint"
                                    + " and command of identity in the compose file: without them, or with that flag and the"
                                    + " class path of the image's entrypoint, it starts with less work");
                });
    }

    @Test
    void beansInUseAreNotTold() {
        stack.container("i", stack.identity().springAot("-Dspring.aot.enabled=true", "-cp", "@/app/class-path-aot"));
        assertThat(observed(verify())).noneMatch(line -> line.contains("beans"));
    }

    // --- compose ---

    @Test
    void aMissingContainerIsNamedWithTheLineOfTheComposeFile() {
        stack.without("i");
        assertThat(messages(verify()))
                .contains(
                        "docker-compose.yml:10  no container exists; expected one container, running and healthy. Next: run"
                                + " cfa:rollout, or `docker compose up -d identity` on the host");
    }

    @Test
    void aCrashLoopIsSeenWithoutWaitingAndItsLastLinesAreShown() {
        stack.container(
                        "i",
                        stack.identity().state("restarting", 137).outOfMemory().restarts(4, "2026-11-24T00:00:00Z"))
                .answers("docker logs --tail 30 i", new Result(0, "boot\n", "java.lang.OutOfMemoryError\n"));
        Report report = verify();
        assertThat(messages(report))
                .containsExactly(
                        "identity  restarting (exit 137, OOM-killed, 4 restarts in 20 s); expected running and healthy. Next: raise"
                                + " mem_limit in docker-compose.yml:3 or see cfa:logs -Dcfa.services=identity");
        assertThat(report.lastLogs()).containsEntry("cfa-identity-1", List.of("boot", "java.lang.OutOfMemoryError"));
        assertThat(sleeper.now()).isEqualTo(BEGIN);
    }

    @Test
    void aContainerThatLostItsNetworkIsSeenWithoutWaitingForPagesThatCannotCome() {
        stack.container("i", stack.identity().cutOff());
        assertThat(messages(verify()))
                .singleElement()
                .asString()
                .startsWith("identity  ")
                .contains("network");
        assertThat(sleeper.now()).isEqualTo(BEGIN);
    }

    @Test
    void anExitedContainerIsNamedWithItsExitCode() {
        stack.container("i", stack.identity().state("exited", 1));
        assertThat(messages(verify()))
                .containsExactly(
                        "identity  exited (exit 1); expected running and healthy. Next: see cfa:logs -Dcfa.services=identity");
    }

    @Test
    void aPausedContainerIsNamedThoughItsPortIsOpen() {
        stack.container("i", stack.identity().state("paused", 0));
        assertThat(messages(verify()))
                .containsExactly(
                        "identity  paused (exit 0); expected running and healthy. Next: `docker unpause cfa-identity-1` there");
    }

    @Test
    void aContainerThatWasNeverStartedIsNamed() {
        stack.container("i", stack.identity().state("created", 0));
        assertThat(messages(verify()))
                .containsExactly(
                        "identity  created; expected running and healthy. Next: cfa:rollout and cfa:rollback make it anew;"
                                + " `docker start cfa-identity-1` there says why it was never started");
    }

    @Test
    void anUnhealthyContainerIsNamedWithWhatItsCheckPrinted() {
        stack.container("i", stack.identity().health("unhealthy", "HTTP/1.1 503"));
        assertThat(messages(verify()))
                .containsExactly(
                        "identity  unhealthy, its health check printed \"HTTP/1.1 503\"; expected running and healthy. Next: see"
                                + " cfa:logs -Dcfa.services=identity");
    }

    @Test
    void whatABrokenOffUpLeftIsNamedThoughItIsHealthy() {
        stack.container("i", stack.identity().name("0123456789ab_cfa-identity-1"));
        assertThat(messages(verify()))
                .containsExactly(
                        "identity  0123456789ab_cfa-identity-1 healthy; expected running and healthy, by the name that compose"
                                + " gives. Next: cfa:rollout and cfa:rollback make it anew");
    }

    @Test
    void twoContainersOfAServiceAreOneTooMany() {
        stack.container("j", stack.identity());
        assertThat(messages(verify()))
                .containsExactly(
                        "docker-compose.yml:10  2 containers: cfa-identity-1, cfa-identity-1; expected one container. Next: cfa:rollout"
                                + " and cfa:rollback leave one of them, or `docker rm -f cfa-identity-1` on the host");
    }

    @Test
    void aContainerThatTheFileDoesNotKnowIsNamed() {
        stack.container("o", ContainerJson.of("identity-old"));
        assertThat(messages(verify()))
                .containsExactly(
                        "cfa-identity-old-1  healthy, of a service that the file does not have; expected only containers of the"
                                + " compose file. Next: `docker rm -f cfa-identity-old-1` on the host, if nobody needs it");
    }

    @Test
    void whatComposeRunLeftBehindIsNoSecondContainer() {
        stack.container("o", stack.identity().oneOff().state("exited", 0));
        assertThat(verify().failures()).isEmpty();
        stack.container("o", stack.identity().oneOff());
        assertThat(verify().failures()).extracting(ProbeResult::observed).containsExactly("unknown");
    }

    @Test
    void aPortThatTheContainerDoesNotPublishIsNamed() {
        stack.container("i", ContainerJson.of("identity").port(1));
        assertThat(messages(verify()))
                .containsExactly("docker-compose.yml:10  cfa-identity-1 publishes 1:8080; expected " + identity.port()
                        + ":8080. Next: run cfa:rollout; if it stays so, sync compose and env to the host first");
    }

    @Test
    void aContainerThatStillStartsIsWaitedFor() {
        ScriptedHost host = new ScriptedHost();
        ScriptedHost good = stack.host();
        String starting = stack.container("i", stack.identity().health("starting", ""))
                .host()
                .answersTo(LOOK)
                .get(0)
                .output();
        host.answers(LOOK, starting).answers(LOOK, starting);
        good.script().keySet().forEach(line -> good.answersTo(line).forEach(result -> host.answers(line, result)));
        assertThat(verify(host).hasPassed()).isTrue();
        assertThat(progress)
                .containsExactly("waiting up to 5 s for containers that still start", "watching for restarts for 20 s");
        assertThat(sleeper.now()).isEqualTo(BEGIN.plusMillis(22_200));
    }

    @Test
    void aContainerWhosePageIsGoodHasItsHealthCheckRunWithoutWaitingForTheEngine() {
        stack.container("i", starting()).answers(HEALTH_CHECK, new Result(0, "", ""));
        ScriptedHost host = stack.host();
        Report report = verify(host);
        assertThat(report.hasPassed()).isTrue();
        assertThat(observed(report)).contains("identity compose healthy");
        assertThat(host.lines()).startsWith(LOOK, LOOK, HEALTH_CHECK);
        assertThat(host.lines()).endsWith(LOOK, HEALTH_CHECK);
        assertThat(sleeper.now()).isEqualTo(BEGIN.plusMillis(20_200));
    }

    @Test
    void aContainerWhosePageIsGoodAndWhoseHealthCheckIsNotIsUnknownAfterThePatience() {
        stack.container("i", starting()).answers(HEALTH_CHECK, new Result(1, "", "no"));
        assertThat(verify().failures()).extracting(ProbeResult::outcome).containsExactly(Outcome.UNKNOWN);
        assertThat(sleeper.now()).isEqualTo(BEGIN.plusSeconds(25));
    }

    @Test
    void aContainerWhosePageIsNotGoodYetIsLeftToTheEngine() {
        identity.page("/health", 503, "application/json", "{\"status\": \"DOWN\"}");
        stack.container("i", starting());
        assertThat(failedProbes()).containsExactly("/health", "compose");
        assertThat(progress).containsOnlyOnce("waiting up to 5 s for containers that still start");
        // five of patience, twenty of watching, and three times two for a page that is not served
        assertThat(sleeper.now()).isEqualTo(BEGIN.plusSeconds(31));
    }

    @Test
    void aContainerThatNeverBecomesHealthyIsUnknownAfterThePatience() {
        stack.container("i", stack.identity().health("starting", "connection refused"));
        Report report = verify();
        assertThat(report.hasPassed()).isFalse();
        assertThat(report.failures()).extracting(ProbeResult::outcome).containsExactly(Outcome.UNKNOWN);
        assertThat(messages(report))
                .containsExactly(
                        "identity  starting, its health check printed \"connection refused\"; expected running and healthy."
                                + " Next: see cfa:logs -Dcfa.services=identity");
        assertThat(sleeper.now()).isEqualTo(BEGIN.plusSeconds(25));
    }

    // --- stability ---

    @Test
    void aCrashLoopThatLooksHealthyInBothLooksIsSeenByItsRestartCount() {
        stack.later("i", stack.identity().id("i").restarts(1, "2026-11-24T00:00:15Z"));
        assertThat(messages(verify()))
                .containsExactly(
                        "identity  cfa-identity-1 was restarted (exit 0, 1 by the engine in all) within 20 s; expected no restart"
                                + " and no replacement within 20 s. Next: see cfa:logs -Dcfa.services=identity");
    }

    @Test
    void aContainerThatSomebodyRestartedByHandInTheWindowIsSeen() {
        stack.later("i", stack.identity().id("i").restarts(0, "2026-11-24T00:00:15Z"));
        assertThat(verify().failures()).extracting(ProbeResult::probe).containsExactly("stable");
    }

    @Test
    void aContainerThatIsReplacedInTheWindowIsSeen() {
        stack.later("i", stack.identity().id("j"));
        assertThat(messages(verify()))
                .containsExactly(
                        "identity  cfa-identity-1 was replaced within 20 s; expected no restart and no replacement within 20 s."
                                + " Next: see cfa:logs -Dcfa.services=identity");
    }

    @Test
    void containersThatAreUpForLongerThanTheWindowAreLookedAtTwiceAndNotWaitedFor() {
        upForHours("03:00:01", "03:00:01");
        ScriptedHost host = stack.host();
        Report report = verify(host);
        assertThat(report.failures()).isEmpty();
        assertThat(observed(report))
                .contains("postgres stable up 3 h", "keycloak stable up 3 h", "identity stable up 3 h");
        assertThat(host.lines().stream().filter(LOOK::equals)).hasSize(2);
        assertThat(progress)
                .containsExactly("not watching for restarts: all are up for 20 s or longer, and are looked at again");
        assertThat(sleeper.now()).isEqualTo(BEGIN);
    }

    @Test
    void aContainerThatIsUpForEightSecondsIsWatchedForTwelveMore() {
        upForHours("03:00:01", "03:00:13").container("i", withoutCheck("2026-11-24T02:59:53.9Z"));
        assertThat(observed(verify())).contains("postgres stable up 3 h", "identity stable up 20 s");
        assertThat(sleeper.now()).isEqualTo(BEGIN.plusMillis(12_900));
    }

    @Test
    void aRestartBetweenTwoLooksWithoutAWaitIsSeenWhateverTheClockSaysOfIt() {
        upForHours("03:00:01", "03:00:02");
        for (String at : new String[] {"2026-11-24T03:00:01.5Z", "2026-11-23T00:00:00Z"}) {
            stack.later("i", withoutCheck(at).id("i"));
            assertThat(messages(verify()))
                    .containsExactly(
                            "identity  cfa-identity-1 was restarted (exit 0, 0 by the engine in all) within 20 s; expected no"
                                    + " restart and no replacement within 20 s. Next: see cfa:logs -Dcfa.services=identity");
        }
    }

    @Test
    void aContainerThatSomebodyMadeAnewBetweenTwoLooksWithoutAWaitIsSeen() {
        upForHours("03:00:01", "03:00:02")
                .later("i", withoutCheck("2026-11-24T03:00:01.5Z").id("j"));
        assertThat(messages(verify())).singleElement().asString().startsWith("identity  cfa-identity-1 was replaced");
    }

    @Test
    void aClockThatIsSetBackBetweenTheLooksHasTheWholeWindowWatched() {
        upForHours("03:00:01", "02:59:59");
        ScriptedHost host = stack.host();
        assertThat(verify(host).failures()).isEmpty();
        assertThat(progress)
                .containsExactly(
                        "not watching for restarts: all are up for 20 s or longer, and are looked at again",
                        "the host's clock was set back meanwhile: watching for restarts for 20 s");
        assertThat(host.lines().stream().filter(LOOK::equals)).hasSize(3);
        assertThat(sleeper.now()).isEqualTo(BEGIN.plusSeconds(20));
    }

    private StackOnHost upForHours(String first, String second) {
        return stack.clock("2026-11-24T" + first + "Z", "2026-11-24T" + second + "Z", Duration.ofDays(30))
                .container("p", ContainerJson.of("postgres").checked("0, 2026-11-24T00:00:03Z"))
                .container(
                        "k", ContainerJson.of("keycloak").port(keycloak.port()).health(null, ""))
                .container("i", withoutCheck("2026-11-24T00:00:00Z"));
    }

    private ContainerJson withoutCheck(String startedAt) {
        return stack.identity().health(null, "").restarts(0, startedAt);
    }

    // --- digest ---

    @Test
    void anotherImageUnderTheRightTagIsSeenByItsDigest() {
        registry = image -> TagLookup.Answer.holds(StackOnHost.OTHER);
        built = null;
        assertThat(messages(verify()))
                .containsExactly("docker-compose.yml:10  runs " + StackOnHost.BUILT + "; expected " + StackOnHost.OTHER
                        + ", as r/cfa/identity:1a2b3c4d is. Next: run cfa:rollout of the release that you expect");
    }

    @Test
    void whatAServicePrintedIsNotShownWhereItIsNotAboutTheService() {
        registry = image -> TagLookup.Answer.missing();
        assertThat(verify().lastLogs()).isEmpty();
    }

    @Test
    void aTagThatIsNotWhatWasBuiltIsSeenThoughItRuns() {
        built = StackOnHost.OTHER;
        assertThat(messages(verify()))
                .containsExactly("docker-compose.yml:10  r/cfa/identity:1a2b3c4d is " + StackOnHost.BUILT
                        + "; expected " + StackOnHost.OTHER
                        + ", as it was built. Next: run the whole pipeline of the commit that shall run");
    }

    @Test
    void aReleaseThatTheRegistryDoesNotHaveIsNamed() {
        registry = image -> TagLookup.Answer.missing();
        assertThat(messages(verify()))
                .containsExactly(
                        "docker-compose.yml:10  r/cfa/identity:1a2b3c4d is not in the registry; expected a pushed image. Next: run"
                                + " the pipeline of that commit, or name another with -Dcfa.expectedTag");
    }

    @Test
    void aRegistryThatCannotBeAskedIsUnknownAndEverythingElseIsStillAsked() {
        registry = image -> TagLookup.Answer.unasked("401 from r");
        Report report = verify();
        assertThat(report.hasPassed()).isFalse();
        assertThat(report.results()).hasSize(17);
        assertThat(report.failures()).extracting(ProbeResult::outcome).containsExactly(Outcome.UNKNOWN);
        assertThat(messages(report))
                .containsExactly(
                        "r/cfa/identity:1a2b3c4d  the registry could not be asked: 401 from r; what runs is what was built;"
                                + " expected the digest that it holds. Next: log in with `docker login docker.io`");
    }

    @Test
    void aRegistryThatNeverAnswersIsGivenUp() {
        CountDownLatch never = new CountDownLatch(1);
        registry = image -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return TagLookup.Answer.missing();
        };
        Report report = new Verifier(HostContext.of(stack.host(), sleeper, progress::add), Duration.ofMillis(50))
                .verify(stack.request(Set.of(), built, registry));
        assertThat(messages(report))
                .containsExactly(
                        "r/cfa/identity:1a2b3c4d  the registry could not be asked: no answer in time; what runs is what was built;"
                                + " expected the digest that it holds. Next: log in with `docker login docker.io`");
    }

    @Test
    void whatRunsIsComparedWithTheBuildEvenWhereTheRegistryCannotBeAsked() {
        registry = image -> TagLookup.Answer.unasked("time-out");
        built = StackOnHost.OTHER;
        assertThat(verify().failures()).extracting(ProbeResult::outcome).containsExactly(Outcome.FAILED);
    }

    @Test
    void anImageThatWasBuiltOnTheHostIsNoRelease() {
        stack.image("identity", "[]");
        assertThat(verify().failures()).extracting(ProbeResult::observed).containsExactly("local");
    }

    @Test
    void anImageThatIsGoneFromTheHostIsNamedThoughItsContainerRunsOn() {
        stack.withoutImage("identity");
        assertThat(messages(verify()))
                .containsExactly(
                        "docker-compose.yml:10  its container runs on, and its image is gone from the host: it cannot be started"
                                + " again; expected " + StackOnHost.BUILT
                                + ". Next: run cfa:rollout of the release that you expect, which pulls it");
    }

    @Test
    void anotherImageOfTheDatabaseThanWasVerifiedIsSeenAndItsRegistryIsNotAsked() {
        stack.image("postgres", "[\"postgres@" + StackOnHost.OTHER + "\"]");
        VerifyRequest request = stack.request(Set.of(), built, image -> {
                    assertThat(image.repository()).doesNotContain("postgres");
                    return TagLookup.Answer.holds(StackOnHost.BUILT);
                })
                .withInfrastructure(Map.of("postgres", StackOnHost.BUILT));
        Report report = new Verifier(HostContext.of(stack.host(), sleeper, progress::add)).verify(request);
        assertThat(messages(report))
                .containsExactly("docker-compose.yml:5  runs " + StackOnHost.OTHER + "; expected " + StackOnHost.BUILT
                        + ", as it was verified. Next: cfa:rollback brings back what was verified; cfa:rollout -Dcfa.infrastructure=update takes"
                        + " what its registry has");
    }

    // --- http ---

    @Test
    void anApiDocumentThatIs500IsSeenThoughSwaggerUiIsUp() {
        identity.page("/openapi", 500, "application/problem+json", "{\"status\": 500}");
        String url = "http://127.0.0.1:" + identity.port() + "/openapi";
        assertThat(messages(verify()))
                .containsExactly(url
                        + "  500 application/problem+json; expected 200 with an OpenAPI 3 document that has paths. Next: `curl"
                        + " -i " + url + "`, then see cfa:logs -Dcfa.services=identity");
    }

    @Test
    void anApiDocumentWithoutPathsOrOfAnotherVersionIsNone() {
        identity.page("/openapi", 200, "application/json", "{\"openapi\": \"3.1.0\", \"paths\": {}}");
        assertThat(failedProbes()).containsExactly("/openapi");
        identity.page("/openapi", 200, "application/json", "{\"swagger\": \"2.0\", \"paths\": {\"/x\": {}}}");
        assertThat(failedProbes()).containsExactly("/openapi");
        identity.page("/openapi", 200, "text/html", "<html>");
        assertThat(failedProbes()).containsExactly("/openapi");
    }

    @Test
    void aWrongDatabasePasswordIsSeenByTheServicesOwnHealthThoughItsPagesAnswer() {
        identity.page("/health", 503, "application/json", "{\"status\": \"DOWN\", \"groups\": [\"UP\"]}");
        assertThat(failedProbes()).containsExactly("/health");
        identity.page("/health", 200, "application/json", "{\"status\": \"DOWN\", \"other\": \"UP\"}");
        assertThat(failedProbes()).containsExactly("/health");
    }

    @Test
    void aPortThatSomethingElseAnswersAtIsNotTakenForTheService() {
        for (String path : List.of("/swagger", "/openapi", "/health")) {
            identity.page(path, 200, "text/html", "<title>It works!</title> swagger-ui \"UP\"");
        }
        assertThat(failedProbes()).containsExactly("/swagger", "/openapi", "/health");
    }

    @Test
    void aSwaggerPageWhoseScriptIsMissingIsNone() {
        identity.page("/swagger-ui/swagger-ui-bundle.js", 404, "application/problem+json", "{}");
        assertThat(failedProbes()).containsExactly("/swagger");
        identity.page(
                "/swagger-ui/swagger-ui-bundle.js", 200, "text/html", "<html>the start page, for everything</html>");
        assertThat(failedProbes()).containsExactly("/swagger");
    }

    @Test
    void redirectsAreFollowedAndScriptsFoundBesideWhereTheyEnd() {
        identity.redirect("/swagger", "/swagger-ui/index.html")
                .page(
                        "/swagger-ui/index.html",
                        200,
                        "text/html",
                        "<script charset='UTF-8' src='./swagger-ui-bundle.js'>");
        assertThat(verify().failures()).isEmpty();
    }

    @Test
    void redirectsWithoutAnEndAreNotFollowedForEver() {
        identity.redirect("/swagger", "/swagger");
        assertThat(failedProbes()).containsExactly("/swagger");
    }

    @Test
    void aPortThatNobodyListensOnIsAskedFromTheHostToo() throws IOException {
        stack = new StackOnHost(FreePort.next(), keycloak.port());
        List<String> pages = pages();
        Map<String, String> nothing = new LinkedHashMap<>();
        pages.forEach(page -> nothing.put(page, ""));
        stack.pagesOnHost(8_000_000, nothing);
        Report report = verify();
        assertThat(report.failures())
                .extracting(ProbeResult::observed)
                .containsExactly("refused", "refused", "refused");
        assertThat(messages(report))
                .first()
                .isEqualTo(pages.get(0)
                        + "  refused from here, no answer to curl on the host itself; expected 200 with the HTML of Swagger"
                        + " UI. Next: see cfa:logs -Dcfa.services=identity");
    }

    @Test
    void aPortThatOnlyTheHostReachesIsSaidToBeShut() throws IOException {
        stack = new StackOnHost(FreePort.next(), keycloak.port());
        answersOnTheHost();
        Report report = verify();
        assertThat(report.hasPassed()).isFalse();
        assertThat(messages(report))
                .hasSize(3)
                .first()
                .isEqualTo(pages().get(0)
                        + "  refused from here, right on the host itself; expected the same answer from outside. Next: let"
                        + " port " + port() + " through the host's firewall, or look what address it is bound to");
    }

    @Test
    void aPortThatIsBoundToTheHostIsAskedThere() throws IOException {
        stack = new StackOnHost(FreePort.next(), keycloak.port()).boundTo("127.0.0.1");
        stack.container("i", stack.identity().boundTo("127.0.0.1"));
        answersOnTheHost();
        Report report = verify();
        assertThat(report.failures()).isEmpty();
        assertThat(observed(report)).contains("identity /swagger 200 (host)");
    }

    // --- dependencies ---

    @Test
    void aRealmThatDoesNotAnswerIsSeenThoughKeycloakIsHealthy() {
        keycloak.page(
                "/realms/cfa/.well-known/openid-configuration",
                404,
                "application/json",
                "{\"error\": \"Realm does not exist\"}");
        String url = "http://127.0.0.1:" + keycloak.port() + "/realms/cfa/.well-known/openid-configuration";
        assertThat(messages(verify()))
                .containsExactly(
                        url + "  404 application/json; expected 200 with the issuer of the realm cfa. Next: `curl -i "
                                + url + "`, then see cfa:logs -Dcfa.services=keycloak");
    }

    @Test
    void aDependencyWithoutAHealthCheckIsNotProvenWell() {
        stack.container("p", ContainerJson.of("postgres").health(null, ""));
        assertThat(messages(verify()))
                .containsExactly(
                        "postgres  no health check; expected healthy, by its own health check. Next: see cfa:logs"
                                + " -Dcfa.services=postgres");
    }

    @Test
    void kafkaThatRunsThoughItIsOffIsNamed() {
        stack.container("q", ContainerJson.of("kafka"));
        assertThat(messages(verify()))
                .containsExactly(
                        "kafka  cfa-kafka-1 runs; expected no Kafka, as Kafka__Enabled is false. Next: `docker compose --profile"
                                + " kafka stop kafka` on the host, or Kafka__Enabled=true");
    }

    @Test
    void kafkaThatIsOnHasToBeHealthy() {
        stack.kafka("true");
        assertThat(verify().failures()).extracting(ProbeResult::observed).containsExactly("missing");
        stack.container("q", ContainerJson.of("kafka").health("unhealthy", ""));
        assertThat(verify().failures()).extracting(ProbeResult::observed).containsExactly("unhealthy");
        stack.container("q", ContainerJson.of("kafka"));
        assertThat(verify().failures()).isEmpty();
    }

    @Test
    void aKafkaThatWasStoppedIsNoneTooMany() {
        stack.container("q", ContainerJson.of("kafka").state("exited", 143));
        assertThat(verify().failures()).isEmpty();
    }

    // --- drift ---

    @Test
    void anOldContainerThatWasNotReplacedIsSeenThoughItWorks() {
        stack.container("i", stack.identity().hash("old"));
        assertThat(messages(verify()))
                .containsExactly(
                        "docker-compose.yml:10  cfa-identity-1 was made from another configuration; expected the one that the"
                                + " host's compose and env have now. Next: run cfa:rollout, or `docker compose up -d identity` on the host");
    }

    @Test
    void aFileThatTheHostHasOtherwiseIsNamed() {
        stack.changedOnHost(".env.cfa2");
        assertThat(messages(verify()))
                .containsExactly("/srv/cfa  .env.cfa2 differs; expected the repository's files. Next: see what with"
                        + " ops/scripts/sync-compose-cfa2.sh --dry-run, then bring them with ops/scripts/sync-compose-cfa2.sh; or check out"
                        + " what the host has");
    }

    @Test
    void aHostWhoseComposeFileCannotBeReadIsUnknownAndTheRestIsStillAsked() {
        stack.answers(
                        "cd /srv/cfa && COMPOSE_PROJECT_NAME=cfa COMPOSE_FILE=docker-compose.yml docker compose config --hash '*'",
                        new Result(15, "", "yaml: line 3\n"))
                .answers("cd /srv/cfa && cat .env", new Result(1, "", "cat: .env: No such file\n"));
        Report report = verify();
        assertThat(report.results()).hasSize(17);
        assertThat(report.failures())
                .allMatch(result -> result.outcome() == Outcome.UNKNOWN)
                .extracting(result -> result.subject() + " " + result.probe())
                .containsExactly("postgres drift", "keycloak drift", "identity drift", "kafka dependency");
    }

    // --- only ---

    @Test
    void onlyWhatIsAskedForIsProbed() {
        stack.container("o", ContainerJson.of("identity-old"));
        Report report = new Verifier(HostContext.of(stack.host(), sleeper, progress::add))
                .verify(stack.request(Set.of("postgres"), built, registry));
        assertThat(observed(report))
                .containsExactly(
                        "postgres compose healthy",
                        "postgres stable 20 s",
                        "postgres dependency healthy",
                        "postgres drift none");
    }

    @Test
    void aServiceThatTheStackDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> stack.request(Set.of("identify"), built, registry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "cfa.services names \"identify\", which the stack does not have. Next: choose of postgres, keycloak, identity");
    }

    private ContainerJson starting() {
        return stack.identity().health("starting", "").healthCheck("CMD", "check");
    }

    private Report verify() {
        return verify(stack.host());
    }

    private Report verify(ScriptedHost host) {
        return new Verifier(HostContext.of(host, sleeper, progress::add))
                .verify(stack.request(Set.of(), built, registry));
    }

    private List<String> failedProbes() {
        return verify().failures().stream().map(ProbeResult::probe).toList();
    }

    private static List<String> observed(Report report) {
        return report.results().stream()
                .map(result -> result.subject() + " " + result.probe() + " " + result.observed())
                .toList();
    }

    private static List<String> messages(Report report) {
        return report.failures().stream()
                .map(result -> result.finding().orElseThrow().toString())
                .toList();
    }

    private int port() {
        return stack.stack().builtHere().get(0).ports().get(0).hostPort();
    }

    private List<String> pages() {
        return List.of("/swagger", "/openapi", "/health").stream()
                .map(path -> "http://127.0.0.1:" + port() + path)
                .toList();
    }

    private void answersOnTheHost() {
        List<String> pages = pages();
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put(
                pages.get(0), "HTTP/1.1 200 \r\nContent-Type: text/html\r\n\r\n<script src=\"/swagger-ui-bundle.js\">");
        answers.put(
                pages.get(1),
                "HTTP/1.1 200 \r\nContent-Type: application/json\r\n\r\n{\"openapi\": \"3.1.0\", \"paths\": {\"/x\": {}}}");
        answers.put(pages.get(2), "HTTP/1.1 200 \r\nContent-Type: application/json\r\n\r\n{\"status\": \"UP\"}");
        stack.pagesOnHost(8_000_000, answers);
        stack.pagesOnHost(
                4_000,
                Map.of(
                        "http://127.0.0.1:" + port() + "/swagger-ui-bundle.js",
                        "HTTP/1.1 200 \r\nContent-Type: text/javascript\r\n\r\nvar"));
    }
}

package io.cfa.maven.rollout.swarm;

import static io.cfa.maven.rollout.swarm.SimulatedManager.IMAGE;
import static io.cfa.maven.rollout.swarm.SimulatedManager.NEW;
import static io.cfa.maven.rollout.swarm.SimulatedManager.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cfa.maven.host.HostRefusedException;
import io.cfa.maven.model.Digest;
import io.cfa.maven.remote.Secret;
import io.cfa.maven.report.Report;
import io.cfa.maven.rollout.execute.FailedRolloutException;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.rollout.rollback.ReleaseGuard;
import io.cfa.maven.rollout.rollback.RollbackRequest;
import io.cfa.maven.rollout.rollback.SchemaPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A release comes to all services of a swarm or to none; the swarm answers as a real one did. */
class StackRolloutTest {

    static final String RELEASED =
            """
            {"goal":"cfa:rollout","revision":"0000aaaa","outcome":"verified","by":"anna","at":"2026-11-24T08:00:00Z","seconds":9,"images":{"web":"%s"}}
            """
                    .formatted(OLD)
                    .strip();

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StackRelease stack = new StackRelease(
            "name: cfa\nservices:\n  web:\n    image: ${REGISTRY_IMAGE}/web:${TAG}\n",
            Optional.of(new RolloutRequest.Login("127.0.0.1:5000", "ci", Secret.of("open sesame"))));
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void rolloutWhenAllTasksComeIsVerifiedAndWritten() {
        SimulatedManager manager = new SimulatedManager("same " + OLD)
                .released(RELEASED)
                .afterADeploy("updating " + NEW, "updating " + NEW, "updated " + NEW);

        Report report = run(manager);

        assertThat(report.hasPassed()).isTrue();
        assertThat(report.results())
                .extracting(result -> result.subject() + " " + result.probe() + " " + result.observed())
                .containsExactly("web tasks 2/2 cfa2", "web digest " + "b".repeat(12));
        assertThat(manager.deployed()).hasSize(1);
        assertThat(manager.deployed().get(0)).contains("\"image\":\"" + IMAGE + "@" + NEW + "\"");
        assertThat(manager.log()).hasSize(2);
        assertThat(manager.log().get(1))
                .contains("\"revision\":\"1111bbbb\"", "\"outcome\":\"verified\"", "\"web\":\"" + NEW + "\"")
                .contains("\"bundle\":\"sha256:");
        assertThat(manager.appended().get(0))
                .as("how each service was deployed is kept, for drift")
                .contains(" cfa_release.000002 '{\"web\":{\"container\":\"");
    }

    @Test
    void aRolloutThatLeavesSomethingWrongKeepsNoConfiguration() {
        SimulatedManager manager = new SimulatedManager("same " + OLD)
                .released(RELEASED)
                .afterADeploy("crashed " + NEW)
                .afterADeploy("crashed " + OLD);

        assertThatThrownBy(() -> run(manager)).hasMessageContaining("failed too");
        assertThat(manager.appended().get(0)).contains(" cfa_release.000002 '' ");
    }

    @Test
    void rolloutWhenTheManagersAreAwayInTheMiddleSaysSoAndDeploysNothingElse() {
        SimulatedManager manager = new SimulatedManager("same " + OLD)
                .released(RELEASED)
                .afterADeploy("updating " + NEW, SimulatedManager.FAILS + "The swarm does not have a leader.");

        assertThatThrownBy(() -> run(manager))
                .hasMessageStartingWith(
                        "the stack was deployed, and then the managers did not answer any more, tried 15 times: ")
                .hasMessageContaining("The swarm does not have a leader.")
                .hasMessageEndingWith(
                        "Next: bring most of them back (`docker node ls` there says which are away), then run the goal again");
        assertThat(manager.deployed()).hasSize(1);
        assertThat(manager.log()).containsExactly(RELEASED);
    }

    @Test
    void rolloutWhenTheManagersAreAwayWhileItIsVerifiedTakesNothingBack() {
        SimulatedManager manager = new SimulatedManager("same " + OLD)
                .released(RELEASED)
                .afterADeploy("updated " + NEW, SimulatedManager.FAILS + "The swarm does not have a leader.");

        assertThatThrownBy(() -> run(manager))
                .hasMessageStartingWith(
                        "1111bbbb was deployed\nWhat runs could not be verified, as the managers did not answer: The swarm does not have a leader.")
                .hasMessageContaining("nothing was taken back, and the release log has no line of it")
                .hasMessageEndingWith("then run the goal again");
        assertThat(manager.deployed()).hasSize(1);
        assertThat(manager.log()).containsExactly(RELEASED);
    }

    @Test
    void managersThatChooseALeaderWhileItIsVerifiedAreAskedAgain() {
        String chooses = SimulatedManager.FAILS + "The swarm does not have a leader.";
        SimulatedManager manager = new SimulatedManager("same " + OLD)
                .released(RELEASED)
                .afterADeploy("updated " + NEW, chooses, chooses, "updated " + NEW, chooses, "updated " + NEW);

        assertThat(run(manager).hasPassed()).isTrue();
        assertThat(manager.log()).hasSize(2);
    }

    @Test
    void rolloutWhenTheManagersAreAwayBeforeItGoesBackSaysWhatFailedFirst() {
        SimulatedManager manager = new SimulatedManager("same " + OLD)
                .released(RELEASED)
                .afterADeploy("crashed " + NEW, SimulatedManager.FAILS + "The swarm does not have a leader.");

        assertThatThrownBy(() -> run(manager))
                .hasMessageStartingWith("web: Swarm gave its update up (rollback_completed)")
                .hasMessageContaining("What runs could not be verified, as the managers did not answer: ");
        assertThat(manager.deployed()).hasSize(1);
    }

    @Test
    void rolloutWhenATaskCrashesTakesAllBackToTheDigestsOfTheReleaseLog() {
        SimulatedManager manager = new SimulatedManager("same " + OLD)
                .released(RELEASED)
                .afterADeploy("updating " + NEW, "crashed " + NEW)
                .afterADeploy("same " + OLD);

        FailedRolloutException failure = catchThrowableOfType(FailedRolloutException.class, () -> run(manager));

        assertThat(failure)
                .hasMessageContaining("web: Swarm gave its update up (rollback_completed)")
                .hasMessageContaining("cfa2: task p8lvty9z failed: task: non-zero exit (3)")
                .hasMessageContaining("All services run 0000aaaa again, and it was verified. Next: ");
        assertThat(manager.deployed()).hasSize(2);
        assertThat(manager.deployed().get(1)).contains(IMAGE + "@" + OLD).doesNotContain(NEW);
        assertThat(manager.log().get(1)).contains("\"outcome\":\"failed, rolled back\"", "\"back\":\"0000aaaa\"");
        assertThat(failure.after()).isPresent();
    }

    @Test
    void rolloutWhenATaskStaysPendingEndsAtItsDeadlineAndGoesBack() {
        SimulatedManager manager = new SimulatedManager("same " + OLD)
                .released(RELEASED)
                .afterADeploy("pending " + NEW)
                .afterADeploy("same " + OLD);

        assertThatThrownBy(() -> run(manager))
                .hasMessageContaining("web: 0 of 2 tasks ready after 900 s")
                .hasMessageContaining("no suitable node (insufficient resources on 1 node)");
        assertThat(manager.deployed()).hasSize(2);
    }

    @Test
    void rolloutWhenTheRollbackFailsTooSaysBoth() {
        SimulatedManager manager = new SimulatedManager("same " + OLD)
                .released(RELEASED)
                .afterADeploy("crashed " + NEW)
                .afterADeploy("crashed " + OLD);

        assertThatThrownBy(() -> run(manager)).hasMessageContaining("The rollback to 0000aaaa failed too: ");
        assertThat(manager.log().get(1)).contains("\"outcome\":\"failed, rollback failed\"");
    }

    @Test
    void rolloutWithoutAReleaseBeforeLeavesWhatRunsAndSaysSo() {
        SimulatedManager manager = new SimulatedManager("").afterADeploy("crashed " + NEW);

        assertThatThrownBy(() -> run(manager))
                .hasMessageContaining("Nothing to go back to: the release log has no verified release.");
        assertThat(manager.deployed()).hasSize(1);
        assertThat(manager.log().get(0)).contains("\"outcome\":\"failed\"");
    }

    @Test
    void anotherDigestThanWasBuiltIsNoSuccess() {
        SimulatedManager manager = new SimulatedManager("same " + OLD)
                .released(RELEASED)
                .afterADeploy("updated " + OLD)
                .afterADeploy("same " + OLD);

        FailedRolloutException failure = catchThrowableOfType(FailedRolloutException.class, () -> run(manager));
        assertThat(failure.report().failures())
                .extracting(result -> result.probe())
                .containsExactly("digest");
    }

    @Test
    void whatAStackWouldLoseIsRefusedBeforeAnythingChanges() {
        SimulatedManager manager = new SimulatedManager("same " + OLD)
                .config("{\"name\": \"cfa\", \"services\": {\"web\": {\"image\": \"x\", \"privileged\": true}}}");

        assertThatThrownBy(() -> run(manager))
                .isInstanceOf(HostRefusedException.class)
                .hasMessageContaining("web  privileged, which a stack refuses, passes over or drops");
        assertThat(manager.deployed()).isEmpty();
        assertThat(manager.log()).isEmpty();
    }

    @Test
    void anEngineThatIsNoManagerIsRefused() {
        assertThatThrownBy(() -> run(new SimulatedManager("same " + OLD)
                        .info("{\"NodeID\":\"\",\"ControlAvailable\":false,\"Error\":\"\"}")))
                .isInstanceOf(HostRefusedException.class)
                .hasMessageContaining("in no swarm; expected a manager");
        assertThatThrownBy(
                        () -> run(
                                new SimulatedManager("same " + OLD)
                                        .info(
                                                "{\"NodeID\":\"x\",\"ControlAvailable\":true,\"Error\":\"The swarm does not have a leader.\"}")))
                .hasMessageContaining("The swarm does not have a leader.");
    }

    @Test
    void aPinWithoutItsNodeIsRefused() {
        SimulatedManager manager = new SimulatedManager("same " + OLD).saying("x-cfa: {pin: disk}");
        assertThatThrownBy(() -> new StackRollout(stack.context(manager)).plan(request()))
                .isInstanceOf(HostRefusedException.class)
                .hasMessageContaining(
                        "web  no node has the label cfa.disk=true, to which it is pinned; expected one, which keeps its"
                                + " volume. Next: docker node update --label-add cfa.disk=true NODE at a manager");
    }

    @Test
    void thePlanShowsTheStackAndNoSecret() {
        SimulatedManager manager = new SimulatedManager("same " + OLD).released(RELEASED);
        Plan plan = new StackRollout(stack.context(manager)).plan(request());

        String shown = String.join("\n", plan.describe());
        assertThat(shown)
                .contains(
                        "web  " + OLD + " -> " + IMAGE + "@" + NEW,
                        "\"order\" : \"start-first\"",
                        "deploy the stack cfa")
                .doesNotContain("open sesame");
        assertThat(manager.deployed()).isEmpty();
    }

    @Test
    void rollbackDeploysTheDigestsOfTheReleaseBefore() {
        SimulatedManager manager = new SimulatedManager("same " + NEW)
                .released(RELEASED)
                .released(RELEASED.replace("0000aaaa", "1111bbbb").replace(OLD, NEW))
                .afterADeploy("updated " + OLD);

        Report report = new StackRollback(
                        stack.context(manager), (host, target) -> stack.said().add("judged " + target.revision()))
                .run(rollback(SchemaPolicy.ACCEPT), StackRelease.verification(request()));

        assertThat(report.hasPassed()).isTrue();
        assertThat(stack.said())
                .contains("judged 0000aaaa")
                .as("of a release whose log says nothing of its files there is nothing to compare")
                .noneMatch(line -> line.contains("compose and env were others"));
        assertThat(manager.deployed()).hasSize(1);
        assertThat(manager.deployed().get(0)).contains(IMAGE + "@" + OLD);
        assertThat(manager.log().get(2))
                .contains("\"goal\":\"cfa:rollback\"", "\"revision\":\"0000aaaa\"", "\"outcome\":\"verified\"");
    }

    @Test
    void rollbackToAReleaseOfOtherFilesSaysThatTheyStayAsTheyAre() {
        SimulatedManager manager = new SimulatedManager("same " + NEW)
                .released(RELEASED.replace("}}", "},\"bundle\":\"sha256:" + "c".repeat(64) + "\"}"))
                .released(RELEASED.replace("0000aaaa", "1111bbbb").replace(OLD, NEW))
                .afterADeploy("same " + OLD);

        new StackRollback(stack.context(manager), (host, target) -> {})
                .run(rollback(SchemaPolicy.ACCEPT), StackRelease.verification(request()));

        assertThat(stack.said())
                .contains(
                        "compose and env were others when 0000aaaa ran (sha256:cccccccccccc); they stay as they are. Next, where that matters:"
                                + " bring those of that commit with cfa:sync, then roll back");
    }

    @Test
    void aTaskTooManyThatSwarmForgotIsEndedBeforeTheReleaseIsInOrder() {
        SimulatedManager manager = new SimulatedManager("same " + OLD)
                .released(RELEASED)
                .afterADeploy("updated " + NEW)
                .larger(state -> looks.incrementAndGet() >= 3 && looks.get() <= 6 ? withATaskTooMany(state) : state);

        assertThat(run(manager).hasPassed()).isTrue();

        assertThat(manager.updated())
                .singleElement()
                .asString()
                .startsWith("docker service update --quiet --detach --label-add io.cfa.looked=")
                .endsWith(" cfa_web");
    }

    @Test
    void aTaskTooManyThatStaysIsNotInOrder() {
        SimulatedManager manager = new SimulatedManager("same " + OLD)
                .released(RELEASED)
                .afterADeploy("updated " + NEW)
                .afterADeploy("same " + OLD)
                .larger(state -> looks.incrementAndGet() >= 3 && state.contains(NEW) ? withATaskTooMany(state) : state);

        assertThatThrownBy(() -> run(manager)).hasMessageContaining("web: 3 of 2 tasks ready after 900 s");
        assertThat(manager.updated()).hasSize(1);
    }

    @Test
    void nothingIsDeployedInTheMiddleOfSwarmsOwnRollback() {
        SimulatedManager manager = new SimulatedManager("same " + OLD)
                .released(RELEASED)
                .afterADeploy("crashed " + NEW)
                .afterADeploy("same " + OLD)
                .larger(state ->
                        looks.incrementAndGet() <= 5 ? state.replace("rollback_completed", "rollback_started") : state);

        assertThatThrownBy(() -> run(manager)).hasMessageContaining("Swarm gave its update up (rollback_completed)");
        assertThat(looks.get()).isGreaterThan(5);
    }

    /** The first task once more, under another ID: two in one place. */
    private static String withATaskTooMany(String state) {
        try (JsonParser parser = JSON.createParser(state)) {
            JsonNode services = JSON.readTree(parser);
            ArrayNode tasks = JSON.readTree(parser);
            JsonNode nodes = JSON.readTree(parser);
            for (JsonNode task : tasks.deepCopy()) {
                if (task.path("DesiredState").asText().equals("running")) {
                    tasks.add(((ObjectNode) task.deepCopy()).put("ID", "onetoomany"));
                    break;
                }
            }
            return services + "\n" + tasks + "\n" + nodes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void rolloutWhenANodeCannotPullSaysWhatToLookAt() {
        SimulatedManager manager = new SimulatedManager("same " + OLD)
                .released(RELEASED)
                .afterADeploy("noimage " + NEW)
                .afterADeploy("same " + OLD);

        assertThatThrownBy(() -> run(manager))
                .hasMessageContaining("rejected: No such image: ")
                .hasMessageContaining(
                        "that node could not pull it: its disk is full, it does not reach the registry, or the credential in the swarm has ended;"
                                + " cfa:doctor asks each node, and the engine's own log there says which");
    }

    @Test
    void rolloutWhenAPortOfANodeIsTakenSaysWhatMayHaveIt() {
        SimulatedManager manager = new SimulatedManager("same " + OLD)
                .released(RELEASED)
                .afterADeploy("noimage " + NEW)
                .afterADeploy("same " + OLD)
                .larger(state -> state.replaceAll(
                        "No such image: [^\"]*", "listen tcp4 0.0.0.0:58082: bind: address already in use"));

        assertThatThrownBy(() -> run(manager))
                .hasMessageContaining(
                        "something on that node has the port, also where nothing listens: an outgoing connection may; cfa:doctor says how to keep the"
                                + " stack's ports back");
    }

    private static final String NEEDS_ONE =
            "{\"form\":1,\"flyway_schema_history\":[{\"script\":\"V1__a.sql\",\"checksum\":7,\"effect\":\"adds\"}]}";
    private static final String NEEDS_TWO = NEEDS_ONE.replace(
            "]}",
            ",{\"script\":\"V2__b.sql\",\"checksum\":8,\"effect\":\"narrows\",\"changes\":[\"drops column a.b\"]}]}");

    @Test
    void whatNewImagesNeedOfTheirSchemasIsReadAtTheManagerAndKeptInTheLog() {
        SimulatedManager manager = new SimulatedManager("same " + OLD)
                .released(RELEASED)
                .needing(image -> NEEDS_ONE)
                .afterADeploy("updated " + NEW)
                .afterADeploy("updated " + NEW);

        run(manager);
        assertThat(manager.pulled())
                .singleElement()
                .asString()
                .contains(IMAGE + "@" + NEW)
                .doesNotContain("open sesame");
        assertThat(manager.appended().get(0)).endsWith("'{\"web\":" + new TextNode(NEEDS_ONE) + "}'");

        run(manager);
        assertThat(manager.pulled()).as("the log knows it by then").hasSize(1);
        assertThat(manager.appended().get(1)).endsWith(" ''");
    }

    @Test
    void aMigrationThatNobodyHasRehearsedIsSaidInThePlanAndInTheReport() {
        SimulatedManager manager = new SimulatedManager("same " + OLD)
                .released(RELEASED, "{\"web\":" + new TextNode(NEEDS_ONE) + "}")
                .needing(image -> NEEDS_TWO)
                .afterADeploy("updated " + NEW);

        assertThat(new StackRollout(stack.context(manager)).plan(request()).describe())
                .anyMatch(line -> line.contains("migrations ARE NOT REHEARSED on a swarm"))
                .anyMatch(line ->
                        line.contains("bring 1 images of ours to the manager, for what they say of their schemas"));
        Report report = run(manager);

        String line =
                "V2__b.sql (drops column a.b) runs with it, IS NOT REHEARSED on a swarm, and the release before may not live with it:"
                        + " going back would bring that one back onto this schema";
        assertThat(stack.said()).contains("web  " + line);
        assertThat(report.hasPassed()).isTrue();
        assertThat(report.warnings()).singleElement().satisfies(warning -> assertThat(
                        warning.finding().orElseThrow().toString())
                .startsWith("web  " + line + "; expected a rehearsal on a copy, as on one host. Next: "));
    }

    @Test
    void anImageThatTheManagerCannotPullIsRefusedBeforeAnythingChanges() {
        SimulatedManager manager =
                new SimulatedManager("same " + OLD).released(RELEASED).withoutRegistry();

        assertThatThrownBy(() -> run(manager))
                .hasMessageContaining("could not bring 1 images of ours to the manager")
                .hasMessageContaining("What runs is not touched by this");
        assertThat(manager.deployed()).isEmpty();
        assertThat(manager.log()).hasSize(1);
    }

    @Test
    void aRollbackNeedsNoRegistryAndSaysWhatItCouldNotCompare() {
        SimulatedManager manager = new SimulatedManager("same " + NEW)
                .released(RELEASED)
                .released(RELEASED.replace("0000aaaa", "1111bbbb").replace(OLD, NEW))
                .withoutRegistry()
                .afterADeploy("updated " + OLD);

        assertThat(new StackRollback(stack.context(manager), ReleaseGuard.NONE)
                        .run(rollback(SchemaPolicy.ACCEPT), StackRelease.verification(request()))
                        .hasPassed())
                .isTrue();
        assertThat(stack.said())
                .anyMatch(
                        line -> line.startsWith(
                                "what these images need of their schemas is not known, and not compared: could not bring 1 images"));
    }

    private RollbackRequest rollback(SchemaPolicy schema) {
        RolloutRequest like = request();
        return new RollbackRequest(
                Optional.empty(), false, schema, like.stack(), like.compose(), like.project(), like.around());
    }

    private Report run(SimulatedManager manager) {
        return stack.run(manager, request());
    }

    private RolloutRequest request() {
        return stack.request("1111bbbb", Map.of("web", Digest.of(NEW)));
    }
}

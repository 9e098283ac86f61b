package io.cfa.maven.rollout.swarm;

import static io.cfa.maven.rollout.swarm.SimulatedManager.IMAGE;
import static io.cfa.maven.rollout.swarm.SimulatedManager.NEW;
import static io.cfa.maven.rollout.swarm.SimulatedManager.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.docker.swarm.SwarmMoment;
import io.cfa.maven.host.FakeSleeper;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.HostRefusedException;
import io.cfa.maven.model.Digest;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.verify.VerifyRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Whatever becomes of a node while a release is deployed, the rollout ends: with the release, or with a deadline that says where it stands. */
class NodesAwayRolloutTest {

    private static final String RUNS = IMAGE + "@" + NEW;

    private final List<String> said = new ArrayList<>();
    private String extension = "";

    @Test
    void anUpdateThatWaitsForATaskOfANodeThatIsGoneGoesOnWhenSwarmIsToldToLookAgain() {
        String waits = waiting().text();
        SimulatedManager manager = before().afterADeploy(waits, waits, waits);
        manager.afterAnUpdate(inOrder());

        assertThatCode(() -> run(manager)).doesNotThrowAnyException();

        assertThat(manager.updated())
                .singleElement()
                .asString()
                .startsWith("docker service update --quiet --detach --label-add io.cfa.looked=")
                .endsWith(" cfa_web");
        assertThat(said)
                .anyMatch(
                        line -> line.startsWith(
                                "1/1 have Swarm go on with the update of web, which waits for a task on a node that is gone: "));
    }

    @Test
    void whereThatDoesNotHelpTheDeadlineEndsItWithNodeTaskAndState() {
        SimulatedManager manager = before().afterADeploy(waiting().text()).afterADeploy("same " + OLD);

        assertThatThrownBy(() -> run(manager))
                .hasMessageContaining(
                        """
                        web: 2 of 2 tasks ready after 900 s, and Swarm still updates it (update in progress)
                          cfa2-3: task lost assigned, and its node is down, active
                          nothing comes of a task there, and Swarm may wait for it: bring the node back""")
                .hasMessageContaining("All services run 0000aaaa again");
        assertThat(manager.updated()).hasSize(1);
    }

    @Test
    void whatStaysOnAPausedNodeIsNamedAtTheDeadline() {
        String paused = SwarmMoment.of(RUNS)
                .node("cfa2", "ready", "active")
                .node("cfa2-3", "ready", "pause")
                .task("first", "cfa2", "running", "running")
                .task("second", "cfa2", "running", "running")
                .taskOf(IMAGE + "@" + OLD, "before", "cfa2-3", "running", "running")
                .text();
        SimulatedManager manager = before().afterADeploy(paused).afterADeploy("same " + OLD);

        assertThatThrownBy(() -> run(manager))
                .hasMessageContaining("cfa2-3: task before runs as it was before, and its node is ready, pause")
                .hasMessageContaining("`docker node update --availability active NODE`");
        assertThat(manager.updated()).isEmpty();
    }

    @Test
    void managersThatTakeMinutesToSayNothingDoNotOutliveTheDeadline() {
        FakeSleeper clock = new FakeSleeper();
        SimulatedManager manager = before().afterADeploy(SimulatedManager.FAILS + "The swarm does not have a leader.");
        manager.beforeEachLook(() -> clock.pause(Duration.ofMinutes(2)));

        assertThatThrownBy(() -> run(manager, clock)).hasMessageContaining("did not answer any more, tried 8 times");
    }

    @Test
    void aPinnedServiceWhoseNodeTakesNoTasksIsRefusedBeforeAnythingChanges() {
        extension = "x-cfa: {pin: disk}";
        SimulatedManager manager = before(node -> node.replace("\"Labels\": {}", "\"Labels\": {\"cfa.disk\": \"true\"}")
                .replace("\"Availability\": \"active\"", "\"Availability\": \"drain\""));

        assertThatThrownBy(() -> new StackRollout(context(manager, new FakeSleeper())).plan(request()))
                .isInstanceOf(HostRefusedException.class)
                .hasMessageContaining(
                        "web  its node cfa2 is ready, drain; expected ready, active: it has its volume, and no other node can run it."
                                + " Next: `docker node update --availability active cfa2` at a manager");
        assertThat(manager.deployed()).isEmpty();
    }

    @Test
    void aServiceOnEachNodeThatChangesIsRefusedWhereANodeIsPaused() {
        extension = "x-cfa: {nodes: each}";
        SimulatedManager manager =
                before(node -> node.replace("\"Availability\": \"active\"", "\"Availability\": \"pause\""));

        assertThatThrownBy(() -> new StackRollout(context(manager, new FakeSleeper())).plan(request()))
                .isInstanceOf(HostRefusedException.class)
                .hasMessageContaining(
                        "web  it is on each node, it changes, and cfa2 is paused; expected active, or drained");
        assertThat(manager.deployed()).isEmpty();
    }

    /** The third node was cut off while the first of two new tasks was on its way to it. */
    private static SwarmMoment waiting() {
        return SwarmMoment.of(RUNS)
                .node("cfa2", "ready", "active")
                .node("cfa2-2", "ready", "active")
                .node("cfa2-3", "down", "active")
                .task("first", "cfa2", "running", "running")
                .task("second", "cfa2-2", "running", "running")
                .task("lost", "cfa2-3", "shutdown", "assigned");
    }

    private static String inOrder() {
        return waiting().update("completed").text();
    }

    private static SimulatedManager before() {
        return before(state -> state);
    }

    private static SimulatedManager before(UnaryOperator<String> nodes) {
        return new SimulatedManager("same " + OLD)
                .released(StackRolloutTest.RELEASED)
                .larger(nodes);
    }

    private void run(SimulatedManager manager) {
        run(manager, new FakeSleeper());
    }

    private void run(SimulatedManager manager, FakeSleeper clock) {
        RolloutRequest request = request();
        VerifyRequest verification = new VerifyRequest(
                        request.stack(), Set.of(), Map.of(), Duration.ofSeconds(60), Duration.ofSeconds(20))
                .expecting(request.expected(), request.revision());
        new StackRollout(context(manager, clock)).run(request, verification);
    }

    private HostContext context(SimulatedManager manager, FakeSleeper clock) {
        if (!extension.isEmpty()) {
            manager.saying(extension);
        }
        return HostContext.of(manager, clock, said::add);
    }

    private static RolloutRequest request() {
        return new StackRelease(
                        "name: cfa\nservices:\n  web:\n    image: ${REGISTRY_IMAGE}/web:${TAG}\n", Optional.empty())
                .request("1111bbbb", Map.of("web", Digest.of(NEW)));
    }
}

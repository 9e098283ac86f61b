package io.cfa.maven.docker.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a node counts that is down, cut off, drained, paused or removed. */
class NodesAwayTest {

    private static final String NEW = "web@sha256:new";
    private static final String OLD = "web@sha256:old";

    @ParameterizedTest
    @CsvSource({
        "down, active, true",
        "unknown, active, true",
        "disconnected, active, true",
        "ready, active, false",
        "ready, drain, false",
        "ready, pause, false",
    })
    void aTaskOfBeforeKeepsAServiceFromBeingThereUnlessItsNodeIsAway(
            String state, String availability, boolean converged) {
        SwarmState now = twoRun(SwarmMoment.of(NEW).update("completed"))
                .node("cfa2-3", state, availability)
                .taskOf(OLD, "before", "cfa2-3", "running", "running")
                .state();

        assertThat(now.isConverged(web(now))).isEqualTo(converged);
    }

    @Test
    void aTaskOfANodeThatWasRemovedIsNone() {
        SwarmState now = twoRun(SwarmMoment.of(NEW).update("completed"))
                .taskOf(OLD, "before", "removed", "running", "running")
                .state();

        assertThat(now.isConverged(web(now))).isTrue();
    }

    @Test
    void whatRunsOnANodeThatIsAwayIsNotReady() {
        SwarmState now = SwarmMoment.of(NEW)
                .update("completed")
                .node("cfa2", "ready", "active")
                .node("cfa2-3", "down", "active")
                .task("first", "cfa2", "running", "running")
                .task("second", "cfa2-3", "running", "running")
                .state();

        assertThat(now.ready(web(now))).hasSize(1);
        assertThat(now.isConverged(web(now))).isFalse();
        assertThat(now.obstacles(web(now)))
                .containsExactly("cfa2-3: task second running, and its node is down, active");
    }

    @ParameterizedTest
    @CsvSource({"down, active, 2", "ready, drain, 2", "ready, pause, 2", "ready, active, 3"})
    void aServiceOnEachNodeIsWantedWhereTasksAreTaken(String state, String availability, int count) {
        SwarmState now = twoRun(SwarmMoment.of(NEW).onEachNode().update("completed"))
                .node("cfa2-3", state, availability)
                .state();

        assertThat(now.count(web(now))).isEqualTo(count);
        assertThat(now.isConverged(web(now))).isEqualTo(count == 2);
    }

    @ParameterizedTest
    @CsvSource({"assigned", "accepted", "preparing", "starting"})
    void anUpdateThatWaitsForATaskOfANodeThatIsGoneIsAbandonedOnceAllElseRuns(String state) {
        SwarmState now = twoRun(SwarmMoment.of(NEW))
                .node("cfa2-3", "down", "active")
                .task("lost", "cfa2-3", "shutdown", state)
                .state();

        assertThat(now.abandoned(web(now)).map(SwarmTask::id)).contains("lost");
        assertThat(now.isConverged(web(now))).isFalse();
        assertThat(now.obstacles(web(now)))
                .containsExactly("cfa2-3: task lost " + state + ", and its node is down, active");
    }

    @Test
    void anUpdateOfAServiceOnEachNodeIsAbandonedWithoutAnotherTaskInTheOnesPlace() {
        SwarmState now = twoRun(SwarmMoment.of(NEW).onEachNode())
                .node("cfa2-3", "down", "active")
                .task("lost", "cfa2-3", "shutdown", "assigned")
                .state();

        assertThat(now.abandoned(web(now))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "updating, running, assigned, running, Swarm has not given it up yet",
        "updating, shutdown, shutdown, running, it has ended",
        "updating, shutdown, running, running, it had come",
        "completed, shutdown, assigned, running, nobody waits for it",
        "updating, shutdown, assigned, starting, the one in its place may still come",
    })
    void anUpdateIsNotAbandonedWhile(String update, String wanted, String state, String other, String because) {
        SwarmState now = SwarmMoment.of(NEW)
                .update(update)
                .node("cfa2", "ready", "active")
                .node("cfa2-2", "ready", "active")
                .node("cfa2-3", "down", "active")
                .task("first", "cfa2", "running", "running")
                .task("second", "cfa2-2", "running", other)
                .task("lost", "cfa2-3", wanted, state)
                .state();

        assertThat(now.abandoned(web(now))).as(because).isEmpty();
    }

    /** Whoever touches the service then has it forget that task (moby issue 53722). */
    @Test
    void anUpdateIsNotAbandonedWhileATaskWaitsForANode() {
        SwarmState now = twoRun(SwarmMoment.of(NEW))
                .node("cfa2-3", "down", "active")
                .task("lost", "cfa2-3", "shutdown", "assigned")
                .task("waits", "", "running", "pending")
                .state();

        assertThat(now.abandoned(web(now))).isEmpty();
        assertThat(now.obstacles(web(now)))
                .containsExactly(
                        "cfa2-3: task lost assigned, and its node is down, active", "no node: task waits pending");
    }

    @Test
    void whatAPausedNodeKeepsIsNamed() {
        SwarmState now = twoRun(SwarmMoment.of(NEW))
                .node("cfa2-3", "ready", "pause")
                .taskOf(OLD, "before", "cfa2-3", "running", "running")
                .state();

        assertThat(now.obstacles(web(now)))
                .containsExactly("cfa2-3: task before runs as it was before, and its node is ready, pause");
    }

    private static SwarmMoment twoRun(SwarmMoment moment) {
        return moment.node("cfa2", "ready", "active")
                .node("cfa2-2", "ready", "active")
                .task("first", "cfa2", "running", "running")
                .task("second", "cfa2-2", "running", "running");
    }

    private static SwarmService web(SwarmState state) {
        return state.service("web").orElseThrow();
    }
}

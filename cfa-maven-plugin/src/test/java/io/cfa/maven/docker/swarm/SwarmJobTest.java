package io.cfa.maven.docker.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.remote.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What passes at an engine is tried again, three times in all, and what does not pass is told. */
class SwarmJobTest {

    private static final String BUSY = "Rejected 1 second ago: mounting secrets: device or resource busy";

    @TempDir
    Path temp;

    private JobEngine engine;

    @BeforeEach
    void anEngine() throws IOException {
        engine = new JobEngine(temp, "s#x#x#");
    }

    @Test
    void aJobPrintsWhatItsScriptPrinted() throws IOException {
        assertThat(run()).isEqualTo(new Result(0, "hello world\n", ""));
        assertThat(engine.asked())
                .contains(
                        " --mode replicated --restart-condition on-failure --restart-max-attempts 2 --restart-delay 1s ",
                        " --network net-a --network net-b --secret source=cfa_a.v1,target=a,mode=0444 --constraint node.id==mynode --entrypoint bash image -c ")
                .contains("service rm " + JobEngine.ID + "\n");
    }

    @Test
    void aTaskThatItsEngineRefusesOnceIsReplacedAndItsSuccessCounts() throws IOException {
        engine.states(BUSY, "Preparing now: \n" + BUSY, BUSY + "\n" + BUSY, "Complete 1 second ago: \n" + BUSY);
        assertThat(run()).isEqualTo(new Result(0, "hello world\n", ""));
    }

    @Test
    void aJobThatFailsThreeTimesIsGivenUpWithItsLastErrorAndRemoved() throws IOException {
        engine.states(BUSY, BUSY + "\n" + BUSY, BUSY + "\n" + BUSY + "\n" + BUSY);
        Result result = run();
        assertThat(result.succeeded()).isFalse();
        assertThat(SwarmJob.error(result)).isEqualTo("its task, three times: " + BUSY);
        assertThat(engine.asked()).contains("service rm " + JobEngine.ID + "\n");
    }

    /** As seen after the managers had chosen a leader. */
    @Test
    void aTaskThatHasEndedCountsThoughTheSwarmRunsItsJobOnceMore() throws IOException {
        engine.states(
                "Preparing 1 second ago: \nFailed 2 seconds ago: task: non-zero exit (137)\nComplete 5 seconds ago: ");
        assertThat(run().output()).isEqualTo("hello world\n");
        assertThat(engine.asked()).contains("service logs --raw task3\n");
    }

    @Test
    void aJobThatTheManagersRefuseOnceIsMadeAgain() throws IOException {
        engine.refusesOnce();
        assertThat(run().output()).isEqualTo("hello world\n");
        assertThat(engine.asked().lines().filter(line -> line.startsWith("service create")))
                .hasSize(2);
    }

    @Test
    void aLogThatHasNothingYetIsReadAgain() throws IOException {
        engine.isSilentOnce();
        assertThat(run().output()).isEqualTo("hello world\n");
    }

    @Test
    void aJobThatEndsAndSaysNothingHasNotBeenAsked() {
        Result begun = engine.manager()
                .run(new SwarmJob("cfa", "image", List.of("net-b", "net-a"), Map.of()).begin("true", List.of()));
        Result last = SwarmJob.collect("cfa", begun).map(engine.manager()::run).orElseThrow();
        assertThat(SwarmJob.hasEnded(last)).isFalse();
        assertThat(SwarmJob.error(last)).isEqualTo("it ended, and said nothing");
    }

    @Test
    void aJobOfThisEngineIsReadFromIt() throws IOException {
        engine.runsHere();
        assertThat(run().output()).isEqualTo("hello world\n");
        assertThat(engine.asked()).contains("read here\n").doesNotContain("service logs");
    }

    /** As seen where a node had gone away. */
    @Test
    void aLogThatComesOverAndOverWithoutAnEndIsReadOnce() throws IOException {
        engine.isEndless();
        assertThat(run().output()).isEqualTo("hello world\n");
    }

    @Test
    void aLogThatDoesNotComeWholeIsNoAnswer() throws IOException {
        engine.isTorn();
        Result result = run();
        assertThat(SwarmJob.hasEnded(result)).isFalse();
        assertThat(SwarmJob.error(result)).isEqualTo("its log did not come whole");
    }

    @Test
    void aJobThatDoesNotEndIsGivenUpAfterTwoMinutes() throws IOException {
        engine.states("Pending 9 minutes ago: no suitable node");
        assertThat(SwarmJob.error(run()))
                .isEqualTo("it did not end within two minutes: Pending 9 minutes ago: no suitable node");
    }

    @Test
    void aJobOfANodeIsPlacedThere() throws IOException {
        engine.manager()
                .run(new SwarmJob("cfa", "image", List.of("net-b", "net-a"), Map.of(), Optional.of("thatnode"))
                        .begin("echo", List.of()));
        assertThat(engine.asked())
                .contains(" --constraint node.id==thatnode --entrypoint ")
                .doesNotContain("mynode");
    }

    private Result run() {
        Result begun = engine.manager()
                .run(new SwarmJob("cfa", "image", List.of("net-b", "net-a"), Map.of("a", "cfa_a.v1"))
                        .begin("echo hello \"$1\"", List.of("world")));
        return SwarmJob.collect("cfa", begun).map(engine.manager()::run).orElse(begun);
    }
}

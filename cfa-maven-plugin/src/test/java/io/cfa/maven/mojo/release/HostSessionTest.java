package io.cfa.maven.mojo.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.model.Orchestrator;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.ScriptedHost;
import io.cfa.maven.rollout.FaultyHost;
import org.junit.jupiter.api.Test;

/** Of several managers the first is taken that can change something. */
class HostSessionTest {

    private static final String QUESTION = "docker info --format '{{json .Swarm}}'";

    @Test
    void aManagerThatMostOfTheOthersAgreeWithWillDo() {
        assertThat(HostSession.unfit(
                        Orchestrator.SWARM,
                        new ScriptedHost()
                                .answers(QUESTION, "{\"NodeID\":\"x\",\"ControlAvailable\":true,\"Error\":\"\"}")))
                .isEmpty();
    }

    @Test
    void oneWhoseEngineFailsOrTakesTheQuestionAndNeverAnswersIsPassedOver() {
        assertThat(HostSession.unfit(
                        Orchestrator.SWARM,
                        new ScriptedHost().answers(QUESTION, new Result(1, "", "Cannot connect to the Docker daemon"))))
                .contains("its engine does not answer");
        assertThat(HostSession.unfit(Orchestrator.SWARM, new FaultyHost(new ScriptedHost(), 1, FaultyHost.Fault.HANGS)))
                .contains("its engine does not answer");
    }
}

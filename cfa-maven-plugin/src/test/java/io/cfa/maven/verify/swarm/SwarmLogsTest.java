package io.cfa.maven.verify.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.remote.ScriptedHost;
import org.junit.jupiter.api.Test;

class SwarmLogsTest {

    @Test
    void linesOfAllNodesComeInTheOrderOfTimeWithTheirNode() {
        ScriptedHost host = new ScriptedHost()
                .answers(
                        "docker service logs --timestamps --no-trunc --tail 30 cfa_web",
                        "2026-11-30T10:28:24.655Z cfa_web.2.ll36o76nrfglb870pa1pbt0mn@cfa2-2    | second | of two\n"
                                + "2026-11-30T10:28:23.655Z cfa_web.1.jijle4d67jw83cmtocu1pbt0m@cfa2    | first\n"
                                + "error from daemon in stream: incomplete log stream\n");
        assertThat(SwarmLogs.last(host, "cfa", "web", 30))
                .containsExactly(
                        "cfa2 first", "cfa2-2 second | of two", "error from daemon in stream: incomplete log stream");
    }
}

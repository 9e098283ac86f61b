package io.cfa.maven.verify.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.remote.LocalShell;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SwarmLogsTest {

    private static final String FIRST = "2026-11-30T10:28:23.655Z cfa_web.1.jijle4d67jw83cmtocu1pbt0m@cfa2    | first";

    @TempDir
    Path temp;

    private LocalShell manager(String docker) throws IOException {
        return new LocalShell(temp.resolve("bin")).program("docker", docker);
    }

    @Test
    void linesOfAllNodesComeInTheOrderOfTimeWithTheirNode() throws IOException {
        LocalShell manager = manager("echo \"$*\" >" + temp
                + "/asked; echo '2026-11-30T10:28:24.655Z cfa_web.2.ll36o76nrfglb870pa1pbt0mn@cfa2-2    | second | of two';"
                + " echo '" + FIRST + "'; echo 'error from daemon in stream: incomplete log stream' >&2; exit 1");
        assertThat(SwarmLogs.last(manager, "cfa", "web", 30))
                .containsExactly(
                        "cfa2 first", "cfa2-2 second | of two", "error from daemon in stream: incomplete log stream");
        assertThat(temp.resolve("asked")).hasContent("service logs --timestamps --no-trunc --tail 30 cfa_web");
    }

    /** As seen where a node had gone away. */
    @Test
    @Timeout(60)
    void linesThatComeOverAndOverWithoutAnEndAreShownOnce() throws IOException {
        assertThat(SwarmLogs.last(manager("while echo '" + FIRST + "'; do :; done"), "cfa", "web", 30))
                .containsExactly("cfa2 first");
    }
}

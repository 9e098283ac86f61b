package io.cfa.maven.docker.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.docker.stack.StackDocument;
import io.cfa.maven.docker.stack.StackInputs;
import io.cfa.maven.model.compose.StackExtensions;
import io.cfa.maven.remote.LocalShell;
import io.cfa.maven.remote.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a manager is told, run by a real shell with a docker that refuses as one did. */
class SwarmCommandsTest {

    @TempDir
    Path temp;

    private Result deploy(int refusals, boolean prune) throws IOException {
        LocalShell manager = new LocalShell(temp.resolve("bin"))
                .program("sleep", "exit 0")
                .program(
                        "docker",
                        "cd " + temp + "; echo \"$*\" >>asked; cat >document; [ $(wc -l <asked) -gt " + refusals
                                + " ] || { echo 'failed to update service cfa_web: update out of sequence' >&2; exit 1; }; echo deployed");
        StackDocument document = StackDocument.of(
                "{\"name\": \"cfa\", \"services\": {\"web\": {\"image\": \"x\", \"command\": [\"printf %s\\\\n\"]}}}",
                new StackInputs(
                        new StackExtensions(Map.of()), Map.of("web", "x@sha256:0"), Map.of(), List.of(), Map.of()));
        Result result = manager.run(SwarmCommands.deploy(document, prune));
        assertThat(temp.resolve("document")).hasContent(document.text());
        return result;
    }

    @Test
    void aServiceThatSwarmIsJustChangingIsTriedAgainWithTheSameDocument() throws IOException {
        Result result = deploy(4, true);
        assertThat(result.succeeded()).isTrue();
        assertThat(result.output()).isEqualTo("deployed\n");
        assertThat(Files.readAllLines(temp.resolve("asked")))
                .hasSize(5)
                .containsOnly(
                        "stack deploy --detach --with-registry-auth --resolve-image never --compose-file - --prune cfa");
    }

    @Test
    void whatAPartOfAStackDoesNotHaveIsLeftAsItIs() throws IOException {
        assertThat(deploy(0, false).succeeded()).isTrue();
        assertThat(temp.resolve("asked"))
                .hasContent("stack deploy --detach --with-registry-auth --resolve-image never --compose-file - cfa");
    }

    @Test
    void whatIsRefusedFiveTimesIsSaidAsDockerSaysIt() throws IOException {
        Result result = deploy(5, true);
        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.error()).isEqualTo("failed to update service cfa_web: update out of sequence\n");
    }
}

package io.cfa.maven.rollout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.LocalShell;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The throwaway configuration, by a real shell, with a docker that shows what it finds there. */
class AuthenticatedPullTest {

    private static final String PASSWORD = "p'a\"s\\s%s $w";

    @TempDir
    Path temp;

    private Path own;
    private Path directory;
    private LocalShell host;

    @BeforeEach
    void aHost() throws IOException {
        own = Files.createDirectories(temp.resolve("own"));
        directory = Files.createDirectories(temp.resolve("srv/.cfa")).getParent();
        host = new LocalShell(temp.resolve("bin"))
                .program(
                        "docker",
                        "[ \"$1\" != context ] || { echo rootless; exit; }; cat \"$DOCKER_CONFIG/config.json\"; echo;"
                                + " echo \"$DOCKER_CONTEXT\"; ls -l \"$DOCKER_CONFIG\" >&2; exit ${FAIL:-0}");
    }

    private Result pull() {
        Command pull = new AuthenticatedPull(
                        directory.toString(), new RolloutRequest.Login("r.example:5000", "ci", Secret.of(PASSWORD)))
                .run(new ComposeProject(directory.toString(), Map.of()), List.of("identity"));
        return host.run(pull.env("DOCKER_CONFIG", own.toString()));
    }

    private static JsonNode configuration(Result pulled) throws IOException {
        assertThat(pulled.exitStatus()).isZero();
        return new ObjectMapper().readTree(pulled.output().lines().findFirst().orElseThrow());
    }

    @Test
    void holdsTheOneLoginAndTheUsersContextAndIsGoneAfterwards() throws IOException {
        Files.writeString(
                own.resolve("config.json"),
                "{\"auths\": {\"other.example\": {\"auth\": \"b3RoZXI=\"}}, \"credsStore\": \"pass\", \"currentContext\": \"rootless\"}");
        Result pulled = pull();
        String login = "ci:" + PASSWORD;
        assertThat(configuration(pulled).toString())
                .isEqualTo("{\"auths\":{\"r.example:5000\":{\"auth\":\""
                        + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)) + "\"}}}");
        assertThat(pulled.output()).endsWith("\nrootless\n");
        assertThat(pulled.error()).contains("cli-plugins -> " + own).contains("contexts -> " + own);
        assertThat(directory.resolve(".cfa/login")).doesNotExist();
    }

    @Test
    void directoriesOfPluginsThatTheUserNamesAreKept() throws IOException {
        Files.writeString(
                own.resolve("config.json"),
                """
                {
                  "credsStore": "secretservice",
                  "cliPluginsExtraDirs": [
                    "/opt/homebrew/lib/docker/cli-plugins",
                    "/nix/store/x y/cli-plugins"
                  ],
                  "currentContext": "colima"
                }
                """);
        assertThat(configuration(pull()).path("cliPluginsExtraDirs").toString())
                .isEqualTo("[\"/opt/homebrew/lib/docker/cli-plugins\",\"/nix/store/x y/cli-plugins\"]");
    }

    @Test
    void aConfigurationThatNobodyCanReadIsNoneAndAFailedPullLeavesNothing() throws IOException {
        assertThat(configuration(pull()).fieldNames()).toIterable().containsExactly("auths");
        Files.writeString(own.resolve("config.json"), "\u0000not json \"cliPluginsExtraDirs\": [");
        assertThat(configuration(pull()).fieldNames()).toIterable().containsExactly("auths");
        host.program("docker", "[ \"$1\" != context ] || { echo default; exit; }; exit 18");
        assertThat(pull().exitStatus()).isEqualTo(18);
        assertThat(directory.resolve(".cfa/login")).doesNotExist();
    }
}

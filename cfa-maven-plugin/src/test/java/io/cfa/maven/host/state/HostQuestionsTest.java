package io.cfa.maven.host.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.host.check.ExpectedHost;
import io.cfa.maven.host.state.HostQuestions.Aspect;
import io.cfa.maven.remote.LocalShell;
import io.cfa.maven.remote.Result;
import io.cfa.maven.rollout.Releases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real shell makes of the questions, with a docker that answers what it is told. */
class HostQuestionsTest {

    @TempDir
    Path temp;

    private Result ask(Aspect aspect, String docker, String directory) throws IOException {
        LocalShell host = new LocalShell(temp.resolve("bin")).program("docker", docker);
        HostQuestions questions = new ExpectedHost(
                        Releases.stack(), Releases.compose(), new ComposeProject(directory, Map.of()), Optional.empty())
                .questions();
        return host.run(questions.commands().get(aspect));
    }

    @Test
    void anEngineThatAnswersSaysItsVersionWhateverItWarnsOf() throws IOException {
        assertThat(ask(Aspect.ENGINE, "echo 'WARNING: cannot read config.json' >&2; echo 29.1.2", "/srv/cfa"))
                .satisfies(answer -> assertThat(answer.exitStatus()).isZero())
                .satisfies(answer -> assertThat(answer.output()).isEqualTo("29.1.2\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "unix:///nowhere/docker.sock,        4",
        "unix:///run/user/4711/docker.sock,  6",
        "tcp://10.0.0.1:2376,                1",
        "ssh://other,                        1",
    })
    void whereAnEngineThatDoesNotAnswerListensIsWhatDockerSays(String endpoint, int status) throws IOException {
        String docker =
                "[ \"$1\" = version ] && exit 1; [ \"$*\" = \"context inspect --format {{.Endpoints.docker.Host}}\" ]"
                        + " && echo " + endpoint;
        assertThat(ask(Aspect.ENGINE, docker, "/srv/cfa").exitStatus()).isEqualTo(status);
    }

    @Test
    void anOldDockerThatKnowsNoContextsIsLookedForAtItsDefaultPlace() throws IOException {
        int status = ask(Aspect.ENGINE, "exit 1", "/srv/cfa").exitStatus();
        assertThat(status).isEqualTo(Files.exists(Path.of("/var/run/docker.sock")) ? 1 : 4);
    }

    @Test
    void filesThatComposeWouldReadByItselfAreListed() throws IOException {
        for (String name : new String[] {"docker-compose.yml", "compose.yaml", "docker-compose.override.yml"}) {
            Files.writeString(temp.resolve(name), "services: {}\n");
        }
        assertThat(ask(Aspect.OTHER_COMPOSE_FILES, "exit 1", temp.toString()).output())
                .isEqualTo("compose.yaml\ndocker-compose.override.yml\n");
        assertThat(ask(Aspect.OTHER_COMPOSE_FILES, "exit 1", temp + "/nowhere").output())
                .isEmpty();
    }
}

package io.cfa.maven.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.backup.BackupPart.Kind;
import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.LocalShell;
import io.cfa.maven.remote.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backup asks and tells a swarm, run by a real shell with a docker that keeps its services in files. */
class SwarmKeptTest {

    private static final String DOCKER =
            """
            cd %s; echo "$*" >>asked
            case "$1 $2" in
              'ps --quiet') [ ! -s containers ] || echo x ;;
              'container inspect') cat containers ;;
              'service ls')
                case "$*" in
                  *--quiet*) ls services ;;
                  *) for s in services/*; do read -r mode n label <$s; echo "$mode $n/$n (max 1 per node) ${s#services/}"; done ;;
                esac ;;
              'service inspect')
                read -r mode n label <services/$5
                case "$4" in *Replicated*) [ $mode = global ] || echo $n ;; *) echo "$label" ;; esac ;;
              'service update')
                for last; do :; done; read -r mode n label <services/$last
                while [ $# -gt 0 ]; do
                  case $1 in
                    --replicas) n=$2 ;;
                    --label-add) label=${2#io.cfa.replicas=} ;;
                    --label-rm) label= ;;
                  esac; shift; done
                echo "$mode $n $label" >services/$last ;;
              'config ls') echo cfa_release.000002; echo cfa_release.000001 ;;
              'config inspect') printf '"%%s"\\n' "$(printf '{"line":"%%s"}' "$5" | base64)" ;;
              *) echo "not known: $*" >&2; exit 1 ;;
            esac
            """;

    @TempDir
    Path temp;

    private final SwarmKept kept = new SwarmKept("cfa");
    private LocalShell manager;
    private ComposeProject project;

    @BeforeEach
    void aManagerOfThreeServices() throws IOException {
        Files.createDirectories(temp.resolve("services"));
        Files.createDirectories(temp.resolve(".cfa"));
        service("cfa_edge", "global 3");
        service("cfa_identity", "replicated 2");
        service("cfa_postgres", "replicated 1");
        manager = new LocalShell(temp.resolve("bin")).program("docker", "bash", DOCKER.formatted(temp));
        project = new ComposeProject(temp.toString(), Map.of());
    }

    private void service(String name, String state) throws IOException {
        Files.writeString(temp.resolve("services").resolve(name), state + "\n");
    }

    private String service(String name) throws IOException {
        return Files.readString(temp.resolve("services").resolve(name)).strip();
    }

    private void run(Command command) {
        Result result = manager.run(command);
        assertThat(result.succeeded()).as(result.error()).isTrue();
    }

    @Test
    void stoppingRemembersHowManyTasksThereWereAlsoWhenItIsDoneTwice() throws IOException {
        run(kept.stop(project));
        assertThat(service("cfa_identity")).isEqualTo("replicated 0 2");
        assertThat(service("cfa_postgres")).isEqualTo("replicated 0 1");
        assertThat(service("cfa_edge")).isEqualTo("global 3");
        run(kept.stop(project));
        assertThat(service("cfa_identity")).isEqualTo("replicated 0 2");
    }

    @Test
    void startingGivesBackWhatWasThereAlsoWhenItIsDoneTwice() throws IOException {
        run(kept.stop(project));
        run(kept.start(project).command());
        run(kept.start(project).command());
        assertThat(service("cfa_identity")).isEqualTo("replicated 2");
        assertThat(service("cfa_postgres")).isEqualTo("replicated 1");
    }

    @Test
    void theContainersOfTheStackOnThisNodeAreTheParts() throws IOException {
        Files.writeString(
                temp.resolve("containers"),
                "{\"service\":\"cfa_postgres\",\"oneoff\":\"False\",\"name\":\"/cfa_postgres.1.x\",\"image\":\"sha256:1\","
                        + "\"mounts\":[{\"Type\":\"volume\",\"Name\":\"cfa_postgres-data\",\"Destination\":\"/d\"}]}\n");
        Result containers = manager.run(kept.containers());
        assertThat(containers.output()).startsWith("{\"service\":\"postgres\",");
        assertThat(Files.readString(temp.resolve("asked")))
                .contains("ps --quiet --no-trunc --filter label=com.docker.stack.namespace=cfa");
    }

    @Test
    void aServiceThatRunsOnAnotherNodeIsSaidWithHowToFindIt() throws IOException {
        Files.writeString(temp.resolve("containers"), "");
        assertThatThrownBy(() -> ObservedBackups.of(
                        manager, kept, temp.toString(), new TreeMap<>(Map.of("postgres", Kind.POSTGRES))))
                .isInstanceOf(RolloutException.class)
                .hasMessageContaining(
                        "Nothing was changed. Next: see with `docker service ps cfa_postgres` at a manager which node it"
                                + " runs on, and name that one first with -Dcfa.host");
    }

    @Test
    void theSwarmsReleaseLogIsKeptInTheOrderOfItsLines() throws IOException {
        run(Command.of("sh", "-c", kept.copyOfTheLog(), "sh", temp.toString()));
        assertThat(Files.readString(temp.resolve("releases.jsonl")))
                .isEqualTo("{\"line\":\"cfa_release.000001\"}\n{\"line\":\"cfa_release.000002\"}\n");
    }

    @Test
    void aHostWithoutTheStackIsNotBegunAnew() {
        assertThat(kept.canBeginAnew()).isFalse();
    }
}

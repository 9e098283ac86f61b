package io.cfa.maven.rollout.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.Sampling;
import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.LocalShell;
import io.cfa.maven.remote.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as it runs on a host, ended at each of its calls of docker; a script that remembers containers, networks and tags stands for docker. */
@Timeout(1200)
class RehearsalFaultTest {

    private static final String DOCKER =
            """
            state=%1$s/state
            # with what bash has itself, as a process for each of these words takes longer than all else
            exec 9>%1$s/counter.lock; flock 9
            n=0; [ ! -e %1$s/n ] || read -r n < %1$s/n; echo $((n += 1)) > %1$s/n
            exec 9>&-
            # last, so that what it does is done when somebody looks
            at=; [ ! -e %1$s/at ] || read -r at < %1$s/at
            [ "$n" != "$at" ] || trap 'kill -s "$(<%1$s/signal)" "$(<%1$s/pid)"' EXIT
            named() { local f; for f in $state/$1-*; do [ ! -e "$f" ] || { f=${f##*/}; echo "${f#*-}"; }; done; }
            case "$*" in
              'compose version'*) echo 2.30.0 ;;
              'network ls'*) named net ;;
              'network create'*) touch "$state/net-${*: -1}" ;;
              'network inspect'* | 'network connect'* | 'network disconnect'*) ;;
              'network rm'*) rm -f "$state/net-$3" ;;
              'run --detach --name '*) touch "$state/con-$4"; echo "$4" ;;
              'compose --project-name'*) touch "$state/con-service"; cat .cfa/rehearsal/override.yml > %1$s/override ;;
              'ps --all'*) case "$*" in *service=*) named con | grep service ;; *) named con ;; esac ;;
              'rm --force --volumes '*) shift 3; for each; do [ "$each" != p ] || touch %1$s/HARM; rm -f "$state/con-$each"; done ;;
              'tag '*) touch "$state/tag-${3//\\//:}" ;;
              'image ls'*) named tag ;;
              'image rm'*) shift 2; for each; do rm -f "$state/tag-$each"; done ;;
              'container inspect --format {{.Image}}'*) echo sha256:pg ;;
              'container inspect --format {{.State.Running}} service') [ -e %1$s/ends ] && echo false || echo true ;;
              'container inspect --format {{.State.Running}}'*) echo true ;;
              'logs '*) echo "ERROR: cannot"; echo 'its last words' ;;
              'exec p sh -c'*) printf postgres ;;
              'exec p pg_dumpall'*) echo 'create role identity;' ;;
              'exec service ready') [ ! -e %1$s/slow ] ;;
              'exec k bash -uc the-script bash 8080 /token client secret') cat %1$s/token; exit "$(cat %1$s/token-status)" ;;
              'exec --interactive service bash -c'*) read -r t; [ "$t" = ey.token ] && echo 200 || echo 401 ;;
              *pg_restore*) cat > /dev/null ;;
              *psql*'pg_stat_activity'*) echo 1 ;;
              *psql*--command*) ;;
              *psql*) cat > /dev/null ;;
              *pg_isready*) ;;
              *) echo "not known: $*" >&2; touch %1$s/UNKNOWN; exit 1 ;;
            esac
            """;

    private static int calls;

    @TempDir
    Path temp;

    private Path root;
    private Path host;
    private LocalShell shell;
    private RehearsalProgram program;

    @BeforeEach
    void aHost() throws IOException {
        fresh("first");
    }

    private void fresh(String name) throws IOException {
        root = temp.resolve(name);
        host = Files.createDirectories(root.resolve("srv"));
        Files.createDirectories(root.resolve("state"));
        Files.createDirectories(host.resolve(".cfa"));
        Files.createDirectories(host.resolve("secrets"));
        Files.writeString(root.resolve("token"), "ey.token");
        Files.writeString(root.resolve("token-status"), "0");
        shell = new LocalShell(Files.createDirectories(root.resolve("bin")));
        shell.program("docker", "bash", DOCKER.formatted(root));
        program = new RehearsalProgram(new ComposeProject(host.toString(), Map.of()), "cfa");
        install();
        Files.createDirectories(host.resolve(".cfa/dumps/d.part"));
        Files.writeString(host.resolve(".cfa/dumps/d.part/identity.dump"), "rows");
        Files.deleteIfExists(root.resolve("n"));
    }

    @Test
    void theTokenComesFromTheContainerThatGivesItAndIsOfNoUseWithoutOne() throws IOException {
        assertThat(rehearse().output()).contains("the release before is ready on the migrated copy");
        assertThat(result()).contains("lives=yes", "reads=1", "why=");
        Files.writeString(root.resolve("token"), "HTTP 401");
        Files.writeString(root.resolve("token-status"), "4");
        assertThat(rehearse().exitStatus()).isZero();
        assertThat(result()).contains("lives=no", "reads=0", "why=no token for its reads was had: HTTP 401");
        nothingIsLeft("done");
    }

    @Test
    void aMigrationThatEndsInTheMiddleIsNamedAndNothingOfItIsLeft() throws IOException {
        Files.writeString(root.resolve("ends"), "");
        Files.writeString(root.resolve("slow"), "");
        Result ended = rehearse();
        assertThat(ended.exitStatus()).isEqualTo(1);
        assertThat(ended.error())
                .contains("the new image of identity does not migrate the copy: it ended. Its last words:")
                .contains("its last words");
        nothingIsLeft("it ended");
    }

    @Test
    void aMigrationThatTakesTooLongIsNamedAndNothingOfItIsLeft() throws IOException {
        Files.writeString(root.resolve("slow"), "");
        Result ended = rehearse();
        assertThat(ended.exitStatus()).isEqualTo(1);
        assertThat(ended.error())
                .contains(
                        "the new image of identity does not migrate the copy: it was not ready within 1 s. Its last words:");
        nothingIsLeft("too long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "TERM"})
    void whereverItIsKilledTheLiveDatabaseIsUntouchedAndTheNextOneBeginsClean(String signal) throws IOException {
        for (int at : Sampling.of(calls(), 20, signal)) {
            fresh(signal + "-" + at);
            Files.writeString(root.resolve("at"), Integer.toString(at));
            Files.writeString(root.resolve("signal"), signal);
            rehearse();
            String step = signal + " at " + at;
            if (signal.equals("TERM")) {
                nothingIsLeft(step);
            }
            Files.delete(root.resolve("at"));
            install();
            nothingIsLeft(step);
            Files.createDirectories(host.resolve(".cfa/dumps/d.part"));
            Files.writeString(host.resolve(".cfa/dumps/d.part/identity.dump"), "rows");
            assertThat(rehearse().exitStatus()).as(step).isZero();
            assertThat(result()).as(step).contains("lives=yes");
        }
    }

    /** Of an undisturbed one, as many for each signal. */
    private int calls() throws IOException {
        if (calls == 0) {
            rehearse();
            calls = Integer.parseInt(Files.readString(root.resolve("n")).strip());
        }
        assertThat(calls).isBetween(25, 60);
        return calls;
    }

    private Result rehearse() throws IOException {
        return shell.run(Command.of(
                        "sh",
                        "-c",
                        "echo $$ > \"$0\"; exec \"$@\"",
                        root.resolve("pid").toString(),
                        "bash",
                        RehearsalProgram.FILE,
                        "rehearse",
                        "cfa-rehearsal",
                        ".cfa/dumps/d.part/identity",
                        "identity",
                        "p",
                        "postgres",
                        "identity",
                        "r/identity:new",
                        "r/identity:old",
                        "1",
                        "k=keycloak",
                        "k 8080 /token client secret",
                        "/participants",
                        "ready")
                .env("QUERY", "select 1")
                .env("TOKEN_SCRIPT", "the-script")
                .in(host.toString()));
    }

    private void install() {
        assertThat(shell.run(program.install("").command()).exitStatus()).isZero();
    }

    private List<String> result() throws IOException {
        return Files.readAllLines(host.resolve(".cfa/dumps/d.part/identity.result"));
    }

    private void nothingIsLeft(String step) throws IOException {
        try (Stream<Path> left = Files.list(root.resolve("state"))) {
            assertThat(left.map(path -> path.getFileName().toString())).as(step).isEmpty();
        }
        assertThat(host.resolve(".cfa/rehearsal")).as(step).doesNotExist();
        assertThat(root.resolve("HARM")).as(step).doesNotExist();
        assertThat(root.resolve("UNKNOWN")).as(step).doesNotExist();
    }
}

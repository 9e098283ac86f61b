package io.cfa.maven.rollout.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.docker.ContainerJson;
import io.cfa.maven.host.FakeSleeper;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.release.ReleaseData;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.RemoteSession;
import io.cfa.maven.remote.Result;
import io.cfa.maven.rollout.plan.Step;
import io.cfa.maven.schema.MigrationReader;
import io.cfa.maven.schema.RequiredSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What users wrote is never dropped without being asked. */
class FailedMigrationReturnTest {

    private static final Digest OLD = Digest.of("sha256:" + "1".repeat(64));
    private static final Digest NEW = Digest.of("sha256:" + "2".repeat(64));
    private static final String V1 = "create table holding (note text);";
    private static final RequiredSchema BEFORE = schema(Map.of("V1__a.sql", V1));
    private static final RequiredSchema AFTER =
            schema(Map.of("V1__a.sql", V1, "V2__b.sql", "alter table holding drop column note;"));

    private final List<String> said = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private RequiredSchema database = AFTER;
    private String rows = "";
    private int rowsStatus;
    private boolean neverReady = true;
    private boolean lives;

    @Test
    void aDatabaseThatNobodyUsedGoesBackWithTheImages() {
        rows = "public.fresh has 3 rows, the dump none\npublic.holding has 10 rows, the dump 10\n";
        assertThat(titles())
                .containsExactly(
                        "see that nothing is left of an earlier rehearsal",
                        "stop identity",
                        "dump the present state of identity as .cfa/dumps/20261124T000000Z",
                        "keep that",
                        "restore the database of identity from .cfa/dumps/20261129T170000Z");
        assertThat(said).isEmpty();
    }

    @Test
    void aDatabaseWithMoreRowsThanTheDumpStays() {
        rows = "public.holding has 12 rows, the dump 10\n";
        assertThat(titles()).isEmpty();
        assertThat(said)
                .containsExactly("the data of identity stays as the new release left it, as rows were written since:"
                        + " public.holding has 12 rows, the dump 10. Next: roll out a release that knows the schema, or"
                        + " cfa:rollback -Dcfa.withData");
    }

    @Test
    void aDatabaseOfAReleaseThatWasReadyForAWhileStays() {
        neverReady = false;
        assertThat(titles()).isEmpty();
        assertThat(said.get(0)).contains("as that was ready for a while");
    }

    @Test
    void aDumpThatCannotBeComparedIsNotRestored() {
        rowsStatus = 1;
        assertThat(titles()).isEmpty();
        assertThat(said)
                .containsExactly(
                        "the data of identity stays as the new release left it: the dump"
                                + " .cfa/dumps/20261129T170000Z of identity cannot be compared: exit status 1 identity.dump: FAILED");
    }

    @Test
    void aMigrationThatWasTakenBackByTheDatabaseItselfNeedsNothing() {
        database = BEFORE;
        assertThat(titles()).isEmpty();
        assertThat(said).isEmpty();
    }

    @Test
    void nothingIsAskedWhereTheReleaseBeforeLivesWithTheNewSchema() {
        lives = true;
        assertThat(titles()).isEmpty();
        assertThat(asked).isEmpty();
    }

    private List<String> titles() {
        Stack stack = Stack.of(
                ComposeFile.parse(
                        Path.of("docker-compose.yml"),
                        "name: cfa\nservices: {postgres: {image: 'postgres:17'}, identity: {image: '${REGISTRY_IMAGE}/identity:dev'}}\n"),
                EnvFile.parse(Path.of(".env"), List.of("REGISTRY_IMAGE=r/cfa")),
                Map.of());
        ReleaseData data = new ReleaseData(
                "20261129T170000Z",
                new TreeMap<>(Map.of("identity", new ReleaseData.Rehearsed(OLD, NEW, NEW, lives, 4, "why"))));
        return new FailedMigrationReturn(
                        HostContext.of(new Host(), new FakeSleeper(), said::add),
                        stack,
                        new RehearsalProgram(new ComposeProject("/srv/app", Map.of()), "cfa"),
                        "/srv/app")
                .steps(Optional.of(data)).stream().map(Step::title).toList();
    }

    /** Has the new image's container, both images, and the database as the migration left it. */
    private final class Host implements RemoteHost {

        @Override
        public Result run(Command command) {
            String line = command.line();
            asked.add(line);
            if (command.argv().contains("rows")) {
                return new Result(rowsStatus, rows, rowsStatus == 0 ? "" : "identity.dump: FAILED\n");
            }
            if (command.argv().contains("never_ready")) {
                return new Result(neverReady ? 0 : 1, "", "");
            }
            if (command.argv().contains("exec")) {
                return new Result(0, history() + "{\"asked\":\"identity\"}\n", "");
            }
            if (line.contains("docker ps --all")) {
                return new Result(0, "[" + ContainerJson.of("postgres").id("p") + "," + identity() + "]\n[]", "");
            }
            if (line.contains("releases.jsonl")) {
                return new Result(0, "", "");
            }
            boolean all = line.contains("docker image ls");
            return new Result(0, BEFORE.toJson() + "\n" + (all ? AFTER.toJson() + "\n" : ""), "");
        }

        private ContainerJson identity() {
            return ContainerJson.of("identity")
                    .id("i")
                    .schema(AFTER.toJson())
                    .variable("U=jdbc:postgresql://postgres/identity");
        }

        private String history() {
            return database.histories().get("flyway_schema_history").stream()
                    .map(migration -> "{\"version\":\"" + migration.version().orElseThrow()
                            + "\",\"type\":\"SQL\",\"script\":\"" + migration.script() + "\",\"checksum\":"
                            + migration.checksum() + ",\"success\":true}")
                    .collect(Collectors.joining(
                            ",", "{\"database\":\"identity\",\"table\":\"flyway_schema_history\",\"rows\":[", "]}\n"));
        }

        @Override
        public RemoteSession open(Command command) {
            throw new AssertionError("nothing is talked to");
        }

        @Override
        public String name() {
            return "host";
        }

        @Override
        public String address() {
            return "127.0.0.1";
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private static RequiredSchema schema(Map<String, String> scripts) {
        return new RequiredSchema(new TreeMap<>(Map.of("flyway_schema_history", new MigrationReader().read(scripts))));
    }
}

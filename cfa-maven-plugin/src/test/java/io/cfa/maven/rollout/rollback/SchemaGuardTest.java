package io.cfa.maven.rollout.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.docker.ContainerJson;
import io.cfa.maven.docker.ProjectContainers;
import io.cfa.maven.host.FakeSleeper;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.release.ReleaseData;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.RemoteSession;
import io.cfa.maven.remote.Result;
import io.cfa.maven.rollout.rehearsal.DumpedDatabase;
import io.cfa.maven.rollout.rehearsal.RehearsalProgram;
import io.cfa.maven.schema.Migration;
import io.cfa.maven.schema.MigrationReader;
import io.cfa.maven.schema.RequiredSchema;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SchemaGuardTest {

    private static final Digest OLD = Digest.of("sha256:" + "1".repeat(64));
    private static final RequiredSchema ONE = schema(Map.of("V1__a.sql", "create table holding (note text);"));
    private static final RequiredSchema ADDS = schema(Map.of(
            "V1__a.sql", "create table holding (note text);", "V2__b.sql", "alter table holding add column a int;"));
    private static final RequiredSchema DROPS = schema(Map.of(
            "V1__a.sql", "create table holding (note text);", "V2__b.sql", "alter table holding drop column note;"));

    private final List<String> said = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private RequiredSchema running = ONE;
    private List<Release> log = List.of();
    private int rowsStatus;

    @Test
    void aRollbackOverWhatOnlyAddsIsSaidAndDone() {
        running = ADDS;
        assertThatCode(() -> check(SchemaPolicy.REFUSE)).doesNotThrowAnyException();
        assertThat(said)
                .containsExactly("identity  V2__b.sql (adds) ran, which the image does not know, and lives with");
        assertThat(asked.get(0))
                .isEqualTo("docker image inspect --format '{{index .Config.Labels \"io.cfa.schema\"}}' r/cfa/identity@"
                        + OLD);
    }

    @Test
    void aRollbackOverWhatDropsIsRefusedBeforeAnythingChanges() {
        running = DROPS;
        assertThatThrownBy(() -> check(SchemaPolicy.REFUSE))
                .isInstanceOf(RolloutException.class)
                .hasMessage(
                        "the images of 1a2b3c4d are not certain to live with the schema of 1 database, as listed above: they may"
                                + " refuse, or lose, what callers write. Nothing was changed, and no release of the log has a dump from before of identity. Next: roll out a release that knows the schema; or,"
                                + " knowing better, run it again with -Dcfa.acceptSchema; or bring the data back too, with cfa:restore of a"
                                + " backup from before");
        assertThat(said)
                .containsExactly("identity  V2__b.sql (drops column holding.note) ran, which the image does not know");
    }

    @Test
    void whoeverKnowsBetterIsNotHeld() {
        running = DROPS;
        assertThatCode(() -> check(SchemaPolicy.ACCEPT)).doesNotThrowAnyException();
        assertThat(said).hasSize(1);
    }

    @Test
    void withoutAChangeOfTheSchemaNothingIsSaid() {
        check(SchemaPolicy.REFUSE);
        assertThat(said).isEmpty();
    }

    @Test
    void whatWouldBeLostIsSaidByTableBeforeTheDataGoesBackToo() {
        running = DROPS;
        log = List.of(migrated(OLD));
        assertThatThrownBy(() -> check(SchemaPolicy.REFUSE))
                .hasMessageEndingWith(
                        "or bring the data of before back too, without what was written since, with -Dcfa.withData");
        assertThat(said)
                .contains("written by identity since the dump 20261129T170000Z: public.holding has 12 rows, the dump 10"
                        + " (rows that were changed are not counted)");
        assertThat(check(SchemaPolicy.WITH_DATA))
                .containsExactly(new DumpedDatabase("identity", "20261129T170000Z", "i", "p", "identity"));
    }

    @Test
    void aDumpOfAnotherReleaseIsNotRestored() {
        running = DROPS;
        log = List.of(migrated(Digest.of("sha256:" + "9".repeat(64))));
        assertThatThrownBy(() -> check(SchemaPolicy.WITH_DATA))
                .hasMessageContaining("no release of the log has a dump from before of identity");
    }

    @Test
    void aDumpThatIsNotWholeStopsBothWays() {
        running = DROPS;
        log = List.of(migrated(OLD));
        rowsStatus = 1;
        assertThatThrownBy(() -> check(SchemaPolicy.WITH_DATA))
                .hasMessage("the dump .cfa/dumps/20261129T170000Z of identity cannot be compared: exit status 1"
                        + " identity.dump: FAILED. Nothing was changed. Next: cfa:restore of a backup");
    }

    @Test
    void acceptingAndRestoringAreTwoThings() {
        assertThatThrownBy(() -> SchemaPolicy.of(true, true))
                .hasMessage("-Dcfa.acceptSchema leaves the data, and -Dcfa.withData brings it back. Next: choose one");
    }

    private static Release migrated(Digest from) {
        Digest any = Digest.of("sha256:" + "3".repeat(64));
        return new Release(
                        Release.ROLLOUT,
                        "5d6e7f80",
                        new TreeMap<>(),
                        new TreeMap<>(),
                        "anna",
                        Optional.empty(),
                        Instant.EPOCH,
                        Duration.ZERO,
                        Release.Outcome.VERIFIED,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())
                .with(Optional.of(new ReleaseData(
                        "20261129T170000Z",
                        new TreeMap<>(Map.of("identity", new ReleaseData.Rehearsed(from, any, any, false, 4, "no"))))));
    }

    private List<DumpedDatabase> check(SchemaPolicy policy) {
        Stack stack = Stack.of(
                ComposeFile.parse(
                        Path.of("docker-compose.yml"),
                        "name: cfa\nservices: {postgres: {image: 'postgres:17'}, identity: {image: '${REGISTRY_IMAGE}/identity:dev'}}\n"),
                EnvFile.parse(Path.of(".env"), List.of("REGISTRY_IMAGE=r/cfa")),
                Map.of());
        ContainerJson identity = ContainerJson.of("identity")
                .id("i")
                .schema(running.toJson())
                .variable("U=jdbc:postgresql://postgres/identity");
        ContainerSnapshot now = ContainerSnapshot.of(ProjectContainers.of("cfa")
                .read("host", new Result(0, "[" + ContainerJson.of("postgres").id("p") + "," + identity + "][]", "")));
        Release target = new Release(
                Release.ROLLOUT,
                "1a2b3c4d",
                new TreeMap<>(Map.of("identity", OLD)),
                new TreeMap<>(),
                "anna",
                Optional.empty(),
                Instant.EPOCH,
                Duration.ZERO,
                Release.Outcome.VERIFIED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new SchemaGuard(
                        HostContext.of(new Host(), new FakeSleeper(), said::add),
                        policy,
                        new RehearsalProgram(new ComposeProject("/srv/app", Map.of()), "cfa"))
                .check(now, new ReleaseLog(log), stack, target);
    }

    /** Has the old image with its label, the database as the running image left it, and both images in its store. */
    private final class Host implements RemoteHost {

        @Override
        public Result run(Command command) {
            asked.add(command.line());
            if (command.argv().contains("rows")) {
                return new Result(
                        rowsStatus,
                        "public.holding has 12 rows, the dump 10\n",
                        rowsStatus == 0 ? "" : "identity.dump: FAILED\n");
            }
            if (command.argv().contains("exec")) {
                return new Result(0, rows() + "{\"asked\":\"identity\"}\n", "");
            }
            boolean all = command.argv().get(0).equals("sh");
            return new Result(0, ONE.toJson() + "\n" + (all ? running.toJson() + "\n" : ""), "");
        }

        private String rows() {
            return "{\"database\":\"identity\",\"table\":\"flyway_schema_history\",\"rows\":["
                    + running.histories().get("flyway_schema_history").stream()
                            .map(SchemaGuardTest::row)
                            .collect(Collectors.joining(","))
                    + "]}\n";
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

    private static String row(Migration migration) {
        return "{\"version\":\"" + migration.version().orElseThrow() + "\",\"type\":\"SQL\",\"script\":\""
                + migration.script() + "\",\"checksum\":" + migration.checksum() + ",\"success\":true}";
    }

    private static RequiredSchema schema(Map<String, String> scripts) {
        return new RequiredSchema(new TreeMap<>(Map.of("flyway_schema_history", new MigrationReader().read(scripts))));
    }
}

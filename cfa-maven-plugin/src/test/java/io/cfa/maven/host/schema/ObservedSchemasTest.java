package io.cfa.maven.host.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.docker.ContainerJson;
import io.cfa.maven.docker.ProjectContainers;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.RemoteSession;
import io.cfa.maven.remote.Result;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.schema.MigrationReader;
import io.cfa.maven.schema.RequiredSchema;
import io.cfa.maven.verify.probe.SchemaProbe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What psql prints was recorded from PostgreSQL 17 with tables of Flyway 12.4.0. */
class ObservedSchemasTest {

    private static final String V1 = "create table holding (note text);";
    private static final String V2 = "alter table holding add column a int;";
    private static final RequiredSchema ONE = schema(Map.of("V1__a.sql", V1));
    private static final RequiredSchema TWO = schema(Map.of("V1__a.sql", V1, "V2__b.sql", V2));

    private final List<Command> asked = new ArrayList<>();
    private String database = "";
    private String labels = "";
    private String log = "";
    private String image = "";
    private int exit;
    private ContainerJson identity = ContainerJson.of("identity")
            .id("i")
            .schema(ONE.toJson())
            .variable("Database__Url=jdbc:postgresql://postgres:5432/identity");

    @Test
    void aDatabaseThatIsWhatTheImageNeedsPasses() {
        database = rows(row(1, TWO)) + "{\"asked\":\"identity\"}\n";
        assertThat(probe()).containsExactly("identity schema PASSED 1");
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).argv().subList(0, 5)).containsExactly("docker", "exec", "p", "sh", "-c");
        assertThat(asked.get(0).argv()).endsWith("identity");
    }

    @Test
    void anOlderImageOnASchemaThatOnlyAddsPassesAndSaysSo() {
        database = rows(row(1, TWO), row(2, TWO)) + "{\"asked\":\"identity\"}\n";
        labels = "\n" + ONE.toJson() + "\nnonsense\n" + TWO.toJson() + "\n";
        assertThat(probe()).containsExactly("identity schema PASSED 1, db ahead");
    }

    @Test
    void anOlderImageOnASchemaThatNobodyKnowsFails() {
        database = rows(row(1, TWO), row(2, TWO)) + "{\"asked\":\"identity\"}\n";
        assertThat(probe())
                .containsExactly(
                        "identity schema FAILED db ahead: identity  V2__b.sql (not known here) ran, which the image does not"
                                + " know; expected the schema that the image needs. Next: roll out a release that knows it; this one may refuse or"
                                + " lose what its callers write");
    }

    @Test
    void whatARehearsalShowedStandsAboveWhatTheStatementsLookLike() {
        RequiredSchema rewrites = schema(Map.of("V1__a.sql", V1, "V2__b.sql", "update holding set note = '';"));
        database = rows(row(1, rewrites), row(2, rewrites)) + "{\"asked\":\"identity\"}\n";
        labels = ONE.toJson() + "\n" + rewrites.toJson() + "\n";
        image = "1";
        assertThat(probe().get(0)).startsWith("identity schema FAILED db ahead");
        log = rehearsed(rewrites, true);
        assertThat(probe()).containsExactly("identity schema PASSED 1, db ahead");
        image = "7";
        assertThat(probe().get(0)).startsWith("identity schema FAILED db ahead");
    }

    @Test
    void aChangeThatOnlyAddsIsNotBelievedWhereTheRehearsalFailed() {
        database = rows(row(1, TWO), row(2, TWO)) + "{\"asked\":\"identity\"}\n";
        labels = ONE.toJson() + "\n" + TWO.toJson() + "\n";
        image = "1";
        log = rehearsed(TWO, false);
        assertThat(probe().get(0))
                .contains("did not live with in a rehearsal: /participants answers 500, expected 200");
    }

    private static String rehearsed(RequiredSchema to, boolean lives) {
        return "{\"revision\":\"5d6e7f80\",\"outcome\":\"verified\",\"at\":\"2026-11-29T17:00:00Z\",\"images\":{},\"data\":{"
                + "\"dump\":\"20261129T170000Z\",\"rehearsed\":{\"identity\":{\"from\":\"sha256:" + "1".repeat(64)
                + "\",\"to\":\"sha256:" + "2".repeat(64) + "\",\"schema\":\""
                + ObservedState.sha256(to.toJson()) + "\",\"lives\":" + lives
                + ",\"seconds\":4,\"why\":\"/participants answers 500, expected 200\"}}}}\n";
    }

    @Test
    void aServerThatDoesNotAnswerIsUnknownWhichIsNotPassed() {
        exit = 1;
        assertThat(probe())
                .singleElement()
                .asString()
                .startsWith("identity schema UNKNOWN unknown: identity  its schema is not known: ");
    }

    @Test
    void aDatabaseThatCouldNotBeAskedIsUnknown() {
        database = "{\"asked\":\"other\"}\n";
        assertThat(probe())
                .containsExactly(
                        "identity schema UNKNOWN unknown: identity  its schema is not known: psql in postgres could not ask the"
                                + " database identity; expected what the image needs. Next: see cfa:logs of the database, and cfa:doctor");
    }

    @Test
    void aServiceWithoutTheLabelOrWithADatabaseElsewhereIsNotAskedFor() {
        identity = ContainerJson.of("identity").id("i").variable("Database__Url=jdbc:postgresql://postgres/identity");
        assertThat(probe()).isEmpty();
        identity = ContainerJson.of("identity")
                .id("i")
                .schema(ONE.toJson())
                .variable("DATABASE_URL=postgres://user:secret@db.example.org:5432/identity?sslmode=require");
        assertThat(probe()).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void aLabelThatCannotBeReadIsUnknown() {
        identity = ContainerJson.of("identity").id("i").schema("{}").variable("U=postgresql://postgres/identity");
        assertThat(probe())
                .singleElement()
                .asString()
                .startsWith("identity schema UNKNOWN")
                .contains("is of form none, expected 1");
    }

    private List<String> probe() {
        asked.clear();
        RemoteHost host = new Host();
        ContainerSnapshot now = ContainerSnapshot.of(ProjectContainers.of("cfa")
                .read(
                        "host",
                        new Result(
                                0, "[" + ContainerJson.of("postgres").id("p") + "," + identity + "]" + images(), "")));
        Stack stack = Stack.of(
                ComposeFile.parse(
                        Path.of("docker-compose.yml"),
                        "name: cfa\nservices: {postgres: {image: 'postgres:17'}, identity: {image: '${REGISTRY_IMAGE}/identity:dev'}}\n"),
                EnvFile.parse(Path.of(".env"), List.of("REGISTRY_IMAGE=r/cfa")),
                Map.of());
        return new SchemaProbe(ObservedSchemas.of(host, now, stack.services()))
                .results().stream().map(ObservedSchemasTest::describe).toList();
    }

    private String images() {
        return image.isEmpty()
                ? "[]"
                : "[{\"Id\":\"" + ContainerJson.imageId("identity") + "\",\"RepoDigests\":[\"r/cfa/identity@sha256:"
                        + image.repeat(64) + "\"]}]";
    }

    private static String describe(ProbeResult result) {
        return result.subject() + " " + result.probe() + " " + result.outcome() + " " + result.observed()
                + result.finding().map(finding -> ": " + finding).orElse("");
    }

    private final class Host implements RemoteHost {

        @Override
        public Result run(Command command) {
            asked.add(command);
            return command.argv().contains("exec")
                    ? new Result(exit, database, exit == 0 ? "" : "no such container")
                    : new Result(0, command.line().contains("releases.jsonl") ? log : labels, "");
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

    private static String rows(String... rows) {
        return "{\"database\" : \"identity\", \"table\" : \"flyway_schema_history\", \"rows\" : ["
                + String.join(", ", rows) + "]}\n";
    }

    private static String row(int version, RequiredSchema of) {
        var migration = of.histories().get("flyway_schema_history").get(version - 1);
        return "{\"version\" : \"" + version + "\", \"type\" : \"SQL\", \"script\" : \"" + migration.script()
                + "\", \"checksum\" : " + migration.checksum() + ", \"success\" : true}";
    }

    private static RequiredSchema schema(Map<String, String> scripts) {
        return new RequiredSchema(new TreeMap<>(Map.of("flyway_schema_history", new MigrationReader().read(scripts))));
    }
}

package io.cfa.maven.host.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.docker.swarm.JobEngine;
import io.cfa.maven.docker.swarm.SwarmJob;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import io.cfa.maven.schema.MigrationReader;
import io.cfa.maven.schema.RequiredSchema;
import io.cfa.maven.verify.probe.SchemaProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job is really run by this machine's bash; its psql prints what PostgreSQL 17 does of a table of Flyway 12.4.0. */
class StackSchemasTest {

    private static final RequiredSchema ONE = schema(Map.of("V1__a.sql", "create table a (b int);"));
    private static final RequiredSchema TWO =
            schema(Map.of("V1__a.sql", "create table a (b int);", "V2__b.sql", "alter table a add column c int;"));

    @TempDir
    Path temp;

    private JobEngine engine;

    @BeforeEach
    void aSwarmWithADatabase() throws IOException {
        engine = new JobEngine(temp, "s#y#y#").secret("postgres_password", "hush hush\n");
        psql(row(1, TWO));
    }

    private void psql(String... rows) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String row : rows) {
            lines.append(lines.isEmpty() ? "" : ",").append(row);
        }
        engine.program(
                "psql",
                """
                [ "$PGPASSWORD" = 'hush hush' ] || { echo 'psql: error: password authentication failed' >&2; exit 2; }
                cat >/dev/null
                case "$*" in
                  *'--host postgres --username postgres --dbname identity')
                    echo '{"database":"identity","table":"flyway_schema_history","rows":[%s]}' ;;
                  *) echo 'psql: error: FATAL: database does not exist' >&2; exit 2 ;;
                esac
                """
                        .formatted(lines));
    }

    @Test
    void aDatabaseThatIsWhatTheImageNeedsPasses() throws IOException {
        assertThat(probe("identity", ONE)).containsExactly("identity schema PASSED 1");
        assertThat(engine.asked())
                .contains(
                        " --secret source=cfa_postgres_password.v1,target=postgres_password,mode=0444 --constraint node.id==n2 --entrypoint bash"
                                + " postgres@sha256:5 -c ")
                .doesNotContain("hush");
    }

    @Test
    void anOlderImageOnASchemaThatOnlyAddsPassesWhereTheLogKnowsTheNewerOne() throws IOException {
        psql(row(1, TWO), row(2, TWO));
        assertThat(probe("identity", ONE, ONE, TWO)).containsExactly("identity schema PASSED 1, db ahead");
        assertThat(probe("identity", ONE).get(0)).startsWith("identity schema FAILED db ahead");
    }

    @Test
    void aDatabaseThatIsBehindFails() {
        assertThat(probe("identity", TWO).get(0)).startsWith("identity schema FAILED behind");
    }

    @Test
    void aDatabaseThatCannotBeAskedIsUnknownWithThereason() throws IOException {
        engine.secret("postgres_password", "another");
        assertThat(probe("identity", ONE).get(0))
                .startsWith(
                        "identity schema UNKNOWN unknown: identity  its schema is not known: psql in a job beside postgres: psql:"
                                + " error: password authentication failed");
    }

    @Test
    void aServiceWhoseImageNeedsNoSchemaIsNotJudged() {
        StackSchemas schemas = schemas();
        assertThat(schemas.services()).containsExactly("identity");
        assertThat(schemas.compare(Map.of("identity", ""), Map.of())).isEmpty();
    }

    @Test
    void aServerThatDoesNotRunIsForOthersToTell() {
        assertThat(StackSchemas.of("cfa", state("shutdown"), stack().services()).begin())
                .isEmpty();
    }

    private List<String> probe(String service, RequiredSchema needs, RequiredSchema... known) {
        StackSchemas schemas = schemas();
        Map<String, Command> jobs = schemas.begin();
        assertThat(jobs).containsOnlyKeys("postgres");
        Result begun = engine.manager().run(jobs.get("postgres"));
        schemas.read(
                "postgres",
                SwarmJob.collect("cfa", begun)
                        .map(engine.manager()::run)
                        .orElseThrow()
                        .output());
        return new SchemaProbe(schemas.compare(
                        Map.of(service, needs.toJson()),
                        Map.of(
                                service,
                                List.of(known).stream()
                                        .map(RequiredSchema::toJson)
                                        .toList())))
                .results().stream()
                        .map(result -> result.subject() + " " + result.probe() + " " + result.outcome() + " "
                                + result.observed()
                                + result.finding()
                                        .map(finding -> ": " + finding)
                                        .orElse(""))
                        .toList();
    }

    private static StackSchemas schemas() {
        return StackSchemas.of("cfa", state("running"), stack().services());
    }

    private static SwarmState state(String postgres) {
        String text =
                """
                [{"ID": "i", "Spec": {"Name": "cfa_identity", "Mode": {"Replicated": {"Replicas": 1}}, "TaskTemplate": {"ContainerSpec":
                    {"Image": "i@sha256:1", "Env": ["Database__Url=jdbc:postgresql://postgres:5432/identity"]}}}},
                 {"ID": "g", "Spec": {"Name": "cfa_gateway", "Mode": {"Replicated": {"Replicas": 1}}, "TaskTemplate": {"ContainerSpec": {"Image": "g@sha256:2"}}}},
                 {"ID": "p", "Spec": {"Name": "cfa_postgres", "Mode": {"Replicated": {"Replicas": 1}}, "TaskTemplate": {"ContainerSpec":
                    {"Image": "postgres@sha256:5", "Env": ["POSTGRES_PASSWORD_FILE=/run/secrets/postgres_password"],
                     "Secrets": [{"File": {"Name": "/run/secrets/postgres_password"}, "SecretName": "cfa_postgres_password.v1"}]}}}}]
                [{"ID": "t", "ServiceID": "p", "NodeID": "n2", "DesiredState": "%1$s", "Status": {"State": "%1$s", "Timestamp": "2026-11-30T08:00:00Z"},
                  "Spec": {"ContainerSpec": {"Image": "postgres@sha256:5"}}}]
                [{"ID": "n2", "Status": {"State": "ready"}, "Spec": {"Availability": "active"}, "Description": {"Hostname": "cfa2-2"}}]
                """
                        .formatted(postgres);
        return SwarmState.of("cfa").read("cfa2", new Result(0, text, ""));
    }

    private static Stack stack() {
        return Stack.of(
                ComposeFile.parse(
                        Path.of("docker-compose.yml"),
                        """
                        name: cfa
                        services:
                          identity: {image: "${REGISTRY_IMAGE}/identity:dev"}
                          gateway: {image: "${REGISTRY_IMAGE}/gateway:dev"}
                          postgres: {image: "postgres:17"}
                        """),
                EnvFile.parse(Path.of(".env.cfa2"), List.of("REGISTRY_IMAGE=r/cfa")),
                Map.of());
    }

    private static RequiredSchema schema(Map<String, String> scripts) {
        return new RequiredSchema(new TreeMap<>(Map.of("flyway_schema_history", new MigrationReader().read(scripts))));
    }

    private static String row(int version, RequiredSchema schema) {
        return schema.histories().get("flyway_schema_history").stream()
                .filter(migration ->
                        migration.version().orElseThrow().toString().equals(Integer.toString(version)))
                .map(migration -> "{\"version\":\"" + version + "\",\"type\":\"SQL\",\"script\":\"" + migration.script()
                        + "\",\"checksum\":" + migration.checksum() + ",\"success\":true}")
                .findFirst()
                .orElseThrow();
    }
}

package io.cfa.maven.rollout.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.docker.ContainerJson;
import io.cfa.maven.docker.ProjectContainers;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.host.token.TokenRequest;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.LayerLookup;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.ScriptedHost;
import io.cfa.maven.rollout.plan.RolloutOptions;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.rollout.plan.Step;
import io.cfa.maven.schema.MigrationReader;
import io.cfa.maven.schema.RequiredSchema;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RehearsalPlannerTest {

    private static final Instant NOW = Instant.parse("2026-11-29T17:00:00Z");
    private static final Digest NEW = Digest.of("sha256:" + "2".repeat(64));
    private static final String V1 = "create table holding (note text);";
    private static final RequiredSchema BEFORE = schema(Map.of("V1__a.sql", V1));
    private static final RequiredSchema ADDS =
            schema(Map.of("V1__a.sql", V1, "V2__b.sql", "alter table holding add column a int;"));
    private static final RequiredSchema DROPS =
            schema(Map.of("V1__a.sql", V1, "V2__b.sql", "alter table holding drop column note;"));
    private static final RehearsalOptions OPTIONS = new RehearsalOptions(true, Duration.ofSeconds(300), 5, 10_000);

    private RequiredSchema after = ADDS;
    private List<String> others = List.of();
    private RehearsalOptions options = OPTIONS;
    private String databaseUrl = "Database__Url=jdbc:postgresql://postgres:5432/identity-db";

    @Test
    void aMigrationIsDumpedRehearsedAndKeptBeforeAnythingIsReplaced() {
        assertThat(steps().stream().map(Step::title))
                .containsExactly(
                        "see that nothing is left of an earlier rehearsal",
                        "dump the database of identity, and read the dump",
                        "rehearse identity on a copy: migrate it with 5d6e7f80, start 1a2b3c4d on that",
                        "keep the dumps of this release, and the last 5",
                        "stop and dump identity again, if it cannot live with the new schema");
        String to = "' || exit";
        assertThat(steps().stream().skip(1).map(step -> step.command().line().replaceAll("flock .* sh (?=bash)", "… ")))
                .noneMatch(line -> line.contains(to))
                .containsExactly(
                        "cd /srv/app && COMPOSE_PROJECT_NAME=cfa COMPOSE_FILE=docker-compose.yml timeout --kill-after=10 1800 … bash .cfa/rehearsal.sh dump"
                                + " .cfa/dumps/20261129T170000Z.part/identity.dump p identity-db",
                        "cd /srv/app && COMPOSE_PROJECT_NAME=cfa COMPOSE_FILE=docker-compose.yml QUERY="
                                + quoted(io.cfa.maven.schema.InstalledSchema.QUERY)
                                + " TOKEN_SCRIPT=" + quoted(TokenRequest.script())
                                + " timeout --kill-after=10 1800 … bash .cfa/rehearsal.sh rehearse cfa-rehearsal"
                                + " .cfa/dumps/20261129T170000Z.part/identity identity p postgres identity-db"
                                + " r/cfa/identity:cfa-222222222222 " + ContainerJson.imageId("identity")
                                + " 300 k=keycloak 'k 8080 /token cfa-service client_secret' '/participants 404:/participants/0'"
                                + " bash -c ready",
                        "cd /srv/app && COMPOSE_PROJECT_NAME=cfa COMPOSE_FILE=docker-compose.yml timeout --kill-after=10 300 … bash .cfa/rehearsal.sh keep"
                                + " 20261129T170000Z 5 10000",
                        "cd /srv/app && COMPOSE_PROJECT_NAME=cfa COMPOSE_FILE=docker-compose.yml timeout --kill-after=10 1800 … bash .cfa/rehearsal.sh"
                                + " final_dump .cfa/dumps/20261129T170000Z identity i p identity-db widens");
    }

    @Test
    void whatIsNotRehearsedIsSaidAndNotDone() {
        options = new RehearsalOptions(false, Duration.ofSeconds(300), 5, 10_000);
        assertThat(lines()).endsWith("identity  data: not rehearsed, and no dump: -Dcfa.rehearse=false");
        assertThat(steps()).isEmpty();
        options = OPTIONS;
        databaseUrl = "Database__Url=jdbc:postgresql://elsewhere.example.com:5432/identity";
        assertThat(lines())
                .endsWith("identity  data: not rehearsed, and no dump: its database server elsewhere.example.com is no"
                        + " service that runs here");
        assertThat(steps()).isEmpty();
        databaseUrl = "none";
        assertThat(lines())
                .endsWith("identity  data: not rehearsed, and no dump: no variable of its container says where its"
                        + " database is");
    }

    @Test
    void aReleaseWithoutAChangeOfTheSchemaDoesNothing() {
        after = BEFORE;
        assertThat(planner().steps().lines()).isEmpty();
        assertThat(steps()).isEmpty();
        assertThat(planner().steps().undo()).isEmpty();
        assertThat(planner().dump()).isEmpty();
    }

    @Test
    void twoServicesThatMigrateInOneReleaseAreDumpedBeforeTheFirstIsRehearsedAndStoppedAfterTheLast() {
        others = List.of("registry");
        assertThat(steps().stream().map(Step::title))
                .containsExactly(
                        "see that nothing is left of an earlier rehearsal",
                        "dump the database of identity, and read the dump",
                        "dump the database of registry, and read the dump",
                        "rehearse identity on a copy: migrate it with 5d6e7f80, start 1a2b3c4d on that",
                        "rehearse registry on a copy: migrate it with 5d6e7f80, start 1a2b3c4d on that",
                        "keep the dumps of this release, and the last 5",
                        "stop and dump identity again, if it cannot live with the new schema",
                        "stop and dump registry again, if it cannot live with the new schema");
        assertThat(planner().steps().undo()).singleElement().satisfies(step -> assertThat(step.command())
                .hasToString("docker start i registry-1"));
    }

    @Test
    void aCopyThatIsNotWhatTheLabelSaysIsAProblemAlthoughTheImageIsReady() {
        Step rehearsal = steps().get(2);
        assertThat(rehearsal.problem().apply(answer(BEFORE)))
                .contains("the new image is ready, and the copy has another schema than its label says:"
                        + " V2__b.sql did not run yet");
        assertThat(rehearsal.problem().apply(answer(ADDS))).isEmpty();
        assertThat(rehearsal.problem().apply(new Result(0, "", "restored in 1 s\n")))
                .contains("the new image is ready, and the copy has another schema than its label says:"
                        + " V1__a.sql, V2__b.sql did not run yet");
        assertThat(rehearsal.told().apply(answer(ADDS))).containsExactly("migrated and ready in 4 s");
    }

    @Test
    void whatTheRehearsalShowedIsReadForTheReleaseLog() {
        assertThat(results("lives=yes\nmigrated=4\nold=3\nreads=2\nwhy=\n")).isEqualTo("true 4 ");
        assertThat(results("lives=no\nmigrated=4\nold=3\nreads=1\nwhy=/participants answers 500, expected 200\n"))
                .isEqualTo("false 4 /participants answers 500, expected 200");
        after = DROPS;
        assertThat(results("lives=yes\nmigrated=4\nold=3\nreads=2\nwhy=\n"))
                .isEqualTo("false 4 it reads the migrated copy, and may be refused what it writes");
    }

    @Test
    void keepingNoDumpIsRefused() {
        assertThatThrownBy(() -> new RehearsalOptions(true, Duration.ofSeconds(1), 0, 1))
                .hasMessage("0 dumps of 1 MB keep nothing; expected at least one. Next: mend -Dcfa.keepDumps and"
                        + " -Dcfa.dumpMegabytes");
    }

    private String results(String text) {
        ScriptedHost host =
                new ScriptedHost().answers("head -c 2000 /srv/app/.cfa/dumps/20261129T170000Z/identity.result", text);
        var seen = new RehearsalResults(host, planner())
                .read()
                .orElseThrow()
                .rehearsed()
                .get("identity");
        assertThat(seen.to()).isEqualTo(NEW);
        return seen.lives() + " " + seen.seconds() + " " + seen.why();
    }

    private static Result answer(RequiredSchema has) {
        String rows = has.histories().get("flyway_schema_history").stream()
                .map(migration -> "{\"version\":\"" + migration.version().orElseThrow()
                        + "\",\"type\":\"SQL\",\"script\":\"" + migration.script() + "\",\"checksum\":"
                        + migration.checksum() + ",\"success\":true}")
                .collect(java.util.stream.Collectors.joining(","));
        return new Result(
                0,
                "",
                "migrated and ready in 4 s\n{\"database\":\"identity-db\",\"table\":\"flyway_schema_history\",\"rows\":["
                        + rows + "]}\n");
    }

    private List<Step> steps() {
        return planner().steps().before();
    }

    private List<String> lines() {
        return planner().steps().lines();
    }

    private RehearsalPlanner planner() {
        ComposeFile compose = ComposeFile.parse(
                Path.of("docker-compose.yml"),
                """
                name: cfa
                services:
                  identity: {image: '${REGISTRY_IMAGE}/identity:dev', x-cfa: {reads: [/participants, "404:/participants/0"]}}
                  registry: {image: '${REGISTRY_IMAGE}/registry:dev'}
                  postgres: {image: 'postgres:17'}
                  keycloak:
                    image: keycloak
                    ports: ["58090:8080"]
                    x-cfa: {rehearse: reachable, token: {path: /token, client: cfa-service, secret: client_secret}}
                """);
        Stack stack = Stack.of(compose, EnvFile.parse(Path.of(".env"), List.of("REGISTRY_IMAGE=r/cfa")), Map.of());
        RolloutRequest request = new RolloutRequest(
                        "5d6e7f80",
                        stack,
                        compose,
                        new ComposeProject("/srv/app", Map.of()),
                        others.isEmpty() ? Map.of("identity", NEW) : Map.of("identity", NEW, "registry", NEW),
                        Optional.empty())
                .with(RolloutOptions.of("anna").registry(Map.of(), new Registry()));
        ContainerJson identity = ContainerJson.of("identity")
                .id("i")
                .schema(BEFORE.toJson())
                .healthCheck("CMD", "bash", "-c", "ready")
                .variable(databaseUrl);
        String more = others.stream()
                .map(other -> ContainerJson.of(other)
                                .id(other + "-1")
                                .schema(BEFORE.toJson())
                                .healthCheck("CMD", "bash", "-c", "ready")
                                .variable(databaseUrl)
                        + ",")
                .collect(java.util.stream.Collectors.joining());
        String images = "[{\"Id\":\"" + ContainerJson.imageId("identity")
                + "\",\"RepoDigests\":[\"r/cfa/identity@sha256:" + "1".repeat(64) + "\"]}]";
        return new RehearsalPlanner(
                request,
                ContainerSnapshot.of(ProjectContainers.of("cfa")
                        .read(
                                "host",
                                new Result(
                                        0,
                                        "[" + identity + "," + more
                                                + ContainerJson.of("postgres").id("p") + ","
                                                + ContainerJson.of("keycloak").id("k") + "]" + images,
                                        ""))),
                options,
                NOW);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static RequiredSchema schema(Map<String, String> scripts) {
        return new RequiredSchema(new TreeMap<>(Map.of("flyway_schema_history", new MigrationReader().read(scripts))));
    }

    private final class Registry implements LayerLookup {

        @Override
        public Map<Digest, Long> of(ImageReference image) {
            return Map.of();
        }

        @Override
        public Optional<String> label(ImageReference image, String name) {
            return Optional.of(after.toJson());
        }
    }
}

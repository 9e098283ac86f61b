package io.cfa.maven.rollout.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.docker.ContainerJson;
import io.cfa.maven.docker.ProjectContainers;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.LayerLookup;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.remote.Result;
import io.cfa.maven.rollout.plan.RolloutOptions;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.schema.MigrationReader;
import io.cfa.maven.schema.RequiredSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SchemaChangesTest {

    private static final String V1 = "create table holding (note text);";
    private static final RequiredSchema BEFORE = schema(Map.of("V1__a.sql", V1));

    private Optional<String> label = Optional.empty();

    @Test
    void whatTheReleaseDoesToDataIsALineOfThePlan() {
        label = Optional.of(schema(Map.of(
                        "V1__a.sql",
                        V1,
                        "V2__more.sql",
                        "alter table holding add column a int;",
                        "V3__drop.sql",
                        "alter table holding drop column note;"))
                .toJson());
        assertThat(lines())
                .containsExactly(
                        "identity  schema 1 → 3: V2__more.sql (adds), V3__drop.sql (drops column holding.note);"
                                + " not certain to be readable by 1a2b3c4d");
    }

    @Test
    void anImageThatKnowsLessIsSaidToo() {
        label = Optional.of(new RequiredSchema(new TreeMap<>()).toJson());
        assertThat(lines())
                .containsExactly("identity  schema: the new image does not know V1__a.sql, which ran for 1a2b3c4d");
    }

    @Test
    void theSameSchemaIsNoLine() {
        label = Optional.of(BEFORE.toJson());
        assertThat(lines()).isEmpty();
    }

    @Test
    void whatTheRegistryDoesNotSayIsNotPassedOver() {
        assertThat(lines()).containsExactly("identity  schema: what the new image needs is not known");
        label = Optional.of("nonsense");
        assertThat(lines()).containsExactly("identity  schema: what the new image needs is not known");
    }

    private List<String> lines() {
        ComposeFile compose = ComposeFile.parse(
                Path.of("docker-compose.yml"),
                "name: cfa\nservices: {identity: {image: '${REGISTRY_IMAGE}/identity:dev'}}\n");
        Stack stack = Stack.of(compose, EnvFile.parse(Path.of(".env"), List.of("REGISTRY_IMAGE=r/cfa")), Map.of());
        RolloutRequest request = new RolloutRequest(
                        "5d6e7f80",
                        stack,
                        compose,
                        new ComposeProject("/srv/app", Map.of()),
                        Map.of("identity", Digest.of("sha256:" + "2".repeat(64))),
                        Optional.empty())
                .with(RolloutOptions.of("anna").registry(Map.of(), new Registry()));
        ContainerJson identity = ContainerJson.of("identity").id("i").schema(BEFORE.toJson());
        return SchemaChanges.of(
                        request,
                        ContainerSnapshot.of(
                                ProjectContainers.of("cfa").read("host", new Result(0, "[" + identity + "][]", ""))))
                .lines();
    }

    private final class Registry implements LayerLookup {

        @Override
        public Map<Digest, Long> of(ImageReference image) {
            return Map.of();
        }

        @Override
        public Optional<String> label(ImageReference image, String name) {
            assertThat(image).hasToString("r/cfa/identity@sha256:" + "2".repeat(64));
            return label;
        }
    }

    private static RequiredSchema schema(Map<String, String> scripts) {
        return new RequiredSchema(new TreeMap<>(Map.of("flyway_schema_history", new MigrationReader().read(scripts))));
    }
}

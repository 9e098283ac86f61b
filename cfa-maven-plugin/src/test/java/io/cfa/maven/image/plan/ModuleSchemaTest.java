package io.cfa.maven.image.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.schema.RequiredSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleSchemaTest {

    @TempDir
    Path temp;

    private Path classes;
    private Path kit;
    private ModuleSchema schema;

    @BeforeEach
    void aModuleWithMigrationsAndAKitWithOthers() throws IOException {
        classes = temp.resolve("classes");
        Files.createDirectories(classes.resolve("db/migration"));
        migration("V1__ledger.sql", "create table holding (note text);");
        migration("V2__drop.sql", "alter table holding drop column note;");
        kit = temp.resolve("kit.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(kit))) {
            jar.putNextEntry(new ZipEntry("db/kit/V1__outbox.sql"));
            jar.write("create table outbox (id int);".getBytes());
            jar.closeEntry();
        }
        schema = new ModuleSchema(temp.resolve("cache"));
    }

    @Test
    void theLabelHasTheModulesOwnMigrationsAndTheKits() {
        RequiredSchema read =
                RequiredSchema.of(schema.label(List.of(classes, kit)).orElseThrow());
        assertThat(read.histories()).containsOnlyKeys("flyway_schema_history", "kit_schema_history");
        assertThat(read.version("flyway_schema_history")).hasToString("Optional[2]");
        assertThat(read.histories().get("flyway_schema_history").get(1).describe())
                .isEqualTo("V2__drop.sql (drops column holding.note)");
        assertThat(read.histories().get("kit_schema_history").get(0).describe()).isEqualTo("V1__outbox.sql (adds)");
    }

    @Test
    void aDirectoryAndAJarOfTheSameModuleGiveTheSameLabel() throws IOException {
        Path exploded = temp.resolve("kit");
        Files.createDirectories(exploded.resolve("db/kit"));
        Files.writeString(exploded.resolve("db/kit/V1__outbox.sql"), "create table outbox (id int);");
        assertThat(schema.label(List.of(classes, exploded))).isEqualTo(schema.label(List.of(classes, kit)));
    }

    @Test
    void aModuleWithoutMigrationsHasNoLabel() {
        assertThat(schema.label(List.of(temp.resolve("other"), temp.resolve("none.jar"))))
                .isEmpty();
    }

    @Test
    void whatIsKeptIsNotBelievedWhereItWasDamaged() throws IOException {
        String label = schema.label(List.of(classes)).orElseThrow();
        List<Path> kept;
        try (Stream<Path> files = Files.list(temp.resolve("cache/schemas"))) {
            kept = files.toList();
        }
        assertThat(kept).hasSize(1);
        String text = Files.readString(kept.get(0));
        for (String damaged : List.of("", text.substring(0, text.length() / 2), text.replace("narrows", "adds"))) {
            Files.writeString(kept.get(0), damaged);
            assertThat(schema.label(List.of(classes))).contains(label);
        }
    }

    @Test
    void anotherScriptHasAnotherLabel() throws IOException {
        String label = schema.label(List.of(classes)).orElseThrow();
        migration("V2__drop.sql", "alter table holding add column other text;");
        assertThat(schema.label(List.of(classes)).orElseThrow())
                .isNotEqualTo(label)
                .doesNotContain("narrows");
    }

    @Test
    void aMigrationThatFlywayPassesOverIsNoImage() throws IOException {
        migration("v3__lower.sql", "select 1;");
        assertThatThrownBy(() -> schema.label(List.of(classes)))
                .isInstanceOf(ImageException.class)
                .hasMessage(
                        "v3__lower.sql:1 is a name that Flyway passes over in silence; expected V<version>__<description>.sql"
                                + " or R__<description>.sql. Next: rename it, or move it out of the migrations");
    }

    private void migration(String name, String sql) throws IOException {
        Files.writeString(classes.resolve("db/migration").resolve(name), sql);
    }
}

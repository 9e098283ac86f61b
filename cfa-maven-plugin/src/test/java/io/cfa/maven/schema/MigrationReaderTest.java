package io.cfa.maven.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.schema.sql.SchemaEffect;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.internal.resolver.ChecksumCalculator;
import org.flywaydb.core.internal.resource.StringResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationReaderTest {

    private final MigrationReader reader = new MigrationReader();

    @Test
    void migrationsStandInTheOrderOfTheirRun() {
        assertThat(reader.read(Map.of(
                        "V10__c.sql",
                        "",
                        "V2__b.sql",
                        "",
                        "V1.5__a.sql",
                        "",
                        "R__z.sql",
                        "",
                        "R__y.sql",
                        "",
                        "afterMigrate.sql.bak",
                        "")))
                .extracting(Migration::script)
                .containsExactly("V1.5__a.sql", "V2__b.sql", "V10__c.sql", "R__y.sql", "R__z.sql");
    }

    @Test
    void aMigrationIsWhatItsWorstStatementIs() {
        List<Migration> migrations = reader.read(Map.of(
                "V1__ledger.sql", "create table holding (note text);",
                "V2__drop_old.sql", "alter table holding add column a int;\nalter table holding drop column note;"));
        assertThat(migrations)
                .extracting(Migration::describe)
                .containsExactly("V1__ledger.sql (adds)", "V2__drop_old.sql (drops column holding.note)");
        assertThat(migrations).extracting(Migration::effect).containsExactly(SchemaEffect.ADDS, SchemaEffect.NARROWS);
        assertThat(reader.problems()).isEmpty();
    }

    @Test
    void aMigrationMaySayItselfWhatItIs() {
        assertThat(
                        reader.read(
                                Map.of(
                                        "V1__tidy.sql",
                                        "-- tidies up\n-- cfa: adds, as nobody reads the column since 1a2b3c4d\nalter table holding drop column note;")))
                .extracting(Migration::describe)
                .containsExactly("V1__tidy.sql (adds, it says, as nobody reads the column since 1a2b3c4d)");
        assertThat(reader.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-- cfa: harmless, as I say so", "-- cfa: adds", "-- cfa:"})
    void aHeaderThatSaysNothingKnownIsAProblemAndIsNotBelieved(String header) {
        assertThat(reader.read(Map.of("V1__tidy.sql", "\n" + header + "\ndrop table holding;")))
                .extracting(Migration::effect)
                .containsExactly(SchemaEffect.NARROWS);
        assertThat(reader.problems())
                .containsExactly(new MigrationProblem(
                        "V1__tidy.sql",
                        2,
                        "says \"" + header + "\"",
                        "-- cfa: adds|rewrites|narrows, <the reason>",
                        "say which, and why it may be believed"));
    }

    @Test
    void gapsTwinsAndNamesThatFlywayPassesOverAreProblems() {
        reader.read(new TreeMap<>(Map.of(
                "V1__a.sql",
                "",
                "V1_0__twin.sql",
                "",
                "V3__c.sql",
                "",
                "v4__lower.sql",
                "",
                "V4_one.sql",
                "",
                "V20260101120000__t.sql",
                "",
                "V20260301120000__u.sql",
                "")));
        assertThat(reader.problems())
                .extracting(problem -> problem.script() + " " + problem.observed())
                .containsExactlyInAnyOrder(
                        "V1__a.sql has the version 1 of V1_0__twin.sql",
                        "V4_one.sql is a name that Flyway passes over in silence",
                        "v4__lower.sql is a name that Flyway passes over in silence",
                        "V3__c.sql follows version 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "select 1;\n", "select 1;\r\nselect 2;\r\n", "\uFEFFselect 'ä';\n\n", "a\rb\n"})
    void theChecksumIsFlywaysOwn(String sql) {
        assertThat(FlywayChecksum.of(sql)).isEqualTo(ChecksumCalculator.calculate(new StringResource(sql)));
    }

    @Test
    void aVersionIsANumberOfNumbers() {
        assertThat(MigrationVersion.of("1.0"))
                .isEqualTo(MigrationVersion.of("1"))
                .hasToString("1");
        assertThat(MigrationVersion.of("1_10")).isGreaterThan(MigrationVersion.of("1.9"));
        assertThatThrownBy(() -> MigrationVersion.of("1.x"))
                .hasMessage("\"1.x\" is no version of a migration: expected numbers with dots or underscores between");
    }
}

package io.cfa.maven.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.schema.SchemaComparison.State;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaComparisonTest {

    private static final String V1 = "create table holding (note text);";
    private static final String V2 = "alter table holding add column a int;";
    private static final String V3 = "alter table holding drop column note;";
    private static final RequiredSchema ONE = schema(Map.of("V1__a.sql", V1));
    private static final RequiredSchema TWO = schema(Map.of("V1__a.sql", V1, "V2__b.sql", V2));
    private static final RequiredSchema THREE = schema(Map.of("V1__a.sql", V1, "V2__b.sql", V2, "V3__c.sql", V3));

    @Test
    void whatWasMigratedByTheImageIsEqual() {
        assertThat(compare(TWO, rows(row("1", "V1__a.sql", V1, true), row("2", "V2__b.sql", V2, true))))
                .isEqualTo(new SchemaComparison(State.EQUAL, ""));
    }

    @Test
    void whatDidNotRunYetIsBehind() {
        assertThat(compare(TWO, rows(row("1", "V1__a.sql", V1, true))))
                .isEqualTo(new SchemaComparison(State.BEHIND, "V2__b.sql did not run yet"));
        assertThat(compare(ONE, new InstalledSchema(new TreeMap<>())))
                .isEqualTo(new SchemaComparison(State.BEHIND, "V1__a.sql did not run yet"));
    }

    @Test
    void whatRanBeyondTheImageIsReadableWhereItOnlyAdds() {
        InstalledSchema two = rows(row("1", "V1__a.sql", V1, true), row("2", "V2__b.sql", V2, true));
        assertThat(SchemaComparison.of(ONE, two, Optional.of(TWO)))
                .isEqualTo(new SchemaComparison(
                        State.AHEAD_READABLE, "V2__b.sql (adds) ran, which the image does not know"));
        assertThat(SchemaComparison.of(ONE, two, Optional.empty()))
                .isEqualTo(new SchemaComparison(
                        State.AHEAD, "V2__b.sql (not known here) ran, which the image does not know"));
    }

    @Test
    void whatDropsIsNotReadable() {
        InstalledSchema three =
                rows(row("1", "V1__a.sql", V1, true), row("2", "V2__b.sql", V2, true), row("3", "V3__c.sql", V3, true));
        assertThat(SchemaComparison.of(ONE, three, Optional.of(THREE)))
                .isEqualTo(new SchemaComparison(
                        State.AHEAD,
                        "V2__b.sql (adds), V3__c.sql (drops column holding.note) ran, which the image does not know"));
    }

    @Test
    void anImageThatOnlyClaimsTheNameOfWhatRanIsNotAsked() {
        InstalledSchema other = rows(row("1", "V1__a.sql", V1, true), row("2", "V2__b.sql", V3, true));
        assertThat(SchemaComparison.of(ONE, other, Optional.of(TWO)).state()).isEqualTo(State.AHEAD);
    }

    @Test
    void whatWasBegunAndDidNotEndIsWorseThanBehind() {
        assertThat(compare(TWO, rows(row("1", "V1__a.sql", V1, true), row("2", "V2__b.sql", V2, false))))
                .isEqualTo(new SchemaComparison(State.FAILED, "V2__b.sql was begun and did not end"));
    }

    @Test
    void whatRanWithOtherBytesIsChanged() {
        assertThat(compare(ONE, rows(row("1", "V1__a.sql", V2, true))))
                .isEqualTo(new SchemaComparison(State.CHANGED, "V1__a.sql ran with other bytes than the image has"));
    }

    @Test
    void flywaysOwnEntriesAndBaselinesDoNotCount() {
        InstalledSchema has = read("{\"table\":\"flyway_schema_history\",\"rows\":["
                + "{\"version\":\"0\",\"type\":\"BASELINE\",\"script\":\"<< Flyway Baseline >>\",\"checksum\":null,\"success\":true},"
                + json("1", "V1__a.sql", V1, true) + "]}\n");
        assertThat(compare(ONE, has).state()).isEqualTo(State.EQUAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"psql: error", "{}", "{\"rows\":{}}", "[]"})
    void anAnswerOfAnotherFormIsRefused(String output) {
        assertThatThrownBy(() -> read(output))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no history table of Flyway: " + output);
    }

    private static SchemaComparison compare(RequiredSchema needs, InstalledSchema has) {
        return SchemaComparison.of(needs, has, Optional.empty());
    }

    private static InstalledSchema rows(String... rows) {
        return read("{\"table\":\"flyway_schema_history\",\"rows\":[" + String.join(",", rows) + "]}\n");
    }

    private static InstalledSchema read(String output) {
        return InstalledSchema.byDatabase(
                        output.replace("{\"table\"", "{\"database\":\"d\",\"table\"") + "\n{\"asked\":\"d\"}\n")
                .get("d");
    }

    private static String row(String version, String script, String sql, boolean success) {
        return json(version, script, sql, success);
    }

    private static String json(String version, String script, String sql, boolean success) {
        return "{\"version\":\"" + version + "\",\"type\":\"SQL\",\"script\":\"" + script + "\",\"checksum\":"
                + FlywayChecksum.of(sql) + ",\"success\":" + success + "}";
    }

    private static RequiredSchema schema(Map<String, String> scripts) {
        return new RequiredSchema(new TreeMap<>(Map.of("flyway_schema_history", new MigrationReader().read(scripts))));
    }
}

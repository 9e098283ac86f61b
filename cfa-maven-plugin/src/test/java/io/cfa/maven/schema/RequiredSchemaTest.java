package io.cfa.maven.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequiredSchemaTest {

    private static final String V1 = "create table holding (note text, units bigint);";
    private static final String V2 = "alter table holding add column a int;";
    private static final String V3 = "alter table holding drop column note;";

    @Test
    void aLabelIsReadBack() {
        RequiredSchema schema = schema(Map.of("V1__ledger.sql", V1, "V2__drop.sql", V3));
        assertThat(schema.toJson())
                .isEqualTo("{\"form\":1,\"flyway_schema_history\":[{\"script\":\"V1__ledger.sql\",\"checksum\":"
                        + FlywayChecksum.of(V1) + ",\"effect\":\"adds\"},{\"script\":\"V2__drop.sql\",\"checksum\":"
                        + FlywayChecksum.of(V3)
                        + ",\"effect\":\"narrows\",\"changes\":[\"drops column holding.note\"]}]}");
        assertThat(RequiredSchema.of(schema.toJson())).isEqualTo(schema);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        nonsense | io.cfa.schema is no JSON
        {} | io.cfa.schema is of form none, expected 1
        {"form":2} | io.cfa.schema is of form 2, expected 1
        {"form":1,"h":[{"script":"V1__a.sql","effect":"adds"}]} | io.cfa.schema has no checksum of V1__a.sql
        {"form":1,"h":[{"script":"V1__a.sql","checksum":1,"effect":"heals"}]} | io.cfa.schema has the unknown effect "heals"
        {"form":1,"h":[{"script":"../x","checksum":1,"effect":"adds"}]} | "../x" is no name that Flyway reads
        """)
    void aLabelIsNotBelieved(String label, String message) {
        assertThatThrownBy(() -> RequiredSchema.of(label))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aTransitionThatOnlyAddsIsReadableByTheReleaseBefore() {
        RequiredSchema before = schema(Map.of("V1__ledger.sql", V1));
        RequiredSchema after = schema(Map.of("V1__ledger.sql", V1, "V2__more.sql", V2));
        SchemaTransition transition = SchemaTransition.between(before, after);
        assertThat(transition.isReadableByOlder()).isTrue();
        assertThat(transition.describe("registry", before, after, "1a2b3c4d"))
                .isEqualTo("registry  schema 1 → 2: V2__more.sql (adds); readable by 1a2b3c4d");
    }

    @Test
    void aTransitionThatDropsIsNot() {
        RequiredSchema before = schema(Map.of("V1__ledger.sql", V1));
        RequiredSchema after = schema(Map.of("V1__ledger.sql", V1, "V2__more.sql", V2, "V3__drop.sql", V3));
        SchemaTransition transition = SchemaTransition.between(before, after);
        assertThat(transition.isReadableByOlder()).isFalse();
        assertThat(transition.describe("registry", before, after, "1a2b3c4d"))
                .isEqualTo("registry  schema 1 → 3: V2__more.sql (adds), V3__drop.sql (drops column holding.note);"
                        + " not certain to be readable by 1a2b3c4d");
    }

    @Test
    void aMigrationThatChangedAfterItsReleaseIsNamed() {
        RequiredSchema before = schema(Map.of("V1__ledger.sql", V1));
        RequiredSchema after = schema(Map.of("V1__ledger.sql", V1 + " "));
        SchemaTransition transition = SchemaTransition.between(before, after);
        assertThat(transition.unlike()).containsExactly("V1__ledger.sql");
        assertThat(transition.isReadableByOlder()).isFalse();
        assertThat(SchemaTransition.between(after, after).isNone()).isTrue();
    }

    private static RequiredSchema schema(Map<String, String> scripts) {
        return new RequiredSchema(new TreeMap<>(Map.of("flyway_schema_history", new MigrationReader().read(scripts))));
    }
}

package io.cfa.maven.sbom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cyclonedx.util.LicenseResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseBillTest {

    private static final String HASH = "a".repeat(64);

    @TempDir
    Path temp;

    private static Component jar(String name, String hash) {
        return new Component("org.example", name, "1.0", "pkg:maven/org.example/" + name + "@1.0?type=jar", hash);
    }

    private static ServiceBill service(String name, Component... components) {
        return new ServiceBill(name, "1", "2026-11-2" + name.length() + "T00:00:00Z", List.of(components));
    }

    private static ReleaseBill release(ServiceBill... services) {
        return new ReleaseBill(
                "cfa",
                "1a2b3c4d",
                List.of(services),
                Map.of(
                        jar("kit", HASH).purl(), LicenceNames.of("Apache-2.0", null),
                        jar("choice", HASH).purl(), LicenceNames.of("EPL-2.0 OR GPL2 w/ CPE", null),
                        jar("own", HASH).purl(), LicenceNames.of("Our own", null)));
    }

    private static ReleaseBill all() {
        return release(
                service("identity", jar("kit", HASH), jar("choice", HASH)),
                service("issuance", jar("own", HASH), jar("none", HASH), jar("kit", HASH)));
    }

    @Test
    void aJarStandsOnceWithTheServicesThatHaveIt() {
        assertThat(all().components())
                .containsOnlyKeys(jar("choice", HASH), jar("kit", HASH), jar("none", HASH), jar("own", HASH));
        assertThat(all().components().get(jar("kit", HASH))).containsExactly("identity", "issuance");
        assertThat(all().licenceCounts())
                .isEqualTo(Map.of(
                        "\"Our own\"",
                        1,
                        "Apache-2.0",
                        1,
                        "EPL-2.0 or GPL-2.0-with-classpath-exception",
                        1,
                        "NOASSERTION",
                        1));
    }

    @Test
    void oneJarWithTwoContentsIsNoRelease() {
        assertThatThrownBy(() ->
                        release(service("identity", jar("kit", HASH)), service("issuance", jar("kit", "b".repeat(64)))))
                .isInstanceOf(BillException.class)
                .hasMessage(
                        "org.example:kit:1.0 is one file in the image of identity and another in that of issuance, expected"
                                + " the same bytes in all of a release. Next: build both of one commit, and look for what changed kit"
                                + " between");
    }

    @Test
    void theDocumentIsTheSameWhicheverOrderItIsMadeIn() {
        byte[] one = new ReleaseDocument(all()).bytes();
        byte[] other = new ReleaseDocument(release(
                        service("issuance", jar("kit", HASH), jar("none", HASH), jar("own", HASH)),
                        service("identity", jar("choice", HASH), jar("kit", HASH))))
                .bytes();
        assertThat(new String(other, StandardCharsets.UTF_8)).isEqualTo(new String(one, StandardCharsets.UTF_8));
        assertThat(new ReleaseDocument(release(service("identity", jar("kit", HASH)))).bytes())
                .isNotEqualTo(one);
    }

    @Test
    void theDocumentSaysWhatGitlabReads() throws IOException {
        JsonNode json = new ObjectMapper().readTree(new ReleaseDocument(all()).bytes());
        assertThat(json.path("metadata").path("properties").toString())
                .isEqualTo("[{\"name\":\"gitlab:meta:schema_version\",\"value\":\"1\"},"
                        + "{\"name\":\"gitlab:dependency_scanning:input_file:path\",\"value\":\"pom.xml\"},"
                        + "{\"name\":\"gitlab:dependency_scanning:package_manager:name\",\"value\":\"maven\"},"
                        + "{\"name\":\"gitlab:dependency_scanning:language:name\",\"value\":\"Java\"}]");
        assertThat(json.at("/metadata/timestamp").asText()).isEqualTo("2026-11-28T00:00:00Z");
        assertThat(json.at("/components/2/licenses").toString())
                .isEqualTo("[{\"expression\":\"EPL-2.0 OR GPL-2.0-with-classpath-exception\"}]");
        assertThat(json.at("/components/3/licenses").toString()).isEqualTo("[{\"license\":{\"id\":\"Apache-2.0\"}}]");
        assertThat(json.at("/components/4").has("licenses")).isFalse();
        assertThat(json.at("/components/5/licenses").toString()).isEqualTo("[{\"license\":{\"name\":\"Our own\"}}]");
        assertThat(json.at("/dependencies/1/dependsOn").toString())
                .isEqualTo(
                        "[\"pkg:maven/org.example/choice@1.0?type=jar\",\"pkg:maven/org.example/kit@1.0?type=jar\"]");
    }

    /** By the schema that CycloneDX itself publishes, out of its library's jar. */
    @Test
    void theDocumentIsValid() {
        Schema schema = SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_7,
                        builder ->
                                builder.schemas(Map.of(
                                        "http://cyclonedx.org/schema/bom-1.6.schema.json",
                                                published("bom-1.6.schema.json"),
                                        "http://cyclonedx.org/schema/spdx.schema.json", published("spdx.schema.json"),
                                        "http://cyclonedx.org/schema/jsf-0.82.schema.json",
                                                published("jsf-0.82.schema.json"))::get))
                .getSchema(SchemaLocation.of("http://cyclonedx.org/schema/bom-1.6.schema.json"));
        String document = new String(new ReleaseDocument(all()).bytes(), StandardCharsets.UTF_8);
        assertThat(schema.validate(document, InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(document.replace("\"Apache-2.0\"", "\"Apache-2.1\""), InputFormat.JSON))
                .isNotEmpty();
    }

    private static String published(String name) {
        try (var schema = LicenseResolver.class.getResourceAsStream("/" + name)) {
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private ServiceBill read(String json) throws IOException {
        Files.createDirectories(temp.resolve("cfa"));
        Files.writeString(temp.resolve(ServiceBill.FILE), json);
        return ServiceBill.read("identity", temp);
    }

    private static final String BILL =
            """
            {"bomFormat": "CycloneDX", "specVersion": "1.6",
             "metadata": {"timestamp": "2026-11-24T08:00:00Z", "component": {"name": "identity", "version": "7"}},
             "components": [{"group": "org.example", "name": "kit", "version": "1.0",
               "purl": "pkg:maven/org.example/kit@1.0?type=jar", "hashes": [{"alg": "SHA-256", "content": "%s"}]}]}
            """
                    .formatted(HASH);

    @Test
    void theBillOfAServiceIsRead() throws IOException {
        assertThat(read(BILL))
                .isEqualTo(new ServiceBill("identity", "7", "2026-11-24T08:00:00Z", List.of(jar("kit", HASH))));
    }

    @Test
    void aBillThatWasTamperedWithOrCutIsRefused() throws IOException {
        Map<String, String> changes = Map.ofEntries(
                Map.entry("\"identity\"", "\"settlement\""),
                Map.entry("CycloneDX", "SPDX"),
                Map.entry("\"1.6\"", "\"2.0\""),
                Map.entry(HASH, HASH.substring(1)),
                Map.entry("SHA-256", "MD5"),
                Map.entry("\"group\": \"org.example\"", "\"group\": \"org.other\""),
                Map.entry("\"name\": \"kit\"", "\"name\": \"kit\\nkit\""),
                Map.entry("\"purl\"", "\"url\""),
                Map.entry("\"timestamp\"", "\"time\""),
                Map.entry("\"components\": [{", "\"components\": [], \"others\": [{"),
                Map.entry("}]}\n", "}]}{}\n"),
                Map.entry("\"specVersion\"", "\"bomFormat\": \"CycloneDX\", \"specVersion\""));
        changes.forEach((from, to) -> {
            assertThat(BILL).contains(from);
            assertThatThrownBy(() -> read(BILL.replace(from, to)))
                    .as(to)
                    .isInstanceOf(BillException.class)
                    .hasMessageStartingWith(temp.resolve("cfa/sbom.json").toString())
                    .hasMessageEndingWith(
                            "Next: make the image of identity again (cfa:image or cfa:push, in a build of its module), which"
                                    + " writes it");
        });
        for (int length = 0; length < BILL.length() - 2; length += 20) {
            String cut = BILL.substring(0, length);
            assertThatThrownBy(() -> read(cut)).as(cut).isInstanceOf(BillException.class);
        }
    }

    @Test
    void aBillThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> ServiceBill.read("identity", temp))
                .hasMessageStartingWith(
                        temp.resolve("cfa/sbom.json") + " is not there. Next: make the image of identity");
    }
}

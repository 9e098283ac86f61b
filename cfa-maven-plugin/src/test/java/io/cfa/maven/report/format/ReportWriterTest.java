package io.cfa.maven.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.report.Examples;
import io.cfa.maven.report.TimedStep;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ReportWriterTest {

    @TempDir
    Path temp;

    @Test
    void allOfThemAreWrittenAndReplaceEarlierOnes() throws IOException {
        Path directory = temp.resolve("target/cfa");
        ReportWriter.write(Examples.broken(), directory);
        ReportWriter.write(Examples.good(), directory);
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "verify.json", "TEST-cfa-verify.xml", "report.html", "metrics.txt", "deploy.env");
        }
        assertThat(directory.resolve("deploy.env")).isEmptyFile();
        assertThat(new ObjectMapper()
                        .readTree(directory.resolve("verify.json").toFile())
                        .path("passed")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void theJsonHasExactlyTheFieldsThatItsDocumentNames() throws IOException {
        SortedSet<String> written = new TreeSet<>();
        collect(new ObjectMapper().readTree(VerifyJson.write(Examples.broken())), "", written);
        SortedSet<String> documented = new TreeSet<>();
        String document = Files.readString(Path.of("../docs/verify-schema.md"));
        Matcher row = Pattern.compile("(?m)^\\| `([^`]+)` \\|").matcher(document);
        while (row.find()) {
            documented.add(row.group(1));
        }
        assertThat(written).isEqualTo(documented);
        assertThat(document).contains("`schemaVersion` " + VerifyJson.SCHEMA_VERSION);
    }

    @Test
    void theJsonSaysWhatWasFound() throws IOException {
        JsonNode json = new ObjectMapper().readTree(VerifyJson.write(Examples.broken()));
        assertThat(json.path("passed").asBoolean()).isFalse();
        assertThat(json.path("seconds").asDouble()).isEqualTo(21.3);
        assertThat(json.at("/probes/9/outcome").asText()).isEqualTo("unknown");
        assertThat(json.at("/logs/0/lines/1").asText()).contains(Examples.HOSTILE);
    }

    @Test
    void theJunitReportHasACaseForEachProbeAndSubject() throws Exception {
        Document xml = parse(JunitXml.write(Examples.broken()));
        Element suite = xml.getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("52");
        assertThat(suite.getAttribute("failures")).isEqualTo("4");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(52);
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(((Element) failure.getParentNode()).getAttribute("name")).isEqualTo("settlement compose");
        assertThat(failure.getAttribute("message"))
                .isEqualTo("settlement  restarting (exit 137, OOM-killed, 4 restarts in 20 s)");
        assertThat(failure.getTextContent())
                .isEqualTo(
                        """
                        place:    settlement
                        observed: restarting (exit 137, OOM-killed, 4 restarts in 20 s)
                        expected: running and healthy
                        next:     raise mem_limit in docker-compose.yml:24 or see cfa:logs -Dcfa.services=settlement""");
        assertThat(suite.getElementsByTagName("system-out").item(0).getTextContent())
                .isEqualTo("boot\n?[31mjava.lang.OutOfMemoryError?[0m: ёлка " + Examples.HOSTILE);
        assertThat(suite.getElementsByTagName("error").getLength()).isEqualTo(1);
    }

    @Test
    void theMetricsAreWhatGitLabReadsLineByLine() {
        String text = MetricsText.write(Examples.broken());
        assertThat(text.lines().filter(line -> !line.startsWith("#")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).matches("cfa_[a-z_]+(\\{[a-z]+=\"[a-z0-9._:/-]+\"})? -?[0-9]+"));
        assertThat(text)
                .startsWith("# TYPE cfa_failed_probes gauge\ncfa_failed_probes 5\n")
                .contains("cfa_restarts{service=\"settlement\"} 4\n")
                .contains("cfa_step_seconds{step=\"pull_the_images\"} 31\n")
                .endsWith("cfa_total_seconds 21\n# EOF\n");
    }

    @Test
    void whatTheHostPrintedIsNeverMarkupOfThePage() {
        String html = HtmlReport.write(Examples.broken());
        assertThat(html)
                .doesNotContain("<script")
                .contains("&lt;script&gt;alert(&quot;&amp;&#39;&quot;)&lt;/script&gt;")
                .contains("default-src 'none'");
    }

    @Test
    void thePageNeedsNoNetworkAndLinksToTheCommit() {
        String html = HtmlReport.write(Examples.broken());
        assertThat(html)
                .doesNotContain("src=")
                .doesNotContain("<link")
                .doesNotContain("url(")
                .doesNotContain("@import")
                .contains(
                        "href=\"https://gitlab.example.com/cfa/backend/-/commit/1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d\"")
                .contains("prefers-color-scheme: dark")
                .contains("<meta name=\"viewport\"");
    }

    @Test
    void thePageOfAGoodStackShowsWhatRunsAndNothingToDo() {
        String html = HtmlReport.write(Examples.good());
        assertThat(html)
                .contains("<h1>Verified</h1>")
                .contains("2026-11-24 08:00:00 UTC")
                .doesNotContain("What to do")
                .doesNotContain("<svg")
                .doesNotContain("Last lines");
    }

    @Test
    void theDrawnStepsStayInThePicture() {
        String svg = HtmlTimeline.draw(
                Examples.broken().steps(), Examples.broken().report().running());
        assertThat(svg).contains("pull the images", "31.0 s", "class=\"failed\" x=\"");
        Matcher bar = Pattern.compile("x=\"([\\d.]+)%\" y=\"\\d+\" width=\"([\\d.]+)%\"")
                .matcher(svg);
        while (bar.find()) {
            assertThat(Double.parseDouble(bar.group(1)) + Double.parseDouble(bar.group(2)))
                    .isLessThanOrEqualTo(100.01);
        }
    }

    @Test
    void eachStartSaysWhatItWaitedFor() {
        String svg = HtmlTimeline.draw(
                Examples.broken().steps(), Examples.broken().report().running());
        assertThat(svg)
                .contains("aria-label=\"4 steps and 6 starts in ")
                .contains("identity<tspan class=\"quiet\"> · ready after 60.0 s</tspan>")
                .contains(
                        "issuance<tspan class=\"quiet\"> · ready after 68.0 s</tspan>",
                        "60.0 s of it waiting for identity")
                .doesNotContain("settlement");
        assertThat(svg.indexOf("identity<")).isLessThan(svg.indexOf("issuance<"));
    }

    @Test
    void whatCameUpBeforeTheRolloutIsNotInThePicture() {
        assertThat(HtmlTimeline.draw(
                        List.of(new TimedStep(
                                "verify", Instant.parse("2027-01-01T00:00:00Z"), Duration.ofSeconds(1), true)),
                        Examples.broken().report().running()))
                .contains("1 steps and 0 starts");
    }

    @Test
    void laterJobsGetReleaseAndAddress() {
        assertThat(DotEnv.write(Examples.broken()))
                .isEqualTo("CFA_RELEASE=1a2b3c4d\nCFA_URL=http://92.51.38.126:58081/swagger\n");
    }

    private static void collect(JsonNode node, String path, SortedSet<String> paths) {
        if (node.isArray()) {
            if (!node.isEmpty() && node.get(0).isValueNode()) {
                paths.add(path + "[]");
            }
            node.forEach(item -> collect(item, path + "[]", paths));
        } else if (node.isObject()) {
            node.fields().forEachRemaining(field -> {
                String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                if (field.getValue().isValueNode() && !field.getValue().isNull()) {
                    paths.add(name);
                }
                collect(field.getValue(), name, paths);
            });
        }
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }
}

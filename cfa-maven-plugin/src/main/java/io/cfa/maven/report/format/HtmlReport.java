package io.cfa.maven.report.format;

import static io.cfa.maven.report.format.HtmlText.escape;

import io.cfa.maven.report.Finding;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.report.Report;
import io.cfa.maven.report.VerificationReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes evidence as one page that needs nothing else: no network, no script; for a phone or a desk, by day or by night. */
final class HtmlReport {

    private final VerificationReport evidence;
    private final HtmlText page = new HtmlText();
    private final HtmlTables tables;

    private HtmlReport(VerificationReport evidence) {
        this.evidence = evidence;
        this.tables = new HtmlTables(evidence, page);
    }

    static String write(VerificationReport evidence) {
        return new HtmlReport(evidence).write();
    }

    private String write() {
        head();
        verdict();
        failures();
        tables.probes();
        tables.running();
        timeline();
        logs();
        return page.raw("</main>").raw("</body>").raw("</html>").toString();
    }

    private void head() {
        page.raw("<!DOCTYPE html>")
                .raw("<html lang=\"en\">")
                .raw("<head>")
                .raw("<meta charset=\"UTF-8\">")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .raw("<meta name=\"color-scheme\" content=\"light dark\">")
                .raw(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
                .element("title", word() + " · " + evidence.host())
                .raw("<style>\n" + style() + "</style>")
                .raw("</head>")
                .raw("<body>")
                .raw("<main>");
    }

    private String word() {
        return evidence.report().hasPassed() ? "Verified" : "Not verified";
    }

    private void verdict() {
        Report report = evidence.report();
        long passed = report.results().stream().filter(ProbeResult::hasPassed).count();
        page.raw("<header class=\"" + (report.hasPassed() ? "passed" : "failed") + "\">")
                .element("h1", word())
                .raw("<p>" + passed + " of " + report.results().size() + " probes passed on <strong>"
                        + escape(evidence.host()) + "</strong></p>")
                .raw("<dl>");
        evidence.release().ifPresent(release -> fact("Release", tables.revision(release)));
        fact("At", HtmlTables.time(evidence.at()));
        fact("Took", String.format(Locale.ROOT, "%.1f s", evidence.took().toMillis() / 1000.0));
        evidence.url().map(Object::toString).ifPresent(url -> fact("Open", HtmlTables.link(url, url)));
        page.raw("</dl>").raw("</header>");
    }

    private void fact(String name, String html) {
        page.raw("<div><dt>" + name + "</dt><dd>" + html + "</dd></div>");
    }

    private void failures() {
        if (evidence.report().failures().isEmpty()) {
            return;
        }
        page.element("h2", "What to do").raw("<ul class=\"failures\">");
        for (ProbeResult result : evidence.report().failures()) {
            Finding finding = result.finding().orElseThrow();
            page.raw("<li class=\"" + HtmlTables.css(result.outcome()) + "\">")
                    .raw("<p><strong>" + escape(result.subject()) + "</strong> · " + escape(result.probe()) + " · "
                            + HtmlTables.css(result.outcome()) + "</p>")
                    .raw("<dl>");
            fact("Place", escape(finding.place()));
            fact("Observed", escape(finding.observed()));
            fact("Expected", escape(finding.expected()));
            fact("Next", escape(finding.next()));
            page.raw("</dl>").raw("</li>");
        }
        page.raw("</ul>");
    }

    private void timeline() {
        if (!evidence.steps().isEmpty()) {
            page.element("h2", "Rollout")
                    .raw(HtmlTimeline.draw(evidence.steps(), evidence.report().running()));
        }
    }

    private void logs() {
        if (evidence.report().lastLogs().isEmpty()) {
            return;
        }
        page.element("h2", "Last lines of what failed");
        evidence.report().lastLogs().forEach((container, lines) -> page.raw("<details open>")
                .element("summary", container)
                .raw("<pre>" + (lines.isEmpty() ? "nothing was printed" : escape(String.join("\n", lines))) + "</pre>")
                .raw("</details>"));
    }

    private static String style() {
        try (InputStream stream = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.cfa.maven.report;

import static io.cfa.maven.report.HtmlText.escape;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes evidence as one page that needs nothing else: no network, no script; for a phone or a desk, by day or by night. */
final class HtmlReport {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
    private static final int SHORT_DIGEST = "sha256:".length() + 12;
    private static final int SHORT_REVISION = 12;

    private final Evidence evidence;
    private final HtmlText page = new HtmlText();

    private HtmlReport(Evidence evidence) {
        this.evidence = evidence;
    }

    static String write(Evidence evidence) {
        return new HtmlReport(evidence).write();
    }

    private String write() {
        head();
        verdict();
        failures();
        probes();
        running();
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
        evidence.release().ifPresent(release -> fact("Release", revision(release)));
        fact("At", escape(TIME.format(evidence.at())));
        fact("Took", String.format(Locale.ROOT, "%.1f s", evidence.took().toMillis() / 1000.0));
        evidence.url().map(Object::toString).ifPresent(url -> fact("Open", link(url, url)));
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
            page.raw("<li class=\"" + css(result.outcome()) + "\">")
                    .raw("<p><strong>" + escape(result.subject()) + "</strong> · " + escape(result.probe()) + " · "
                            + css(result.outcome()) + "</p>")
                    .raw("<dl>");
            fact("Place", escape(finding.place()));
            fact("Observed", escape(finding.observed()));
            fact("Expected", escape(finding.expected()));
            fact("Next", escape(finding.next()));
            page.raw("</dl>").raw("</li>");
        }
        page.raw("</ul>");
    }

    private void probes() {
        Matrix matrix = Matrix.of(evidence.report());
        page.element("h2", "Probes").raw("<div class=\"wide\"><table>");
        page.raw("<thead><tr><th>service</th>"
                + matrix.probes().stream()
                        .map(probe -> "<th>" + escape(probe) + "</th>")
                        .collect(Collectors.joining()) + "</tr></thead>");
        page.raw("<tbody>");
        matrix.rows()
                .forEach(row -> page.raw("<tr><th>" + escape(row.subject()) + "</th>"
                        + matrix.probes().stream()
                                .map(probe -> cell(row.cell(probe)))
                                .collect(Collectors.joining()) + "</tr>"));
        page.raw("</tbody></table></div>");
    }

    private static String cell(Optional<ProbeResult> result) {
        return result.map(found -> "<td class=\"" + css(found.outcome()) + "\">" + mark(found.outcome())
                        + escape(found.observed()) + "</td>")
                .orElse("<td class=\"none\">–</td>");
    }

    /** Not by colour alone. */
    private static String mark(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "";
            case FAILED -> "✗ ";
            case UNKNOWN -> "? ";
        };
    }

    private void running() {
        if (evidence.report().running().isEmpty()) {
            return;
        }
        page.element("h2", "What runs").raw("<div class=\"wide\"><table>");
        page.raw(
                "<thead><tr><th>service</th><th>state</th><th>since</th><th>revision</th><th>digest</th><th>restarts</th><th>image</th></tr></thead>");
        page.raw("<tbody>");
        evidence.report()
                .running()
                .forEach(service -> page.raw("<tr><th>" + escape(service.service()) + "</th><td class=\"state\">"
                        + escape(service.state()) + "</td><td>" + time(service.since()) + "</td><td>"
                        + service.revision().map(this::revision).orElse("–") + "</td><td>"
                        + service.digest().map(HtmlReport::digest).orElse("–") + "</td><td>" + service.restarts()
                        + "</td><td><code>"
                        + escape(service.image()) + "</code></td></tr>"));
        page.raw("</tbody></table></div>");
    }

    private void timeline() {
        if (!evidence.steps().isEmpty()) {
            page.element("h2", "Rollout").raw(HtmlTimeline.draw(evidence.steps()));
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

    private String revision(String revision) {
        String shown = revision.substring(0, Math.min(SHORT_REVISION, revision.length()));
        return evidence.link(revision).map(url -> link(url, shown)).orElse("<code>" + escape(shown) + "</code>");
    }

    private static String digest(String digest) {
        return "<code title=\"" + escape(digest) + "\">"
                + escape(digest.substring(0, Math.min(SHORT_DIGEST, digest.length()))) + "</code>";
    }

    private static String time(Instant time) {
        return "<time datetime=\"" + time + "\">" + TIME.format(time) + "</time>";
    }

    private static String link(String url, String text) {
        return "<a href=\"" + escape(url) + "\" rel=\"noreferrer\">" + escape(text) + "</a>";
    }

    private static String css(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private static String style() {
        try (InputStream stream = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

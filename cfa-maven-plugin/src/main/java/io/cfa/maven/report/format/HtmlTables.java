package io.cfa.maven.report.format;

import static io.cfa.maven.report.format.HtmlText.escape;

import io.cfa.maven.report.Outcome;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.report.VerificationReport;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the tables of the page, and what stands in their cells. */
final class HtmlTables {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
    private static final int SHORT_DIGEST = "sha256:".length() + 12;
    private static final int SHORT_REVISION = 12;

    private final VerificationReport evidence;
    private final HtmlText page;

    HtmlTables(VerificationReport evidence, HtmlText page) {
        this.evidence = evidence;
        this.page = page;
    }

    /** What each probe found of each subject. */
    void probes() {
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
                                .map(probe -> cell(probe, row.cell(probe)))
                                .collect(Collectors.joining())
                        + "</tr>"));
        page.raw("</tbody></table></div>");
    }

    private static String cell(String probe, Optional<ProbeResult> result) {
        return result.map(found -> cell(probe, css(found.outcome()), mark(found.outcome()) + escape(found.observed())))
                .orElseGet(() -> cell(probe, "none", "–"));
    }

    /** With the head of its column, which a narrow page shows beside it: there the table is a card for each service. */
    private static String cell(String head, String css, String html) {
        return "<td class=\"" + css + "\" data-head=\"" + escape(head) + "\">" + html + "</td>";
    }

    /** Not by colour alone. */
    private static String mark(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "";
            case FAILED -> "✗ ";
            case UNKNOWN -> "? ";
            case WARNED -> "! ";
        };
    }

    /** What each service runs, and since when. */
    void running() {
        if (evidence.report().running().isEmpty()) {
            return;
        }
        page.element("h2", "What runs").raw("<div class=\"wide\"><table>");
        page.raw(
                "<thead><tr><th>service</th><th>state</th><th>since</th><th>revision</th><th>digest</th><th>restarts</th><th>image</th></tr></thead>");
        page.raw("<tbody>");
        evidence.report()
                .running()
                .forEach(service -> page.raw("<tr><th>" + escape(service.service()) + "</th>"
                        + cell("state", "state", escape(service.state()))
                        + cell("since", "", time(service.since()))
                        + cell(
                                "revision",
                                "",
                                service.revision().map(this::revision).orElse("–"))
                        + cell(
                                "digest",
                                "",
                                service.digest().map(HtmlTables::digest).orElse("–"))
                        + cell("restarts", "", Integer.toString(service.restarts()))
                        + cell("image", "", "<code>" + escape(service.image()) + "</code>")
                        + "</tr>"));
        page.raw("</tbody></table></div>");
    }

    /** A commit, as a link where its page is known. */
    String revision(String revision) {
        String shown = revision.substring(0, Math.min(SHORT_REVISION, revision.length()));
        return evidence.link(revision).map(url -> link(url, shown)).orElse("<code>" + escape(shown) + "</code>");
    }

    private static String digest(String digest) {
        return "<code title=\"" + escape(digest) + "\">"
                + escape(digest.substring(0, Math.min(SHORT_DIGEST, digest.length()))) + "</code>";
    }

    static String time(Instant time) {
        return "<time datetime=\"" + time + "\">" + TIME.format(time) + "</time>";
    }

    static String link(String url, String text) {
        return "<a href=\"" + escape(url) + "\" rel=\"noreferrer\">" + escape(text) + "</a>";
    }

    static String css(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}

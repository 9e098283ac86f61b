package io.cfa.maven.check;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectFacts;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.Violation;
import io.cfa.maven.check.rules.DocumentRules;
import io.cfa.maven.check.rules.TranslationRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Compares reactor, compose, env, pipeline, runbook and matrix, and reports every disagreement; needs no Docker and no network. */
public final class Checker {

    private final ProjectLayout checkout;
    private final Optional<ComposeConfig> compose;
    private final Findings findings;

    /** Checks one clone; where Docker Compose is at hand, it is asked too. */
    public Checker(ProjectLayout checkout, Optional<ComposeConfig> compose) {
        this.checkout = checkout;
        this.compose = compose;
        this.findings = new Findings(checkout.root());
    }

    /** Every disagreement, by file and line. */
    public List<Violation> check() {
        ProjectFilesReader files = new ProjectFilesReader(checkout, findings);
        ProjectFacts known = files.read();
        // what is malformed was told of already, and better
        if (findings.noneIn(checkout.compose()) && findings.noneIn(checkout.env())) {
            compose.ifPresent(config -> config.check(checkout, findings.of("compose")));
        }
        for (GeneratedTable table : GeneratedTable.of(checkout, known)) {
            boolean runbook = checkout.runbook().equals(Optional.of(table.document()));
            document(
                    files,
                    findings,
                    known,
                    table,
                    runbook ? checkout.names().documents().headings() : List.of());
        }
        translation(files);
        return findings.sorted();
    }

    /** What was not checked, and why; after the check. */
    public List<String> notes() {
        return findings.notes();
    }

    /** A project without a translation of its runbook needs none. */
    private void translation(ProjectFilesReader files) {
        checkout.runbook().filter(Files::exists).ifPresent(original -> checkout.translatedRunbook()
                .ifPresent(other -> files.document(original).ifPresent(text -> files.document(other)
                        .ifPresent(translated -> new TranslationRules(findings.of("translation"))
                                .check(
                                        original,
                                        text.lines().toList(),
                                        other,
                                        translated.lines().toList())))));
    }

    private static void document(
            ProjectFilesReader files,
            Findings findings,
            ProjectFacts known,
            GeneratedTable table,
            List<String> headings) {
        Path document = table.document();
        files.document(document).ifPresent(text -> {
            List<String> lines = text.lines().toList();
            DocumentRules rules = new DocumentRules(findings.of("document"), known);
            if (known.isComparable()) {
                table.check(lines, findings.of("table"));
                rules.check(document, table.without(lines), headings);
            } else {
                rules.check(document, lines, headings);
            }
        });
    }
}

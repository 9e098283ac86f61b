package io.cfa.maven.check;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.LicenceQuestion;
import io.cfa.maven.check.files.PomFile;
import io.cfa.maven.check.files.ProjectFacts;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.ReleasedMigrations;
import io.cfa.maven.check.files.Violation;
import io.cfa.maven.check.rules.DocumentRules;
import io.cfa.maven.check.rules.LicenceRules;
import io.cfa.maven.check.rules.TranslationRules;
import io.cfa.maven.model.source.SourceLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares reactor, compose, env, pipeline, runbook and matrix, and reports every disagreement; needs no Docker and no network. */
public final class Checker {

    private final ProjectLayout checkout;
    private final Optional<ComposeConfig> compose;
    private final ReleasedMigrations released;
    private final LicenceQuestion licences;

    /** Checks one clone, of which nothing is known to be released. */
    public Checker(ProjectLayout checkout, Optional<ComposeConfig> compose) {
        this(checkout, compose, Map::of, List::of);
    }

    /** Checks one clone; where Docker Compose is at hand, it is asked too. */
    public Checker(
            ProjectLayout checkout,
            Optional<ComposeConfig> compose,
            ReleasedMigrations released,
            LicenceQuestion licences) {
        this.licences = licences;
        this.checkout = checkout;
        this.compose = compose;
        this.released = released;
    }

    /**
     * What was found, by file and line.
     *
     * @param violations disagreements
     * @param warnings   what agrees, and is worth a look
     */
    public record Judgement(List<Violation> violations, List<Violation> warnings) {}

    /** Every disagreement, by file and line. */
    public List<Violation> check() {
        return examine().violations();
    }

    /** Every disagreement, and what else is worth a look. */
    public Judgement examine() {
        Findings findings = new Findings(checkout.root());
        ProjectFilesReader files = new ProjectFilesReader(checkout, findings, released.released());
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
        translation(files, findings);
        released.changed().forEach((file, commit) -> findings.of("migration")
                .add(
                        new SourceLocation(file, 1),
                        Files.exists(file) ? "has other bytes than in " + commit : "is gone, and " + commit + " had it",
                        "what was released: databases have run it, and refuse another under its name",
                        "bring it back with `git checkout " + commit + " -- " + file + "`, and write a new migration"));
        licences.denied().forEach(jar -> new LicenceRules(findings.of("licence"))
                .check(jar, files.document(jar.pom()).map(text -> PomFile.parse(jar.pom(), text))));
        return new Judgement(findings.sorted(), findings.warnings());
    }

    /** A project without a translation of its runbook needs none. */
    private void translation(ProjectFilesReader files, Findings findings) {
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

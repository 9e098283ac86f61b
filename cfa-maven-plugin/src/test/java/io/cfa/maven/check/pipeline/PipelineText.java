package io.cfa.maven.check.pipeline;

import io.cfa.maven.check.TestNames;
import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.Violation;
import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** A pipeline file that a test writes, and what a rule finds in it: {@code LINE observed; expected …}. */
final class PipelineText {

    static final Path ROOT = Path.of("/clone");
    static final Path FILE = ROOT.resolve(".gitlab/gitlab-ci.dev.yml");

    final Findings findings = new Findings(ROOT);
    final YamlNode file;
    final Pipeline pipeline;

    PipelineText(String text) {
        file = Pipeline.parse(FILE, text);
        pipeline = new Pipeline(file);
    }

    /** A project of this repository's names with these services. */
    static ProjectLayout layout(String... services) {
        return new ProjectLayout(ROOT, ROOT.resolve("bundle"), new TreeSet<>(List.of(services)), TestNames.CFA2);
    }

    /** What GitLab would refuse, where all that the file includes is known. */
    static List<String> structure(String text) {
        return new PipelineText(text).structure(true).found();
    }

    /** The same where something is not known. */
    static List<String> incomplete(String text) {
        return new PipelineText(text).structure(false).found();
    }

    PipelineText structure(boolean complete) {
        new StructureRules(findings, pipeline, FILE, complete).check();
        return this;
    }

    List<String> found() {
        return shown(findings.sorted());
    }

    List<String> warned() {
        return shown(findings.warnings());
    }

    private static List<String> shown(List<Violation> found) {
        return found.stream()
                .map(each -> each.line() + " " + each.finding().observed() + "; expected "
                        + each.finding().expected())
                .toList();
    }
}

package io.cfa.maven.check.rules;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectFacts;
import io.cfa.maven.check.files.Variables;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.source.SourceLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must hold of the documents: no job, stage or port that is not there, every job told of, every link to something. */
public final class DocumentRules {

    private static final Pattern NAME = Pattern.compile("`([a-z][a-z0-9-]*)`");
    private static final Pattern JOB = Pattern.compile("`((?:build|deploy|verify|rollback)-[a-z0-9-]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^()\\s#:]{1,300})(?:#[^()\\s]*)?\\)");

    private final Findings findings;
    private final ProjectFacts known;
    private final Pattern port;

    /** The rules for documents, which must agree with what is known. */
    public DocumentRules(Findings findings, ProjectFacts known) {
        this.findings = findings;
        this.known = known;
        this.port = Pattern.compile(
                "(?<![0-9.])(" + known.variables().map(Variables::portNumber).orElse("(?!)") + ")(?![0-9])");
    }

    /** Checks one document, in which each of the headings must stand. */
    public void check(Path document, List<String> lines, List<String> headings) {
        List<String> header = List.of();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            SourceLocation place = new SourceLocation(document, i + 1);
            boolean row = line.startsWith("|");
            List<String> cells = row ? cells(line) : List.of();
            if (row && header.isEmpty()) {
                header = cells;
            } else if (row) {
                row(header, cells, place);
            } else {
                header = List.of();
            }
            names(line, place);
            ports(line, cells, place);
            links(line, place);
        }
        headings.stream()
                .filter(heading -> !lines.contains(heading))
                .forEach(heading -> findings.add(
                        new SourceLocation(document, 1), "no heading \"" + heading + "\"", "that section", "add it"));
        untold(document, String.join("\n", lines));
    }

    private static List<String> cells(String row) {
        return Arrays.stream(row.substring(1).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    /** A row that is about a stage, or about jobs: they are there, and belong together. */
    private void row(List<String> header, List<String> cells, SourceLocation place) {
        Optional<String> stage = cell(header, cells, "stage").filter(cell -> !cell.startsWith("---"));
        Optional<String> jobs = cell(header, cells, "job").or(() -> cell(header, cells, "jobs"));
        if (known.jobs().isEmpty()) {
            return;
        }
        Map<String, String> stages = known.jobs().get();
        stage.filter(name -> !stages.containsValue(name) && !stages.containsValue(""))
                .ifPresent(name -> findings.add(
                        place, "the stage " + name, "one of " + new TreeSet<>(stages.values()), "mend the name"));
        for (String job : jobs.map(DocumentRules::quoted).orElse(List.of())) {
            if (!stages.containsKey(job) && !JOB.matcher("`" + job + "`").matches()) {
                findings.add(place, "the job " + job, "a job of the pipeline", "mend the name");
            } else if (stage.filter(name -> !List.of(name, "").contains(stages.getOrDefault(job, "")))
                    .isPresent()) {
                findings.add(
                        place, job + " in the stage " + stage.get(), "the stage " + stages.get(job), "mend the row");
            }
        }
    }

    private static Optional<String> cell(List<String> header, List<String> cells, String column) {
        int at = header.indexOf(column);
        return at >= 0 && at < cells.size() ? Optional.of(cells.get(at)) : Optional.empty();
    }

    private static List<String> quoted(String cell) {
        return NAME.matcher(cell).results().map(match -> match.group(1)).toList();
    }

    private void names(String line, SourceLocation place) {
        Matcher job = JOB.matcher(line);
        while (job.find()) {
            if (!known.isJob(job.group(1))) {
                findings.add(place, "the job " + job.group(1), "a job of the pipeline", "mend the name");
            }
        }
    }

    /** A row that is about a service names its port, if any; and no line names a port that is not there. */
    private void ports(String line, List<String> cells, SourceLocation place) {
        List<String> found = new ArrayList<>();
        port.matcher(line).results().forEach(match -> found.add(match.group(1)));
        String subject = cells.isEmpty() ? "" : cells.get(0).replace("`", "").replaceFirst("[ ,].*", "");
        List<String> expected = known.ports().get(subject);
        if (expected != null && !found.isEmpty() && !Set.copyOf(expected).equals(Set.copyOf(found))) {
            findings.add(
                    place,
                    subject + " at port " + String.join(", ", found),
                    expected.isEmpty() ? "no port" : "port " + String.join(", ", expected) + " of " + Stack.ENV_FILE,
                    "mend the row");
            return;
        }
        found.stream()
                .filter(number -> !known.isPort(number))
                .forEach(number ->
                        findings.add(place, "port " + number, "a port of " + Stack.ENV_FILE, "mend the number"));
    }

    private void links(String line, SourceLocation place) {
        Matcher link = LINK.matcher(line);
        while (link.find()) {
            Path target = place.file().resolveSibling(link.group(1)).normalize();
            if (!Files.exists(target)) {
                findings.add(place, "a link to " + link.group(1), "a file that is there", "mend the link");
            }
        }
    }

    private void untold(Path document, String text) {
        known.toldJobs().stream()
                .filter(job -> !job.startsWith("build-") && !text.contains("`" + job + "`"))
                .forEach(job -> findings.add(
                        new SourceLocation(document, 1),
                        "nothing of the job " + job,
                        "a word on what it does",
                        "add it to the table of jobs"));
    }
}

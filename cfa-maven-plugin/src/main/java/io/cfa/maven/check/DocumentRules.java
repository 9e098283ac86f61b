package io.cfa.maven.check;

import io.cfa.maven.model.EnvFile;
import io.cfa.maven.model.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must hold of the documents: every service with its job and port in a row of a table, and no job or port that is not there. */
final class DocumentRules {

    private static final Pattern JOB = Pattern.compile("`(build-[a-z0-9-]+)`");
    private static final Pattern PORT = Pattern.compile("(?<![0-9.])(58[0-9]{3})(?![0-9])");

    private final Checkout checkout;
    private final Findings findings;
    private final Optional<EnvFile> env;

    DocumentRules(Checkout checkout, Findings findings, Optional<EnvFile> env) {
        this.checkout = checkout;
        this.findings = findings;
        this.env = env;
    }

    void check(Path document, String text) {
        List<String> lines = text.lines().toList();
        Set<String> missing = new TreeSet<>(checkout.services());
        for (int i = 0; i < lines.size(); i++) {
            Place place = new Place(document, i + 1);
            Optional<String> service = service(lines.get(i));
            service.filter(name -> lines.get(place.line() - 1).contains("build-" + name))
                    .ifPresent(missing::remove);
            jobs(lines.get(i), place);
            ports(lines.get(i), place, service);
        }
        missing.forEach(service -> findings.add(
                new Place(document, 1),
                "no row of " + service,
                "a row of a table with `build-" + service + "`"
                        + port(service).map(port -> " and " + port).orElse(""),
                "add it"));
    }

    /** The service that a row of a table is about: the first cell that names one. */
    private Optional<String> service(String line) {
        if (!line.startsWith("|")) {
            return Optional.empty();
        }
        for (String cell : line.split("\\|")) {
            String name = cell.strip().replace("`", "").replaceFirst("^(build-|services/)", "");
            if (checkout.services().contains(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private void jobs(String line, Place place) {
        Matcher job = JOB.matcher(line);
        while (job.find()) {
            if (!checkout.services().contains(job.group(1).substring("build-".length()))) {
                findings.add(place, "the job " + job.group(1), "a job of a module", "mend the name");
            }
        }
    }

    private void ports(String line, Place place, Optional<String> service) {
        Matcher matcher = PORT.matcher(line);
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        Optional<String> expected = service.flatMap(this::port);
        if (expected.isPresent() && !found.isEmpty() && !found.contains(expected.get())) {
            findings.add(
                    place,
                    service.get() + " at port " + found.get(0),
                    "port " + expected.get() + " of .env.cfa2",
                    "mend the row");
            return;
        }
        env.ifPresent(file -> found.stream()
                .filter(port -> file.entries().values().stream()
                        .noneMatch(entry -> entry.value().equals(port)))
                .forEach(port -> findings.add(place, "port " + port, "a port of .env.cfa2", "mend the number")));
    }

    private Optional<String> port(String service) {
        return env.flatMap(file -> file.get(service.toUpperCase(Locale.ROOT).replace('-', '_') + "_PORT"));
    }
}

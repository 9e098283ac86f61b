package io.cfa.maven.check;

import io.cfa.maven.model.MalformedFileException;
import io.cfa.maven.model.Place;
import io.cfa.maven.report.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects findings, so that all are reported and not the first alone. */
final class Findings {

    private record At(Path file, int line, Finding finding) {}

    private final Path root;
    private final List<At> all = new ArrayList<>();

    /** Findings cite files relative to a root. */
    Findings(Path root) {
        this.root = root;
    }

    void add(Place place, String observed, String expected, String next) {
        String file = place.file().startsWith(root)
                ? root.relativize(place.file()).toString()
                : place.file().toString();
        all.add(new At(place.file(), place.line(), new Finding(file + ":" + place.line(), observed, expected, next)));
    }

    /** Runs a check whose file may turn out to be malformed, which is a finding too. */
    <T> Optional<T> collect(Path file, Supplier<T> check) {
        try {
            return Optional.of(check.get());
        } catch (MalformedFileException e) {
            add(
                    e.place().orElse(new Place(file, 1)),
                    e.problem(),
                    "a file that can be read",
                    "mend it; other findings may come up then");
            return Optional.empty();
        }
    }

    /** By file and line, each once. */
    List<Finding> sorted() {
        return all.stream()
                .sorted(Comparator.comparing(At::file).thenComparing(At::line))
                .map(At::finding)
                .distinct()
                .toList();
    }
}

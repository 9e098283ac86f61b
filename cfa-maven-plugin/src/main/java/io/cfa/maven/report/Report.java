package io.cfa.maven.report;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that the probes found.
 *
 * @param results  one for each probe and subject, in the order of the subjects
 * @param lastLogs the last lines that each failed subject printed
 * @param running  what each subject runs, in the order of the subjects
 */
public record Report(List<ProbeResult> results, Map<String, List<String>> lastLogs, List<RunningService> running) {

    /** Copies, keeping the order. */
    public Report {
        results = List.copyOf(results);
        lastLogs = Collections.unmodifiableMap(new LinkedHashMap<>(lastLogs));
        running = List.copyOf(running);
    }

    /** Without what runs. */
    public Report(List<ProbeResult> results, Map<String, List<String>> lastLogs) {
        this(results, lastLogs, List.of());
    }

    /** Whether every probe passed; a report of nothing has not. */
    public boolean hasPassed() {
        return !results.isEmpty() && results.stream().allMatch(ProbeResult::hasPassed);
    }

    /** The results that passed, and that a person should know of. */
    public List<ProbeResult> warnings() {
        return results.stream()
                .filter(result -> result.outcome() == Outcome.WARNED)
                .toList();
    }

    /** The results that did not pass, failed ones before unknown ones. */
    public List<ProbeResult> failures() {
        return results.stream()
                .filter(result -> !result.hasPassed())
                .sorted(Comparator.comparing(ProbeResult::outcome))
                .toList();
    }
}

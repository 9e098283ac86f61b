package io.cfa.maven.verify.inspect;

import io.cfa.maven.host.Sleeper;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.report.Report;
import io.cfa.maven.verify.probe.TagLookup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at what would stop a rollout, before one is tried; every finding has its remedy. Changes nothing. */
public final class Doctor {

    private static final String FOUND = "found";
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(30);

    private final RemoteHost host;
    private final Sleeper sleeper;

    /** Examines a host that could be logged in to. */
    public Doctor(RemoteHost host, Sleeper sleeper) {
        this.host = host;
        this.sleeper = sleeper;
    }

    /**
     * Examines everything.
     *
     * @param readiness what the rollout itself would refuse the host for, each with its next step
     */
    public Report examine(Stack stack, String directory, TagLookup registry, List<String> readiness) {
        List<ProbeResult> results = new ArrayList<>();
        results.add(passed("ssh", host.name()));
        results.addAll(readiness(readiness));
        results.add(clock());
        results.addAll(new DiskCheck(host, directory).results());
        results.addAll(new PortCheck(host, stack).results());
        results.addAll(new RegistryCheck(host, stack, registry).results());
        return new Report(results, Map.of());
    }

    static ProbeResult passed(String subject, String observed) {
        return ProbeResult.passed(subject, FOUND, observed);
    }

    static ProbeResult failed(String subject, String observed, Finding finding) {
        return ProbeResult.failed(subject, FOUND, observed, finding);
    }

    static ProbeResult unknown(String subject, Finding finding) {
        return ProbeResult.unknown(subject, FOUND, "unknown", finding);
    }

    private List<ProbeResult> readiness(List<String> problems) {
        if (problems.isEmpty()) {
            return List.of(passed("host", "engine, compose, files and secrets are there"));
        }
        return problems.stream().map(this::problem).toList();
    }

    private ProbeResult problem(String text) {
        int next = text.lastIndexOf("Next: ");
        String observed = next < 0 ? text : text.substring(0, next).strip().replaceFirst("[.;]$", "");
        String remedy = next < 0 ? "mend that" : text.substring(next + "Next: ".length());
        return failed("host", "not ready", new Finding(host.name(), observed, "a host that is ready", remedy));
    }

    private ProbeResult clock() {
        Result result = host.run(Command.of("date", "+%s"));
        Optional<Instant> there = Optional.of(result.output().strip())
                .filter(text -> text.matches("\\d{1,12}"))
                .map(text -> Instant.ofEpochSecond(Long.parseLong(text)));
        if (there.isEmpty()) {
            return unknown(
                    "clock", new Finding(host.name(), "`date +%s` printed no number", "the time", "look at the host"));
        }
        Duration difference = Duration.between(sleeper.now(), there.get()).abs();
        String observed = difference.toSeconds() + " s from ours";
        return difference.compareTo(CLOCK_TOLERANCE) <= 0
                ? passed("clock", observed)
                : failed(
                        "clock",
                        observed,
                        new Finding(
                                host.name(),
                                "its clock is " + observed,
                                "at most " + CLOCK_TOLERANCE.toSeconds() + " s, or tokens and certificates are refused",
                                "`timedatectl set-ntp true` there, or set this machine's clock"));
    }
}

package io.cfa.maven.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.report.ConsoleStyle;
import io.cfa.maven.report.Examples;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.Outcome;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsoleReportTest {

    private static final Finding CRASHED = new Finding(
            "settlement",
            "restarting (exit 1, 4 restarts in 20 s)",
            "running and healthy",
            "see cfa:logs -Dcfa.services=settlement");
    private static final Finding UNASKED = new Finding("r/cfa/identity:dev", "401", "a digest", "log in");

    @Test
    void failingRowsComeFirstAndEachFailureHasItsNextStepAndLastLines() {
        Report report = new Report(
                List.of(
                        ProbeResult.passed("identity", "compose", "healthy"),
                        ProbeResult.passed("identity", "/health", "200"),
                        ProbeResult.failed(
                                "settlement", "compose", "restarting (exit 1, 4 restarts in 20 s)", CRASHED)),
                Map.of("cfa-settlement-1", List.of("boot", "FATAL: no database")));
        assertThat(new ConsoleReport(ConsoleStyle.of(false, 120)).lines(report))
                .containsExactly(
                        "      SERVICE     COMPOSE                                  /HEALTH",
                        "FAIL  settlement  restarting (exit 1, 4 restarts in 20 s)  -",
                        "ok    identity    healthy                                  200",
                        "",
                        "FAIL  settlement  restarting (exit 1, 4 restarts in 20 s); expected running and healthy."
                                + " Next: see cfa:logs -Dcfa.services=settlement",
                        "",
                        "Last lines of cfa-settlement-1:",
                        "  | boot",
                        "  | FATAL: no database");
    }

    @Test
    void aWarningIsExplainedAndFailsNothing() {
        Report report = new Report(
                List.of(
                        ProbeResult.passed("clock", "found", "0 s from ours"),
                        new ProbeResult("tls", "found", Outcome.WARNED, "off", Optional.of(CRASHED))),
                Map.of());
        assertThat(report.hasPassed()).isTrue();
        assertThat(report.failures()).isEmpty();
        assertThat(new ConsoleReport(ConsoleStyle.of(false, 120), "CHECK").lines(report))
                .containsExactly(
                        "      CHECK  FOUND",
                        "warn  tls    off",
                        "ok    clock  0 s from ours",
                        "",
                        "warn  tls  settlement  restarting (exit 1, 4 restarts in 20 s); expected running and healthy."
                                + " Next: see cfa:logs -Dcfa.services=settlement");
    }

    @Test
    void unknownIsNotPassedAndSaysWhoseItIs() {
        Report report = new Report(
                List.of(
                        ProbeResult.unknown("identity", "digest", "?", UNASKED),
                        ProbeResult.failed("settlement", "digest", "x", CRASHED)),
                Map.of());
        assertThat(report.hasPassed()).isFalse();
        assertThat(new ConsoleReport(ConsoleStyle.of(false, 120)).lines(report))
                .containsSubsequence(
                        "FAIL     settlement  x",
                        "UNKNOWN  identity    ?",
                        "UNKNOWN  identity  r/cfa/identity:dev  401; expected a digest. Next: log in");
    }

    @Test
    void inEightyColumnsARowFoldsUnderTheFoldedHead() {
        Report report = new Report(
                List.of(
                        ProbeResult.passed("identity", "compose", "healthy"),
                        ProbeResult.passed("identity", "digest", "sha256:111111111111"),
                        ProbeResult.passed("identity", "/swagger", "200"),
                        ProbeResult.passed("identity", "/openapi", "200"),
                        ProbeResult.passed("identity", "stability", "20 s"),
                        ProbeResult.failed(
                                "settlement", "compose", "restarting (exit 1, 4 restarts in 20 s)", CRASHED)),
                Map.of());
        assertThat(new ConsoleReport(ConsoleStyle.PLAIN).lines(report))
                .startsWith(
                        "      SERVICE     COMPOSE             DIGEST              /SWAGGER",
                        "                  /OPENAPI  STABILITY",
                        "FAIL  settlement  restarting (exit …  -                   -",
                        "                  -         -",
                        "ok    identity    healthy             sha256:1111111111…  200",
                        "                  200       20 s",
                        "");
    }

    @Test
    void noLineOfTheTableOrOfALogIsLongerThanTheTerminal() {
        for (int columns : new int[] {60, 80, 120, 200}) {
            List<String> lines = new ConsoleReport(ConsoleStyle.of(false, columns))
                    .lines(Examples.broken().report());
            assertThat(lines.subList(0, lines.indexOf("")))
                    .allSatisfy(line -> assertThat("[ERROR] " + line).hasSizeLessThanOrEqualTo(columns));
            assertThat(lines)
                    .filteredOn(line -> line.startsWith("  | "))
                    .allSatisfy(line -> assertThat("[ERROR] " + line).hasSizeLessThanOrEqualTo(columns));
        }
    }

    @Test
    void ofALongLogTheLinesThatMatterAreShown() {
        List<String> log = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            log.add("INFO nothing to see " + i);
        }
        log.add(3, "ERROR the database refused the password " + "x".repeat(100));
        log.add(4, "\tat io.cfa.Some.method(Some.java:3)");
        log.add(5, "Caused by: java.net.ConnectException: Connection refused");
        log.add(6, "\t... 12 more");
        Report report = new Report(
                List.of(ProbeResult.failed("settlement", "compose", "exited", CRASHED)),
                Map.of("cfa-settlement-1", log));
        assertThat(new ConsoleReport(ConsoleStyle.PLAIN).lines(report))
                .endsWith(
                        "Of the last 24 lines of cfa-settlement-1, which are in the report:",
                        "  | ERROR the database refused the password xxxxxxxxxxxxxxxxxxxxxxxxxxx…",
                        "  | Caused by: java.net.ConnectException: Connection refused",
                        "  | INFO nothing to see 18",
                        "  | INFO nothing to see 19",
                        "  | INFO nothing to see 20");
    }

    @Test
    void onATerminalTheLabelsAreColoured() {
        List<String> lines = new ConsoleReport(ConsoleStyle.of(true, 200))
                .lines(Examples.broken().report());
        assertThat(lines.get(1)).startsWith("\u001B[1;31mFAIL\u001B[0m     settlement");
        assertThat(lines.get(2)).startsWith("\u001B[33mUNKNOWN\u001B[0m  identity");
        assertThat(lines.get(3)).startsWith("\u001B[32mok\u001B[0m       api-gateway");
        assertThat(new ConsoleReport(ConsoleStyle.of(false, 120))
                        .lines(Examples.good().report()))
                .noneMatch(line -> line.contains("\u001B"));
    }

    @Test
    void aReportOfNothingHasNotPassed() {
        assertThat(new Report(List.of(), Map.of()).hasPassed()).isFalse();
    }
}

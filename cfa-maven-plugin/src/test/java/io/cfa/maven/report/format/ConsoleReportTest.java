package io.cfa.maven.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.report.Examples;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.report.Report;
import java.util.List;
import java.util.Map;
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
        assertThat(new ConsoleReport(false).lines(report))
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
    void unknownIsNotPassedAndSaysWhoseItIs() {
        Report report = new Report(
                List.of(
                        ProbeResult.unknown("identity", "digest", "?", UNASKED),
                        ProbeResult.failed("settlement", "digest", "x", CRASHED)),
                Map.of());
        assertThat(report.hasPassed()).isFalse();
        assertThat(new ConsoleReport(false).lines(report))
                .containsSubsequence(
                        "FAIL     settlement  x",
                        "UNKNOWN  identity    ?",
                        "UNKNOWN  identity  r/cfa/identity:dev  401; expected a digest. Next: log in");
    }

    @Test
    void theTableFits120ColumnsBehindTheWordsOfMavensLog() {
        List<String> lines = new ConsoleReport(false).lines(Examples.broken().report());
        assertThat(lines.subList(0, lines.indexOf("")))
                .allSatisfy(line -> assertThat("[ERROR] " + line).hasSizeLessThanOrEqualTo(120));
        assertThat(lines.get(1)).startsWith("FAIL     settlement    restarting (ex…  20 s");
    }

    @Test
    void onATerminalTheLabelsAreColoured() {
        List<String> lines = new ConsoleReport(true).lines(Examples.broken().report());
        assertThat(lines.get(1)).startsWith("\u001B[1;31mFAIL\u001B[0m     settlement");
        assertThat(lines.get(2)).startsWith("\u001B[33mUNKNOWN\u001B[0m  identity");
        assertThat(lines.get(3)).startsWith("\u001B[32mok\u001B[0m       api-gateway");
        assertThat(new ConsoleReport(false).lines(Examples.good().report())).noneMatch(line -> line.contains("\u001B"));
    }

    @Test
    void aReportOfNothingHasNotPassed() {
        assertThat(new Report(List.of(), Map.of()).hasPassed()).isFalse();
    }
}

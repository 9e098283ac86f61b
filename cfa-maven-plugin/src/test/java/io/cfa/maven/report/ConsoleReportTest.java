package io.cfa.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleReportTest {

    private static final Finding CRASHED = new Finding(
            "cfa-settlement-1", "restarting (exit 1, 4 restarts)", "running and healthy", "read its last lines below");

    @Test
    void failingRowsComeFirstAndEachFailureHasItsNextStepAndLastLines() {
        Report report = new Report(
                List.of(
                        ProbeResult.passed("identity", "state", "healthy"),
                        ProbeResult.passed("identity", "/health", "200"),
                        ProbeResult.failed("settlement", "state", "restarting (exit 1, 4 restarts)", CRASHED)),
                Map.of("cfa-settlement-1", List.of("boot", "FATAL: no database")));
        assertThat(ConsoleReport.lines(report))
                .containsExactly(
                        "      SERVICE     STATE                            /HEALTH",
                        "FAIL  settlement  restarting (exit 1, 4 restarts)  -",
                        "ok    identity    healthy                          200",
                        "",
                        "Failed: settlement, state: cfa-settlement-1  restarting (exit 1, 4 restarts); expected running and healthy."
                                + " Next: read its last lines below",
                        "",
                        "Last lines of cfa-settlement-1:",
                        "  | boot",
                        "  | FATAL: no database");
    }

    @Test
    void unknownIsNotPassed() {
        Report report = new Report(List.of(ProbeResult.unknown("identity", "image", "?", CRASHED)), Map.of());
        assertThat(report.hasPassed()).isFalse();
        assertThat(ConsoleReport.lines(report)).contains("FAIL  identity  ?");
    }

    @Test
    void aReportOfNothingHasNotPassed() {
        assertThat(new Report(List.of(), Map.of()).hasPassed()).isFalse();
    }
}

package io.cfa.maven.host.check;

import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.report.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether the host's clock is near this machine's: else tokens and certificates are refused, and logs mislead. */
final class ClockCheck implements HostCheck {

    private static final String SUBJECT = "clock";
    private static final Duration TOLERANCE = Duration.ofSeconds(60);

    private final Instant now;

    ClockCheck(Instant now) {
        this.now = now;
    }

    @Override
    public List<CheckResult> examine(ObservedState observed) {
        Optional<Duration> skew =
                observed.clock().map(Instant::ofEpochSecond).map(there -> Duration.between(now, there));
        if (skew.isEmpty()) {
            return List.of(CheckResult.unknown(
                    SUBJECT,
                    new Finding(
                            observed.host(),
                            "`date +%s` printed no number",
                            "the seconds since 1970",
                            "run it there by hand")));
        }
        String words = skew.get().abs().toSeconds() + " s " + (skew.get().isNegative() ? "behind" : "ahead of")
                + " this machine's";
        if (skew.get().abs().compareTo(TOLERANCE) <= 0) {
            return List.of(CheckResult.passed(SUBJECT, skew.get().abs().toSeconds() + " s from ours"));
        }
        return List.of(CheckResult.warning(
                SUBJECT,
                skew.get().abs().toSeconds() + " s from ours",
                new Finding(
                        observed.host(),
                        "its clock is " + words,
                        "at most " + TOLERANCE.toSeconds() + " s, or tokens and certificates are refused",
                        "`timedatectl set-ntp true` there, or set this machine's clock")));
    }
}

package io.cfa.maven.host.check;

import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.report.Finding;
import java.util.List;

/** Whether the programs are there that the lock and the commands of a rollout need. */
final class ProgramsCheck implements HostCheck {

    private static final String SUBJECT = "programs";

    @Override
    public List<CheckResult> examine(ObservedState observed) {
        List<String> missing = observed.missingPrograms();
        return List.of(
                missing.isEmpty()
                        ? CheckResult.passed(SUBJECT, "bash, flock, timeout")
                        : CheckResult.refused(
                                SUBJECT,
                                "missing",
                                new Finding(
                                        observed.host(),
                                        "no " + String.join(", no ", missing),
                                        "bash, flock and timeout",
                                        "install bash, util-linux and coreutils there")));
    }
}

package io.cfa.maven.host.check;

import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.report.Finding;
import java.util.List;

/** Whether somebody holds the host's lock now; a rollout waits for it instead. */
public final class LockCheck implements HostCheck {

    private static final String SUBJECT = "lock";

    @Override
    public List<CheckResult> examine(ObservedState observed) {
        return List.of(observed.lockOwner()
                .map(owner -> CheckResult.refused(
                        SUBJECT,
                        "held",
                        new Finding(
                                observed.host(),
                                "locked by " + owner.describe() + ": a rollout would wait for it",
                                "nobody at work",
                                "wait for it or cancel it; a lock ends with its holder")))
                .orElseGet(() -> CheckResult.passed(SUBJECT, "free")));
    }
}

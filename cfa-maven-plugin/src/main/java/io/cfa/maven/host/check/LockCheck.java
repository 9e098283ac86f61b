package io.cfa.maven.host.check;

import io.cfa.maven.host.lock.DeployLock;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.report.Finding;
import java.util.List;

/** Whether the host's lock can be taken, and nobody holds it now; a rollout waits for it instead. */
public final class LockCheck implements HostCheck {

    private static final String SUBJECT = "lock";

    private final String directory;

    /** Looks at the lock of a directory. */
    public LockCheck(String directory) {
        this.directory = directory;
    }

    @Override
    public List<CheckResult> examine(ObservedState observed) {
        if (observed.cannotBeLocked()) {
            return List.of(CheckResult.refused(
                    SUBJECT,
                    "denied",
                    new Finding(
                            observed.host() + ":" + directory + "/.cfa",
                            "cannot be written",
                            "a directory where this user locks the host and writes the release log",
                            DeployLock.remedy(directory))));
        }
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

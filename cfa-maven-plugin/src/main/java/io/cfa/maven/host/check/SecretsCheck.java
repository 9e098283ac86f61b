package io.cfa.maven.host.check;

import io.cfa.maven.host.state.HostQuestions;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.report.Finding;
import java.util.List;

/** Whether every secret that compose mounts is there, and not empty. */
final class SecretsCheck implements HostCheck {

    private static final String SUBJECT = "secrets";

    private final ExpectedHost expected;

    SecretsCheck(ExpectedHost expected) {
        this.expected = expected;
    }

    @Override
    public List<CheckResult> examine(ObservedState observed) {
        List<String> wanted =
                HostQuestions.secrets(expected.compose(), expected.project().directory());
        List<CheckResult> missing = wanted.stream()
                .filter(file -> !observed.secrets().contains(file))
                .map(file -> CheckResult.refused(
                        SUBJECT,
                        "missing",
                        new Finding(
                                observed.host() + ":" + file,
                                "missing or empty",
                                "a secret that compose can mount",
                                "run cfa:sync, which makes the secrets that are missing")))
                .toList();
        return missing.isEmpty() ? List.of(CheckResult.passed(SUBJECT, wanted.size() + " files")) : missing;
    }
}

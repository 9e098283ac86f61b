package io.cfa.maven.host.check;

import io.cfa.maven.host.state.HostQuestions.Aspect;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.report.Finding;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the user on the host is logged in to registries with. A rollout's own login needs none of it and leaves none there; what the host pulls with
 * its own login, such as the infrastructure, does.
 */
public final class RegistryLoginCheck implements HostCheck {

    private static final String SUBJECT = "registry login";

    /** Its name, its exit status, and what it printed last. */
    private static final Pattern STORE = Pattern.compile("store (\\S+) (\\d+) ?(.*)");

    private static final int MISSING = 127;
    private static final int HANGS = 124;

    @Override
    public List<CheckResult> examine(ObservedState observed) {
        return observed.answer(Aspect.REGISTRY_LOGIN)
                .output()
                .lines()
                .map(STORE::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .map(store -> List.of(store(observed, store)))
                .orElse(List.of(CheckResult.passed(SUBJECT, "no credential store")));
    }

    private static CheckResult store(ObservedState observed, Matcher store) {
        String program = "docker-credential-" + store.group(1);
        int status = Integer.parseInt(store.group(2));
        if (status == 0) {
            return CheckResult.passed(SUBJECT, "store " + store.group(1));
        }
        String cause =
                switch (status) {
                    case MISSING -> "is not installed";
                    case HANGS -> "did not answer within 5 s";
                    default -> "failed: " + (store.group(3).isEmpty() ? "exit status " + status : store.group(3));
                };
        return CheckResult.warning(
                SUBJECT,
                "store " + store.group(1) + " fails",
                new Finding(
                        observed.host(),
                        program + ", the credential store of the host's docker, " + cause,
                        "an answer, where the host pulls with its own login; a rollout's login does without",
                        "remove credsStore from ~/.docker/config.json there, or mend what it needs"));
    }
}

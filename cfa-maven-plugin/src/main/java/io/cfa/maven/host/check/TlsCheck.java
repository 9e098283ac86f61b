package io.cfa.maven.host.check;

import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Ingress;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.report.Finding;
import java.util.List;

/** Whether what the world sends to the edge travels in clear; a warning, as a host may stand behind something else that ends TLS. */
public final class TlsCheck implements HostCheck {

    private static final String SUBJECT = "tls";

    private final ExpectedHost expected;

    public TlsCheck(ExpectedHost expected) {
        this.expected = expected;
    }

    @Override
    public List<CheckResult> examine(ObservedState observed) {
        List<Ingress> ingress =
                FilesCheck.stack(expected, observed).value().orElse(expected.stack()).services().stream()
                        .map(Service::ingress)
                        .filter(each -> !each.ports().isEmpty())
                        .toList();
        if (ingress.isEmpty()) {
            return List.of();
        }
        return ingress.stream().allMatch(Ingress::tls)
                ? List.of(CheckResult.passed(SUBJECT, "at the edge"))
                : List.of(CheckResult.warning(
                        SUBJECT,
                        "off",
                        new Finding(
                                Stack.ENV_FILE,
                                Ingress.TLS
                                        + " is off: passwords and tokens travel in clear, unless something before this host ends TLS",
                                Ingress.TLS + "=file, with a certificate",
                                "see \"TLS\" in the runbook")));
    }
}

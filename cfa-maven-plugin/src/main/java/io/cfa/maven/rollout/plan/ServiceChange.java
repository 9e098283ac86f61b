package io.cfa.maven.rollout.plan;

import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import java.util.List;

/** Says in a line what becomes of a service. */
final class ServiceChange {

    private static final int REVISION = 8;

    private ServiceChange() {}

    /** Such as {@code identity  sha256:ab… (rev 1a2b3c4d) → sha256:cd… (rev 5d6e7f80)}; {@code after} is null where nothing is known of it. */
    static String line(Stack stack, Service service, ContainerSnapshot state, Digest after, String revision) {
        int width = stack.builtHere().stream()
                .mapToInt(each -> each.name().length())
                .max()
                .orElse(0);
        List<Digest> before = state.digests(service.name());
        String change = after == null || before.contains(after)
                ? state.isUp(service.name()) || after == null ? "unchanged" : "started again"
                : (before.isEmpty()
                                ? "nothing"
                                : before.get(0).shortForm()
                                        + rev(state.revision(service.name()).orElse("")))
                        + " → " + after.shortForm() + rev(revision);
        return service.name() + " ".repeat(width - service.name().length() + 2) + change;
    }

    private static String rev(String revision) {
        return revision.isEmpty() ? "" : " (rev " + revision.substring(0, Math.min(REVISION, revision.length())) + ")";
    }
}

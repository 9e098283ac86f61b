package io.cfa.maven.rollout.plan;

import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Says in a line what becomes of a service. */
final class ServiceChange {

    private static final int REVISION = 8;

    private final int width;
    private final ContainerSnapshot state;
    private final String revision;

    /**
     * Says it of some services.
     *
     * @param services all that a line will be of, for its first column
     * @param revision the commit that comes
     */
    ServiceChange(Collection<Service> services, ContainerSnapshot state, String revision) {
        this.width =
                services.stream().mapToInt(each -> each.name().length()).max().orElse(0);
        this.state = state;
        this.revision = revision;
    }

    /**
     * Such as {@code identity  sha256:ab… (rev 1a2b3c4d) → sha256:cd… (rev 5d6e7f80)}.
     *
     * @param after    what it will run, where that is known
     * @param replaced whether its container is made, replaced or started
     */
    String line(Service service, Optional<Digest> after, boolean replaced) {
        List<Digest> before = state.digests(service.name());
        String change;
        if (after.isPresent() && !before.contains(after.get())) {
            change = (before.isEmpty()
                            ? "nothing"
                            : before.get(0).shortForm()
                                    + rev(state.revision(service.name()).orElse("")))
                    + " → " + after.get().shortForm() + (service.builtHere() ? rev(revision) : "");
        } else if (!replaced) {
            change = "unchanged";
        } else if (state.of(service.name()).isEmpty()) {
            change = "nothing → " + service.image();
        } else {
            change = madeAnew(service.name());
        }
        if (replaced && service.isEdge()) {
            change += ", one to four seconds of refused connections";
        }
        return service.name() + " ".repeat(Math.max(0, width - service.name().length()) + 2) + change;
    }

    private String madeAnew(String service) {
        if (!state.isUp(service)) {
            return "started again";
        }
        if (state.isCutOff(service)) {
            return "made anew: it is cut off from its network";
        }
        if (state.isCrowded(service)) {
            return "one of its containers is kept: it is there more than once";
        }
        return state.isBroken(service)
                ? "made anew: an `up` that was broken off left it half made"
                : "made anew: its configuration changed";
    }

    private static String rev(String revision) {
        return revision.isEmpty() ? "" : " (rev " + revision.substring(0, Math.min(REVISION, revision.length())) + ")";
    }
}

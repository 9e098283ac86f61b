package io.cfa.maven.rollout.preflight;

import io.cfa.maven.host.check.CheckResult;
import io.cfa.maven.host.check.HostCheck;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Digest;
import io.cfa.maven.report.Finding;
import io.cfa.maven.rollout.plan.RolloutRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the host would pull what was built: someone else's image under the tag stops a rollout before its pull. */
public final class RegistryTagsCheck implements HostCheck {

    private static final String SUBJECT = "registry";

    private final RolloutRequest request;

    /** For a request whose options say what the registry holds; without that nothing is judged. */
    public RegistryTagsCheck(RolloutRequest request) {
        this.request = request;
    }

    @Override
    public List<CheckResult> examine(ObservedState observed) {
        Optional<Map<String, Digest>> held = request.around().registry();
        List<CheckResult> results = new ArrayList<>();
        held.ifPresent(tags -> request.expected().forEach((service, built) -> {
            Optional<Digest> holds = Optional.ofNullable(tags.get(service));
            if (holds.isEmpty()) {
                results.add(CheckResult.refused(
                        SUBJECT,
                        "no such tag",
                        new Finding(
                                "the registry",
                                "no image of " + service + " under the tag that the host pulls",
                                built.toString(),
                                "run the job build-" + service + " again")));
            } else if (!holds.get().equals(built)) {
                results.add(CheckResult.refused(
                        SUBJECT,
                        "tag moved",
                        new Finding(
                                "the registry",
                                holds.get() + " of " + service
                                        + " under the tag that the host pulls: someone else moved the tag, or it was never moved",
                                built + ", as " + service + ":" + request.revision() + " was built",
                                "run the whole pipeline of the commit that shall run")));
            }
        }));
        return results;
    }
}

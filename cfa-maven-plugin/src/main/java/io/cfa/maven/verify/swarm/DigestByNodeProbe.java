package io.cfa.maven.verify.swarm;

import io.cfa.maven.docker.swarm.SwarmNode;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.docker.swarm.SwarmTask;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.verify.VerifyRequest;
import io.cfa.maven.verify.probe.ExpectedImage;
import io.cfa.maven.verify.probe.TagLookup;
import java.util.List;
import java.util.Optional;

/** Whether each task of a service runs the manifest that was built, or that the registry holds under the expected tag; node by node. */
final class DigestByNodeProbe {

    static final String NAME = "digest";

    private final VerifyRequest request;
    private final SwarmState now;

    DigestByNodeProbe(VerifyRequest request, SwarmState now) {
        this.request = request;
        this.now = now;
    }

    /** The manifest that a task was made of; a swarm's image without a digest may be any. */
    static Optional<Digest> digest(SwarmTask task) {
        String[] parts = task.image().split("@", 2);
        return parts.length == 2 ? Optional.of(Digest.of(parts[1])) : Optional.empty();
    }

    /** Nothing where nobody knows what is expected. */
    Optional<ProbeResult> result(Service service) {
        return Optional.ofNullable(request.images().get(service.name())).map(image -> result(service, image));
    }

    private ProbeResult result(Service service, ExpectedImage image) {
        Optional<TagLookup.Answer> asked = image.built().isPresent()
                ? Optional.empty()
                : request.registry().map(registry -> registry.ask(image.reference()));
        Optional<Digest> wanted = image.built().or(() -> asked.flatMap(TagLookup.Answer::digest));
        if (wanted.isEmpty()) {
            return ProbeResult.unknown(
                    service.name(),
                    NAME,
                    "?",
                    new Finding(
                            image.reference().toString(),
                            asked.map(TagLookup.Answer::why)
                                    .filter(why -> !why.isEmpty())
                                    .orElse("no such tag"),
                            "the digest that should run",
                            "push it, or verify when the registry answers"));
        }
        List<SwarmTask> tasks = now.service(service.name()).map(now::wanted).orElse(List.of());
        List<String> others = tasks.stream()
                .filter(task -> !digest(task).equals(wanted))
                .map(task -> task.image() + " on "
                        + now.node(task).map(SwarmNode::name).orElse("no node"))
                .toList();
        String shown = wanted.get().shortForm().replaceFirst("sha256:", "");
        return others.isEmpty() && !tasks.isEmpty()
                ? ProbeResult.passed(service.name(), NAME, shown)
                : ProbeResult.failed(
                        service.name(),
                        NAME,
                        "other",
                        new Finding(
                                service.name(),
                                others.isEmpty() ? "no task" : String.join(", ", others),
                                wanted.get().toString(),
                                "roll it out (cfa:rollout)"));
    }
}

package io.cfa.maven.rollout.plan;

import io.cfa.maven.docker.DockerCommands;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.remote.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares what was pulled with what was built: someone else's image under the tag stops here. */
final class PulledImageCheck {

    private final RolloutRequest request;

    PulledImageCheck(RolloutRequest request) {
        this.request = request;
    }

    Step compare(String stateOnFailure) {
        return Step.checked(
                "compare what was pulled with what was built",
                DockerCommands.manifestDigests(builtHere().stream()
                                .map(service -> service.image().toString())
                                .toList())
                        .command(),
                this::others,
                stateOnFailure);
    }

    private List<Service> builtHere() {
        return request.stack().builtHere();
    }

    private Optional<String> others(Result result) {
        List<List<Digest>> pulled =
                DockerCommands.manifestDigests(List.of()).parser().apply(result.output());
        List<String> others = new ArrayList<>();
        for (Service service : builtHere()) {
            List<Digest> digests = pulled.get(builtHere().indexOf(service));
            Digest expected = request.expected().get(service.name());
            if (expected != null && !digests.contains(expected)) {
                others.add(service.image() + " is " + (digests.isEmpty() ? "of no registry" : digests.get(0)) + ", but "
                        + service.name() + ":" + request.revision() + " was built as " + expected);
            }
        }
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        String.join("\n  ", others)
                                + "\n  Someone else moved the tag, or it was never moved. Next: run the whole pipeline of the commit that shall run");
    }
}

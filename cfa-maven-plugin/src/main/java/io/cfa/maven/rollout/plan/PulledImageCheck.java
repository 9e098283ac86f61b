package io.cfa.maven.rollout.plan;

import io.cfa.maven.docker.DockerCommands;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.remote.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares what was pulled with what was built, or what its registry was seen to hold: someone else's image under the tag stops here. */
final class PulledImageCheck {

    private final RolloutRequest request;
    private final List<Service> pulled;

    PulledImageCheck(RolloutRequest request, List<Service> pulled) {
        this.request = request;
        this.pulled =
                pulled.stream().filter(service -> expected(service) != null).toList();
    }

    /** The step that compares; none where nothing was pulled of which it is known what it should be. */
    Optional<Step> compare(String stateOnFailure) {
        if (pulled.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Step.checked(
                "compare what was pulled with what was built",
                DockerCommands.manifestDigests(pulled.stream()
                                .map(service -> service.image().toString())
                                .toList())
                        .command(),
                this::others,
                stateOnFailure));
    }

    private Digest expected(Service service) {
        Map<String, Digest> digests =
                service.builtHere() ? request.expected() : request.around().infrastructure();
        return digests.get(service.name());
    }

    private Optional<String> others(Result result) {
        List<List<Digest>> digests =
                DockerCommands.manifestDigests(List.of()).parser().apply(result.output());
        List<String> others = new ArrayList<>();
        for (Service service : pulled) {
            List<Digest> here = digests.get(pulled.indexOf(service));
            if (!here.contains(expected(service))) {
                others.add(service.image() + " is " + (here.isEmpty() ? "of no registry" : here.get(0)) + ", but "
                        + (service.builtHere()
                                ? service.name() + ":" + request.revision() + " was built as "
                                : "its registry held ")
                        + expected(service));
            }
        }
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        String.join("\n  ", others)
                                + "\n  Someone else moved the tag, or it was never moved. Next: run the whole pipeline of the commit that shall run");
    }
}

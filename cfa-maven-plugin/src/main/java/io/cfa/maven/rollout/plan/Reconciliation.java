package io.cfa.maven.rollout.plan;

import io.cfa.maven.docker.Container;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Compares what shall run with what does, service by service: which images are missing, and which containers have to be replaced or started.
 *
 * <p>Infrastructure is not ours to replace: another image behind its tag is left where it is, unless the request asks for it, compose names
 * another tag, or its container does not run.
 */
final class Reconciliation {

    private final RolloutRequest request;
    private final ObservedState observed;
    private final ContainerSnapshot containers;
    private final Optional<Map<String, String>> hashes;

    Reconciliation(RolloutRequest request, ObservedState observed, ContainerSnapshot containers) {
        this.request = request;
        this.observed = observed;
        this.containers = containers;
        this.hashes = observed.hashes().value();
    }

    /** The digest that a service shall run, where the request says one. */
    Optional<Digest> wanted(Service service) {
        return Optional.ofNullable(
                (service.builtHere() ? request.expected() : request.around().infrastructure()).get(service.name()));
    }

    /** Those whose image has to be pulled. */
    List<Service> pulled() {
        return services(this::isPulled);
    }

    /** Those of ours whose image does not lie on the host under any name. */
    List<String> missing() {
        return pulled().stream()
                .filter(service -> service.builtHere() && wanted(service).isPresent())
                .filter(service -> observed.images().stream()
                        .noneMatch(
                                image -> image.isOneOf(List.of(wanted(service).orElseThrow()))))
                .map(Service::name)
                .toList();
    }

    /** Those whose container has to be made, replaced or started. */
    List<Service> replaced() {
        return services(this::isReplaced);
    }

    /** Those of the infrastructure among them. */
    List<Service> replacedInfrastructure() {
        return services(service -> !service.builtHere() && isReplaced(service));
    }

    /** The image that the container of each has, by its digest; without those that have none. */
    Map<String, ImageReference> ran(List<Service> services) {
        Map<String, ImageReference> ran = new LinkedHashMap<>();
        for (Service service : services) {
            containers.of(service.name()).stream()
                    .findFirst()
                    .ifPresent(container -> containers.digests(container).stream()
                            .findFirst()
                            .ifPresent(digest -> ran.put(
                                    service.name(),
                                    ImageReference.of(container.image().reference())
                                            .pinnedTo(digest))));
        }
        return ran;
    }

    /**
     * Those of the infrastructure that nothing is asked for, and that stay as they are, though somebody moved their tag away from the image of
     * their container: compose would replace them along with whatever depends on them.
     */
    private List<Service> strayed() {
        return services(service -> !service.builtHere()
                && service.image().digest().isEmpty()
                && wanted(service).isEmpty()
                && !hasOtherConfiguration(service)
                && !containers.digests(service.name()).isEmpty()
                && observed.digests(service.image()).stream().noneMatch(containers.digests(service.name())::contains));
    }

    /** The image that the container of each of those has, and the tag that strayed from it. */
    Map<String, String> strayedTags() {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Service service : strayed()) {
            containers.of(service.name()).stream()
                    .findFirst()
                    .ifPresent(container -> tags.put(
                            container.imageId().toString(), service.image().toString()));
        }
        return tags;
    }

    /** Whether its container was made from another configuration than the host's files have now; where that is not known, from another bundle. */
    boolean hasOtherConfiguration(Service service) {
        if (hashes.isEmpty()) {
            return observed.hasOtherBundle();
        }
        return containers.of(service.name()).stream()
                .map(Container::configHash)
                .anyMatch(hash -> !hash.equals(hashes.get().get(service.name())));
    }

    /** Whether a container is what its service shall run, as far as is known. */
    boolean isWanted(Service service, Container container) {
        boolean configured = hashes.map(known -> container.configHash().equals(known.get(service.name())))
                .orElseGet(() -> !observed.hasOtherBundle());
        return configured
                && wanted(service)
                        .filter(digest -> !containers.digests(container).contains(digest))
                        .isEmpty();
    }

    private boolean isPulled(Service service) {
        if (service.builtHere() && wanted(service).isPresent()) {
            return wanted(service)
                    .filter(digest -> observed.digests(service.image()).contains(digest))
                    .isEmpty();
        }
        boolean isThere = observed.hasImage(service.image()) || strayed().contains(service);
        return isUpdated(service) || isReplaced(service) && !isThere;
    }

    private boolean isReplaced(Service service) {
        return !containers.isUp(service.name())
                || containers.isBroken(service.name())
                || containers.isCrowded(service.name())
                || wanted(service)
                        .filter(digest -> !containers.digests(service.name()).contains(digest))
                        .isPresent()
                || hasOtherConfiguration(service);
    }

    private boolean isUpdated(Service service) {
        return wanted(service)
                .filter(digest -> !observed.digests(service.image()).contains(digest))
                .isPresent();
    }

    private List<Service> services(Predicate<Service> which) {
        return request.stack().services().stream().filter(which).toList();
    }
}

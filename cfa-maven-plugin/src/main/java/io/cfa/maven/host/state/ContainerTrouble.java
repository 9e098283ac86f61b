package io.cfa.maven.host.state;

import io.cfa.maven.docker.Container;
import io.cfa.maven.model.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A container that is not as the one container of a service should be, and what mends it.
 *
 * @param container   which
 * @param found       what is wrong, after its name
 * @param next        what mends it
 * @param needsAHand  whether compose cannot replace it as it is, so that a rollout is refused; else a rollout and a rollback make it anew
 */
public record ContainerTrouble(Container container, String found, String next, boolean needsAHand) {

    private static final String MADE_ANEW = "cfa:rollout and cfa:rollback make it anew";

    /**
     * All of a moment, in the order of the containers.
     *
     * @param services of the file; the container of another one is nobody's to replace
     */
    public static List<ContainerTrouble> in(ContainerSnapshot now, Collection<Service> services) {
        Set<String> known = services.stream().map(Service::name).collect(Collectors.toSet());
        List<ContainerTrouble> troubles = new ArrayList<>();
        for (Container container : now.containers()) {
            if (!container.oneOff() && !known.contains(container.service())) {
                troubles.add(unknown(container));
            } else if (!container.oneOff()) {
                of(container, now).or(() -> ended(container)).ifPresent(troubles::add);
            }
        }
        return troubles;
    }

    /** What is wrong with one container of a moment, beside its having ended, which its log says more of. */
    public static Optional<ContainerTrouble> of(Container container, ContainerSnapshot now) {
        String name = container.name();
        return switch (container.state()) {
            case "removing", "dead" ->
                Optional.of(byHand(
                        container, "`docker rm -f " + name + "` there; where that does not help, restart the engine"));
            case "paused" -> Optional.of(byHand(container, "`docker unpause " + name + "` there"));
            default -> mended(container, now);
        };
    }

    /** Those of a service that are there beside the one that is kept. */
    public static List<Container> surplus(ContainerSnapshot now, String service) {
        Optional<Container> kept = now.kept(service, container -> true);
        return now.of(service).stream()
                .filter(container -> !container.equals(kept.orElseThrow()))
                .sorted(Comparator.comparing(Container::name))
                .toList();
    }

    private static ContainerTrouble unknown(Container container) {
        return new ContainerTrouble(
                container,
                container.describe() + ", of a service that the file does not have",
                "`docker rm -f " + container.name() + "` there, if nobody needs it",
                false);
    }

    private static ContainerTrouble byHand(Container container, String next) {
        return new ContainerTrouble(container, container.state(), next, true);
    }

    private static Optional<ContainerTrouble> mended(Container container, ContainerSnapshot now) {
        String name = container.name();
        if (surplus(now, container.service()).contains(container)) {
            return trouble(
                    container,
                    container.describe() + ", one too many of " + container.service(),
                    "cfa:rollout and cfa:rollback leave one of them, or `docker rm -f " + name + "` there");
        }
        if (!now.hasImage(container)) {
            return trouble(container, container.describe() + ", and its image is gone", MADE_ANEW);
        }
        if (container.isCutOff()) {
            return trouble(container, container.describe(), MADE_ANEW + ", on its network");
        }
        if (container.isHalfMade()) {
            return trouble(container, container.describe() + ", of the name that a broken off `up` leaves", MADE_ANEW);
        }
        if (container.state().equals("created")) {
            return trouble(
                    container,
                    "created, and never started",
                    MADE_ANEW + "; `docker start " + name + "` there says why it was never started");
        }
        return Optional.empty();
    }

    private static Optional<ContainerTrouble> ended(Container container) {
        return container.isRunning()
                ? Optional.empty()
                : trouble(
                        container,
                        container.describe(),
                        MADE_ANEW + "; cfa:logs -Dcfa.services=" + container.service() + " says why it ended");
    }

    private static Optional<ContainerTrouble> trouble(Container container, String found, String next) {
        return Optional.of(new ContainerTrouble(container, found, next, false));
    }
}

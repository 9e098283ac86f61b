package io.cfa.maven.rollout.plan;

import io.cfa.maven.docker.Container;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.host.state.LocalImage;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the plan of a rollout out of what is asked for and what was found; asks and changes nothing itself. */
public final class RolloutPlanner {

    private static final String NOTHING_REPLACED = "No container was changed.";

    private final List<String> schemas;
    private final List<Step> rehearsal;
    private final List<Step> undo;
    private final RolloutRequest request;
    private final ObservedState found;
    private final ContainerSnapshot containers;
    private final ReleaseLog log;
    private final List<LocalImage> images;
    private final Reconciliation reconciliation;
    private final ComposeUpSteps ups;

    public RolloutPlanner(RolloutRequest request, ObservedState found) {
        this(request, found, DataSteps.NONE);
    }

    /** With what the release does to data. */
    public RolloutPlanner(RolloutRequest request, ObservedState found, DataSteps data) {
        this.schemas = data.lines();
        this.rehearsal = data.before();
        this.undo = data.undo();
        this.request = request;
        this.found = found;
        this.containers = found.containers();
        this.log = found.log();
        this.images = found.images();
        this.reconciliation = new Reconciliation(request, found, containers);
        this.ups = new ComposeUpSteps(request.project(), found.room());
    }

    /** The commit. */
    public String revision() {
        return request.revision();
    }

    /** What ran when this was planned. */
    public ContainerSnapshot before() {
        return containers;
    }

    /** Those whose container the plan makes, replaces or starts. */
    public List<String> replaced() {
        return names(reconciliation.replaced(), service -> true);
    }

    /** Those of our services whose image does not lie on the host. */
    public List<String> toPull() {
        return reconciliation.missing();
    }

    /** What each service of the infrastructure runs when the plan was run, as far as that is known before. */
    public Map<String, Digest> infrastructure() {
        Map<String, Digest> digests = new LinkedHashMap<>();
        for (Service service : request.stack().services()) {
            if (!service.builtHere() && !reconciliation.hasOtherConfiguration(service)) {
                reconciliation
                        .wanted(service)
                        .or(() -> containers.digests(service.name()).stream().findFirst())
                        .ifPresent(digest -> digests.put(service.name(), digest));
            }
        }
        return digests;
    }

    /** All of it, with what comes afterwards. */
    public Plan plan() {
        Plan back = back().orElse(new Plan(
                List.of("leave the containers for inspection: there is no earlier verified release"), List.of()));
        List<Service> replaced = reconciliation.replaced();
        List<Service> told = request.stack().services().stream()
                .filter(service -> service.builtHere() || replaced.contains(service))
                .toList();
        ServiceChange change = new ServiceChange(told, containers, request.revision());
        return new Plan(
                Stream.of(
                                told.stream()
                                        .map(service -> change.line(
                                                service, reconciliation.wanted(service), replaced.contains(service))),
                                ups.shortage(replaced, containers, reconciliation::isWanted).stream(),
                                schemas.stream())
                        .flatMap(lines -> lines)
                        .toList(),
                deploy(replaced),
                List.of(
                        new Plan.FollowUp(
                                "then verify; if it passes:",
                                new Plan(
                                        List.of("write the release log"),
                                        Stream.concat(keepSignatures().stream(), prune().stream())
                                                .toList())),
                        new Plan.FollowUp("if containers were replaced, and that or the verification fails:", back)));
    }

    /** The release to roll back to, if there is another than this one, with the infrastructure that ran until now. */
    public Optional<Release> earlier() {
        List<Service> others = reconciliation.replacedInfrastructure();
        return log.lastVerified()
                .filter(release -> !release.images().equals(request.expected()) || !others.isEmpty())
                .map(release -> release.with(reconciliation.ran(others)));
    }

    /** How to roll back to it: everything of ours, and what the rollout replaces of the rest. */
    public Optional<Plan> back() {
        return back(containers);
    }

    /** The same, where the host has these containers by then. */
    public Optional<Plan> back(ContainerSnapshot now) {
        return earlier().map(release -> new RollbackPlanner(request.stack(), request.project(), release)
                .startingFirst(found.room(), Set.of())
                .plan(
                        now,
                        Stream.concat(request.stack().builtHere().stream(), reconciliation.replaced().stream())
                                .map(Service::name)
                                .collect(Collectors.toSet()),
                        List.of()));
    }

    /** How to give the tags back to what runs, where no container was replaced. */
    public List<Step> tagsBack() {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Service service : request.stack().builtHere()) {
            containers.of(service.name()).stream()
                    .map(Container::imageId)
                    .findFirst()
                    .ifPresent(id -> tags.put(id.toString(), service.image().toString()));
        }
        List<Step> steps = new ArrayList<>();
        if (!tags.isEmpty()) {
            steps.add(ups.tag("give the tags back to the images that run", tags, NOTHING_REPLACED));
        }
        steps.addAll(undo);
        return steps;
    }

    /** How to keep the signatures of the images, for a rollback without a registry. */
    public List<Step> keepSignatures() {
        return new ImageRetention(request, found, containers).keepSignatures();
    }

    /** How to remove the images that nobody needs any more. */
    public List<Step> prune() {
        return new ImageRetention(request, found, containers).prune(ups);
    }

    private List<Step> deploy(List<Service> replaced) {
        List<Step> steps = new ArrayList<>();
        List<Service> pulled = reconciliation.pulled();
        Map<String, String> kept = new LinkedHashMap<>();
        pulled.stream()
                .filter(service -> !service.builtHere())
                .forEach(service -> containers.digests(service.name()).stream()
                        .findFirst()
                        .ifPresent(digest -> pin(service, digest, kept)));
        if (!kept.isEmpty()) {
            steps.add(ups.tag("keep the infrastructure's images by tags of our own", kept, NOTHING_REPLACED));
        }
        if (!pulled.isEmpty()) {
            steps.addAll(pull(pulled));
            new PulledImageCheck(request, pulled).compare(NOTHING_REPLACED).ifPresent(steps::add);
        }
        Map<String, String> pins = pins();
        if (!pins.isEmpty()) {
            steps.add(ups.tag("keep the images by tags of our own", pins, NOTHING_REPLACED));
        }
        Map<String, String> strayed = reconciliation.strayedTags();
        if (!replaced.isEmpty() && !strayed.isEmpty()) {
            steps.add(ups.tag(
                    "give the tags of the infrastructure back to the images that its containers have",
                    strayed,
                    NOTHING_REPLACED));
        }
        steps.addAll(rehearsal);
        replaced.stream()
                .filter(Service::isEdge)
                .map(edge -> ups.check(edge, NOTHING_REPLACED))
                .forEach(steps::add);
        steps.addAll(ups.up(replaced, containers, reconciliation::isWanted));
        return steps;
    }

    private Map<String, String> pins() {
        Map<String, String> pins = new LinkedHashMap<>();
        request.stack().builtHere().forEach(service -> Optional.ofNullable(
                        request.expected().get(service.name()))
                .ifPresent(digest -> pin(service, digest, pins)));
        return pins;
    }

    /** Unless it is pinned already. */
    private void pin(Service service, Digest digest, Map<String, String> pins) {
        ImageReference pin = LocalImage.pin(service.image(), digest);
        if (images.stream().noneMatch(image -> image.isNamed(pin))) {
            pins.put(service.image().withDigest(digest).toString(), pin.toString());
        }
    }

    /** Ours with the login of the pipeline, where there is one; everything else with what the host itself is logged in to. */
    private List<Step> pull(List<Service> services) {
        List<Step> steps = new ArrayList<>();
        List<String> ours = names(
                services, service -> service.builtHere() && request.login().isPresent());
        List<String> others = names(services, service -> !ours.contains(service.name()));
        if (!ours.isEmpty()) {
            RolloutRequest.Login login = request.login().orElseThrow();
            steps.add(Step.of(
                    "pull " + String.join(", ", ours) + " from " + login.registry() + " as " + login.user()
                            + ", and forget the login",
                    ups.exclusive(
                            new AuthenticatedPull(request.project().directory(), login).run(request.project(), ours)),
                    NOTHING_REPLACED
                            + " Next: if the login was refused, check CI_REGISTRY_USER and CI_REGISTRY_PASSWORD; images that were"
                            + " pulled stay on the host, and the next run uses them"));
        }
        if (!others.isEmpty()) {
            steps.add(Step.of(
                    "pull " + String.join(", ", others) + ", with the host's own registry login",
                    ups.exclusive(request.project().pull(others, Optional.empty())),
                    NOTHING_REPLACED + " Next: log in on the host"
                            + (request.login().isPresent()
                                    ? ", if the registry wants it"
                                    : ", or give CI_REGISTRY_USER and CI_REGISTRY_PASSWORD")));
        }
        return steps;
    }

    private static List<String> names(List<Service> services, Predicate<Service> which) {
        return services.stream().filter(which).map(Service::name).toList();
    }
}

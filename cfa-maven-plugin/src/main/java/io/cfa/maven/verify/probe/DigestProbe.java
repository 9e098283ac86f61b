package io.cfa.maven.verify.probe;

import io.cfa.maven.docker.Container;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Service;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.ProbeResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether each container runs the manifest that the registry holds under the expected tag, which is the one that was built. */
public final class DigestProbe {

    public static final String NAME = "digest";
    private static final int SHORT_REVISION = 8;
    private static final int PREFIX = "sha256:".length();

    private final List<Service> services;
    private final Map<String, ExpectedImage> images;
    private final ContainerSnapshot now;
    private final Map<ImageReference, TagLookup.Answer> registry;

    /**
     * Compares.
     *
     * @param images   the image that each service should run; services that are not named are not compared
     * @param registry what the registry answered for each expected image; nothing where it was not to be asked
     */
    public DigestProbe(
            List<Service> services,
            Map<String, ExpectedImage> images,
            ContainerSnapshot now,
            Map<ImageReference, TagLookup.Answer> registry) {
        this.services = services;
        this.images = images;
        this.now = now;
        this.registry = registry;
    }

    /** One result for each service with an expected image and a container. */
    public List<ProbeResult> results() {
        return services.stream()
                .filter(service -> images.containsKey(service.name())
                        && !now.of(service.name()).isEmpty())
                .filter(service -> isKnown(images.get(service.name())))
                .map(this::result)
                .toList();
    }

    private boolean isKnown(ExpectedImage expected) {
        return expected.built().isPresent() || registry.containsKey(expected.reference());
    }

    private ProbeResult result(Service service) {
        ExpectedImage expected = images.get(service.name());
        Optional<TagLookup.Answer> answer = Optional.ofNullable(registry.get(expected.reference()));
        Optional<Digest> held = answer.flatMap(TagLookup.Answer::digest);
        List<Digest> runs = now.digests(service.name());
        if (answer.filter(said -> said.asked() && said.digest().isEmpty()).isPresent()) {
            return failed(
                    service,
                    "no such tag",
                    expected.reference() + " is not in the registry",
                    "a pushed image",
                    "run the pipeline of that commit, or name another with -Dcfa.expectedTag");
        }
        if (held.isPresent()
                && expected.built().filter(built -> !built.equals(held.get())).isPresent()) {
            return failed(
                    service,
                    "tag moved",
                    expected.reference() + " is " + held.get(),
                    expected.built().get() + ", as it was built",
                    "run the whole pipeline of the commit that shall run");
        }
        Optional<Digest> digest = held.or(expected::built);
        if (now.of(service.name()).stream().noneMatch(now::hasImage)) {
            return failed(
                    service,
                    "image gone",
                    "its container runs on, and its image is gone from the host: it cannot be started again",
                    digest.map(Digest::toString).orElse("its image"),
                    "run cfa:rollout of the release that you expect, which pulls it");
        }
        if (digest.filter(wanted -> !runs.contains(wanted)).isPresent()) {
            return failed(
                    service,
                    runs.isEmpty() ? "local" : cell(service, runs.get(0)),
                    "runs " + (runs.isEmpty() ? "an image that no registry holds" : runs.get(0)),
                    digest.get() + origin(service, expected, held.isPresent()),
                    service.builtHere()
                            ? "run cfa:rollout of the release that you expect"
                            : "cfa:rollback brings back what was verified; cfa:rollout -Dcfa.infrastructure=update takes what its registry"
                                    + " has");
        }
        if (answer.filter(said -> !said.asked()).isPresent()) {
            return ProbeResult.unknown(
                    service.name(),
                    NAME,
                    "unknown",
                    new Finding(
                            expected.reference().toString(),
                            "the registry could not be asked: " + answer.get().why()
                                    + expected.built()
                                            .map(built -> "; what runs is what was built")
                                            .orElse(""),
                            "the digest that it holds",
                            "log in with `docker login " + expected.reference().registry() + "`"));
        }
        return ProbeResult.passed(service.name(), NAME, cell(service, digest.orElseThrow()));
    }

    /** Why a digest is expected. */
    private static String origin(Service service, ExpectedImage expected, boolean held) {
        if (held) {
            return ", as " + expected.reference() + " is";
        }
        return service.builtHere() ? ", as it was built" : ", as it was verified";
    }

    private String cell(Service service, Digest digest) {
        String revision = now.of(service.name()).stream()
                .findFirst()
                .flatMap(Container::revision)
                .map(label -> label.substring(0, Math.min(SHORT_REVISION, label.length())) + " ")
                .orElse("");
        return revision + digest.shortForm().substring(PREFIX);
    }

    private static ProbeResult failed(Service service, String cell, String observed, String expected, String next) {
        return ProbeResult.failed(
                service.name(), NAME, cell, new Finding(service.place().toString(), observed, expected, next));
    }
}

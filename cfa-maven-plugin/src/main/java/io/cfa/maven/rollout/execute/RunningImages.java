package io.cfa.maven.rollout.execute;

import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.report.Report;
import io.cfa.maven.report.RunningService;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What runs, as a verification saw it, for the release log.
 *
 * @param report what was verified
 * @param stack  which of its services are built here
 */
public record RunningImages(Report report, Stack stack) {

    /** What was built, and of services that this build did not build, what they run. */
    public Map<String, Digest> builtHere(Map<String, Digest> expected) {
        Map<String, Digest> images = new TreeMap<>(expected);
        for (Service service : stack.builtHere()) {
            digest(service).ifPresent(digest -> images.putIfAbsent(service.name(), digest));
        }
        return images;
    }

    /** What each other service runs, as its compose file names it, and by digest. */
    public Map<String, ImageReference> infrastructure() {
        Map<String, ImageReference> images = new TreeMap<>();
        stack.services().stream().filter(service -> !service.builtHere()).forEach(service -> digest(service)
                .ifPresent(digest -> images.put(service.name(), service.image().pinnedTo(digest))));
        return images;
    }

    private Optional<Digest> digest(Service service) {
        return report.running().stream()
                .filter(running -> running.service().equals(service.name()))
                .findFirst()
                .flatMap(RunningService::digest)
                .map(Digest::of);
    }
}

package io.cfa.maven.verify.swarm;

import io.cfa.maven.docker.swarm.ServiceConfiguration;
import io.cfa.maven.docker.swarm.SwarmService;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.host.bundle.BundleLocation;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.release.SwarmReleaseLog;
import io.cfa.maven.host.state.HostQuestions;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Service;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.verify.probe.DriftProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the manager's files are the repository's, whether the last release was deployed of them, and whether each service is configured as that release left it.
 *
 * @param bundle the files of both
 * @param files  those of the manager
 * @param log    of the swarm
 */
record StackDriftProbe(BundleLocation bundle, ObservedState files, SwarmReleaseLog log) {

    private static final String RELEASE = "release";

    /** Asks a manager. */
    static StackDriftProbe of(RemoteHost host, BundleLocation bundle, SwarmReleaseLog log) {
        return new StackDriftProbe(
                bundle, ObservedState.of(host, HostQuestions.ofBundle(bundle.repository(), bundle.project())), log);
    }

    /** One for each service of which it is known how it was deployed. */
    List<ProbeResult> ofServices(List<Service> services, SwarmState now) {
        Map<String, ServiceConfiguration> released =
                log.configured().map(ServiceConfiguration::parse).orElse(Map.of());
        List<ProbeResult> results = new ArrayList<>();
        for (Service service : services) {
            Optional<SwarmService> there = now.service(service.name());
            if (there.isPresent() && released.containsKey(service.name())) {
                results.add(result(service.name(), released.get(service.name()), there.get()));
            }
        }
        return results;
    }

    private ProbeResult result(String service, ServiceConfiguration released, SwarmService there) {
        List<String> changed = released.differences(there.configuration());
        if (changed.isEmpty()) {
            return ProbeResult.passed(service, DriftProbe.NAME, "none");
        }
        String last =
                log.log().last(1).stream().map(Release::revision).findFirst().orElse("the last release");
        return ProbeResult.failed(
                service,
                DriftProbe.NAME,
                "by hand",
                new Finding(
                        log.project() + "_" + service,
                        "changed since it was deployed with " + last + ": " + String.join(", ", changed),
                        "as it was deployed",
                        "roll out again, which takes the change back; where it was meant, write it into the compose file first"));
    }

    /** Of the manager's files; none where what the repository says was read from there. */
    List<ProbeResult> ofFiles() {
        List<ProbeResult> results = new ArrayList<>();
        if (!bundle.ofHost()) {
            results.add(new DriftProbe(bundle, files).files());
        }
        log.log()
                .lastVerified()
                .filter(release ->
                        release.bundle().isPresent() && files.bundle().isPresent())
                .map(this::ofRelease)
                .ifPresent(results::add);
        return results;
    }

    private ProbeResult ofRelease(Release release) {
        return release.bundle().equals(files.bundle())
                ? ProbeResult.passed(RELEASE, DriftProbe.NAME, "none")
                : ProbeResult.failed(
                        RELEASE,
                        DriftProbe.NAME,
                        "old",
                        new Finding(
                                files.host() + ":" + bundle.project().directory(),
                                "compose or env were changed since " + release.revision() + " was deployed of them",
                                "a stack that was deployed of what lies there",
                                "run cfa:rollout of " + release.revision() + " again"));
    }
}

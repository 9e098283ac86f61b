package io.cfa.maven.verify.probe;

import io.cfa.maven.docker.Container;
import io.cfa.maven.host.bundle.BundleLocation;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Service;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.ProbeResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether the host's files are the repository's, and whether each container was made from what the host's file says now. */
public final class DriftProbe {

    public static final String NAME = "drift";
    public static final String FILES = "files";
    private static final String SYNC = "ops/scripts/sync-compose-cfa2.sh";

    private final BundleLocation bundle;
    private final ObservedState facts;

    public DriftProbe(BundleLocation bundle, ObservedState facts) {
        this.bundle = bundle;
        this.facts = facts;
    }

    /** One result for all files. */
    public ProbeResult files() {
        String directory = bundle.project().directory();
        if (facts.checksums().value().isEmpty()) {
            return ProbeResult.unknown(
                    FILES,
                    NAME,
                    "unknown",
                    new Finding(directory, facts.checksums().problem(), "checksums", "mend that"));
        }
        Map<String, String> there = facts.checksums().value().get();
        List<String> other = bundle.repository().files().keySet().stream()
                .filter(file ->
                        !bundle.repository().files().get(file).checksum().equals(there.get(file)))
                .toList();
        int all = bundle.repository().files().size();
        if (other.isEmpty()) {
            return ProbeResult.passed(FILES, NAME, all + " files");
        }
        return ProbeResult.failed(
                FILES,
                NAME,
                other.size() + " of " + all,
                new Finding(
                        directory,
                        other.stream()
                                .map(file -> file + (there.containsKey(file) ? " differs" : " is missing"))
                                .collect(Collectors.joining(", ")),
                        "the repository's files",
                        "see what with " + SYNC + " --dry-run, then bring them with " + SYNC
                                + "; or check out what the host has"));
    }

    /** One result for each service that has a container. */
    public List<ProbeResult> containers(List<Service> services, ContainerSnapshot now) {
        return services.stream()
                .flatMap(service ->
                        now.of(service.name()).stream()
                                .findFirst()
                                .map(container -> result(service, container))
                                .stream())
                .toList();
    }

    private ProbeResult result(Service service, Container container) {
        Optional<Map<String, String>> hashes = facts.hashes().value();
        if (hashes.isEmpty()) {
            return ProbeResult.unknown(
                    service.name(),
                    NAME,
                    "unknown",
                    new Finding(
                            bundle.project().directory(),
                            facts.hashes().problem(),
                            "a file that compose reads",
                            "`docker compose config` there says more"));
        }
        String wanted = hashes.get().getOrDefault(service.name(), "");
        if (wanted.equals(container.configHash())) {
            return ProbeResult.passed(service.name(), NAME, "none");
        }
        String other = container.image().reference().equals(service.image().toString())
                ? ""
                : " (it was made from " + container.image().reference() + ")";
        return ProbeResult.failed(
                service.name(),
                NAME,
                "old",
                new Finding(
                        service.place().toString(),
                        container.name() + " was made from another configuration" + other,
                        wanted.isEmpty()
                                ? "a service of the host's file"
                                : "the one that the host's compose and env have now",
                        wanted.isEmpty()
                                ? "bring the repository's files to the host with cfa:sync, or check out what the host has"
                                : "run cfa:rollout, or `docker compose up -d " + service.name() + "` on the host"));
    }
}

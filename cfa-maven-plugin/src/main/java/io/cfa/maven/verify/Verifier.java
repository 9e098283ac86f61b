package io.cfa.maven.verify;

import io.cfa.maven.docker.Container;
import io.cfa.maven.docker.Engine;
import io.cfa.maven.model.Service;
import io.cfa.maven.remote.Remote;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Answers whether what runs on the host is what should, and whether it works; asks every probe, and changes nothing.
 */
public final class Verifier {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int LOG_LINES = 30;

    private final Remote host;
    private final Pacing pacing;
    private final Consumer<String> progress;

    /**
     * Verifies one host.
     *
     * @param progress is told what is being waited for, a line each
     */
    public Verifier(Remote host, Pacing pacing, Consumer<String> progress) {
        this.host = host;
        this.pacing = pacing;
        this.progress = progress;
    }

    /** Waits until nothing starts any more, watches, probes, and reports all of it. */
    public Report verify(VerifyRequest request) {
        List<Service> services = request.services();
        String project = request.stack().projectName();
        Snapshot before = settle(request, services);
        List<CompletableFuture<ProbeResult>> answers = new HttpProbes(host.address())
                .ask(services.stream().filter(Service::ours).toList());
        Snapshot after = watch(request, project, services, before);

        ContainerProbes containers = new ContainerProbes(before, after, request.watch());
        List<ProbeResult> results = new ArrayList<>();
        for (Service service : services) {
            results.add(containers.state(service));
            results.add(containers.stable(service));
        }
        results.addAll(containers.images(host, services, request.expected()));
        answers.forEach(answer -> results.add(answer.join()));
        List<String> order = services.stream().map(Service::name).toList();
        results.sort(Comparator.comparing(result -> order.indexOf(result.subject())));
        return new Report(results, lastLogs(results, after));
    }

    private Snapshot settle(VerifyRequest request, List<Service> services) {
        String project = request.stack().projectName();
        Instant deadline = pacing.now().plus(request.patience());
        Snapshot first = Snapshot.of(host, project);
        Snapshot now = first;
        while (!now.isSettled(services)
                && !now.isBroken(services, first)
                && pacing.now().isBefore(deadline)) {
            if (now == first) {
                progress.accept(
                        "waiting up to " + request.patience().toSeconds() + " s for containers that still start");
            }
            pacing.pause(BETWEEN_LOOKS);
            now = Snapshot.of(host, project);
        }
        return now;
    }

    private Snapshot watch(VerifyRequest request, String project, List<Service> services, Snapshot before) {
        if (request.watch().isZero() || before.isBroken(services, before)) {
            return before;
        }
        progress.accept("watching for restarts for " + request.watch().toSeconds() + " s");
        pacing.pause(request.watch());
        return Snapshot.of(host, project);
    }

    private Map<String, List<String>> lastLogs(List<ProbeResult> results, Snapshot snapshot) {
        Map<String, List<String>> logs = new LinkedHashMap<>();
        results.stream()
                .filter(result -> !result.hasPassed())
                .map(ProbeResult::subject)
                .distinct()
                .flatMap(service -> snapshot.of(service).stream())
                .forEach(container -> logs.put(container.name(), logOf(container)));
        return logs;
    }

    private List<String> logOf(Container container) {
        return Engine.logLines(host.run(Engine.logs(container.id(), LOG_LINES)));
    }
}

package io.cfa.maven.verify.swarm;

import io.cfa.maven.docker.swarm.SwarmService;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.docker.swarm.SwarmTask;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.model.Service;
import io.cfa.maven.remote.Result;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.report.Report;
import io.cfa.maven.report.RunningService;
import io.cfa.maven.verify.VerifyRequest;
import io.cfa.maven.verify.call.ServiceCalls;
import io.cfa.maven.verify.probe.CallProbe;
import io.cfa.maven.verify.probe.DriftProbe;
import io.cfa.maven.verify.probe.ProofProbe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers whether each task of each service runs what it should, on nodes that are up, and whether each node's door answers; changes nothing. */
public final class StackVerifier {

    private static final Duration BETWEEN = Duration.ofSeconds(2);

    private static final int LOG_LINES = 30;

    /** Of what fails these probes, the service itself has nothing to say. */
    private static final Set<String> SILENT = Set.of(DigestByNodeProbe.NAME, DriftProbe.NAME);

    private final HostContext context;

    /** Verifies by way of one manager. */
    public StackVerifier(HostContext context) {
        this.context = context;
    }

    /** Waits until all have come, watches and probes, and reports all of it. */
    public Report verify(VerifyRequest request) {
        String project = request.stack().projectName();
        List<String> names = request.services().stream().map(Service::name).toList();
        SwarmState before = settled(request, names);
        Instant begin = context.sleeper().now();
        List<ProbeResult> results = new ArrayList<>();
        Optional<JobRoute> route = JobRoute.of(project, before);
        Optional<ServiceCalls> calls =
                route.flatMap(any -> ServiceCalls.of(request.stack().extensions(), request.services(), any));
        Optional<Result> begun = calls.map(asking -> context.host().run(asking.command()));
        List<ProbeResult> doors = new EntryProbe(context.host(), before).results(request.services());
        List<ProbeResult> inside = new InsideProbe(context.host(), project, before).results(request.services());
        Optional<StackDriftProbe> drift =
                request.bundle().map(bundle -> StackDriftProbe.of(context.host(), bundle, project));
        calls.ifPresent(asking -> results.addAll(
                new CallProbe(asking, JobRoute.collect(context.host(), asking, begun.orElseThrow())).results()));
        if (request.prove()) {
            results.addAll(proofs(request, route));
        }
        context.sleeper()
                .pause(Duration.between(
                        context.sleeper().now(),
                        later(begin.plus(request.watch()), context.sleeper().now())));
        SwarmState after = SwarmState.of(project).ask(context.host());
        TaskProbe tasks = new TaskProbe(before, after);
        DigestByNodeProbe digests = new DigestByNodeProbe(request, after);
        for (Service service : request.services()) {
            results.add(tasks.result(service));
            digests.result(service).ifPresent(results::add);
        }
        drift.ifPresent(probe -> results.addAll(probe.ofServices(request.services(), after)));
        results.addAll(inside);
        results.addAll(doors);
        drift.filter(probe -> request.only().isEmpty()).ifPresent(probe -> results.addAll(probe.ofFiles()));
        results.sort(Comparator.comparingInt(result -> place(names, result.subject())));
        return new Report(results, lastLogs(project, results), running(request, after));
    }

    private List<ProbeResult> proofs(VerifyRequest request, Optional<JobRoute> route) {
        return ProofProbe.told(
                context,
                request.stack().extensions(),
                request.services(),
                route.flatMap(any -> ServiceCalls.proving(request.stack().extensions(), request.services(), any))
                        .map(asking -> JobRoute.collect(
                                context.host(), asking, context.host().run(asking.command()))));
    }

    private static int place(List<String> names, String subject) {
        return names.contains(subject) ? names.indexOf(subject) : names.size();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private SwarmState settled(VerifyRequest request, List<String> names) {
        Instant deadline = context.sleeper().now().plus(request.patience());
        while (true) {
            SwarmState now = SwarmState.of(request.stack().projectName()).ask(context.host());
            boolean all = names.stream().allMatch(name -> now.service(name)
                    .filter(service -> now.ready(service).size() >= now.count(service))
                    .isPresent());
            if (all || !context.sleeper().now().isBefore(deadline)) {
                return now;
            }
            context.sleeper().pause(BETWEEN);
        }
    }

    private Map<String, List<String>> lastLogs(String project, List<ProbeResult> results) {
        Map<String, List<String>> logs = new LinkedHashMap<>();
        results.stream()
                .filter(result -> !result.hasPassed() && !SILENT.contains(result.probe()))
                .map(ProbeResult::subject)
                .distinct()
                .forEach(service -> logs.put(service, SwarmLogs.last(context.host(), project, service, LOG_LINES)));
        return logs;
    }

    /** A line for each task, with its node. */
    private static List<RunningService> running(VerifyRequest request, SwarmState now) {
        List<RunningService> rows = new ArrayList<>();
        for (Service service : request.services()) {
            Optional<SwarmService> there = now.service(service.name());
            for (SwarmTask task : there.map(now::wanted).orElse(List.of())) {
                rows.add(new RunningService(
                        service.name(),
                        service.name() + "@"
                                + now.node(task).map(node -> node.name()).orElse("no node"),
                        task.status().state(),
                        task.status().since(),
                        task.image(),
                        there.map(each -> each.labels().get("io.cfa.revision")),
                        DigestByNodeProbe.digest(task).map(Object::toString),
                        0,
                        Optional.empty()));
            }
        }
        return rows;
    }
}

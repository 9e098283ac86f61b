package io.cfa.maven.verify.swarm;

import io.cfa.maven.docker.Query;
import io.cfa.maven.docker.swarm.SwarmJob;
import io.cfa.maven.docker.swarm.SwarmService;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.docker.swarm.SwarmTask;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.model.Service;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.report.Report;
import io.cfa.maven.report.RunningService;
import io.cfa.maven.verify.VerifyRequest;
import io.cfa.maven.verify.call.ServiceCalls;
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
import java.util.stream.Stream;

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
        InsideProbe inside = new InsideProbe(project, before, request.services());
        Optional<JobRoute> route = JobRoute.of(project, before);
        Optional<ServiceCalls> calls =
                route.flatMap(any -> ServiceCalls.of(request.stack().extensions(), request.services(), any));
        List<Result> asked = together(inside.command(), calls.map(ServiceCalls::command));
        List<ProbeResult> doors = new EntryProbe(context.host(), before).results(request.services());
        Optional<StackDriftProbe> drift =
                request.bundle().map(bundle -> StackDriftProbe.of(context.host(), bundle, project));
        List<ProbeResult> proofs = request.prove() ? proofs(request, route) : List.of();
        context.sleeper()
                .pause(Duration.between(
                        context.sleeper().now(),
                        later(begin.plus(request.watch()), context.sleeper().now())));
        // the job of the calls was begun before, and what it answered is there by now
        Optional<Result> begun = calls.map(any -> asked.get(asked.size() - 1));
        Query<SwarmState> state = SwarmState.of(project);
        List<Result> ended = together(Optional.of(state.command()), begun.flatMap(SwarmJob::collect));
        SwarmState after = state.read(context.host().name(), ended.get(0));
        TaskProbe tasks = new TaskProbe(before, after);
        DigestByNodeProbe digests = new DigestByNodeProbe(request, after);
        for (Service service : request.services()) {
            results.add(tasks.result(service));
            digests.result(service).ifPresent(results::add);
        }
        drift.ifPresent(probe -> results.addAll(probe.ofServices(request.services(), after)));
        inside.command().ifPresent(any -> results.addAll(inside.results(asked.get(0))));
        calls.ifPresent(
                each -> results.addAll(JobRoute.results(each, ended.size() == 2 ? ended.get(1) : begun.orElseThrow())));
        results.addAll(proofs);
        results.addAll(doors);
        drift.filter(probe -> request.only().isEmpty()).ifPresent(probe -> results.addAll(probe.ofFiles()));
        results.sort(Comparator.comparingInt(result -> place(names, result.subject())));
        return new Report(results, lastLogs(project, results), running(request, after));
    }

    /** What is to be run of these, as one command. */
    private List<Result> together(Optional<Command> one, Optional<Command> other) {
        List<Command> commands = Stream.of(one, other).flatMap(Optional::stream).toList();
        return commands.isEmpty() ? List.of() : context.host().runAll(commands);
    }

    private List<ProbeResult> proofs(VerifyRequest request, Optional<JobRoute> route) {
        return ProofProbe.told(
                context,
                request.stack().extensions(),
                request.services(),
                route.flatMap(any -> ServiceCalls.proving(request.stack().extensions(), request.services(), any))
                        .map(asking -> JobRoute.ask(context.host(), asking)));
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

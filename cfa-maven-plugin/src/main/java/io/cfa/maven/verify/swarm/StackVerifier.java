package io.cfa.maven.verify.swarm;

import io.cfa.maven.docker.Query;
import io.cfa.maven.docker.swarm.SwarmService;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.docker.swarm.SwarmTask;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.realm.RealmInspection;
import io.cfa.maven.host.release.SwarmReleaseLog;
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
    private final Map<String, String> schemas;
    private final Optional<String> directory;

    /** Verifies by way of one manager. */
    public StackVerifier(HostContext context) {
        this(context, Map.of(), Optional.empty());
    }

    /**
     * Verifies what was just deployed.
     *
     * @param schemas   what the image of a service says of the schema that it needs, where the release log does not know it yet
     * @param directory of the manager's bundle, with the realm's file; where absent, that of the request
     */
    public StackVerifier(HostContext context, Map<String, String> schemas, Optional<String> directory) {
        this.context = context;
        this.schemas = Map.copyOf(schemas);
        this.directory = directory;
    }

    /** Waits until all have come, watches and probes, and reports all of it. */
    public Report verify(VerifyRequest request) {
        String project = request.stack().projectName();
        List<String> names = request.services().stream().map(Service::name).toList();
        Settled settled = settled(request, names);
        SwarmState before = settled.state();
        Instant begin = context.sleeper().now();
        List<ProbeResult> results = new ArrayList<>();
        InsideProbe inside = new InsideProbe(project, before, request.services());
        Optional<JobRoute> route = JobRoute.of(project, before);
        StackJobs jobs = new StackJobs(context, request, before, settled.realmFile());
        List<Command> questions = new ArrayList<>(List.of(SwarmReleaseLog.read(project)));
        inside.command().ifPresent(questions::add);
        List<Result> asked = context.host()
                .runAll(Stream.concat(questions.stream(), jobs.begin().stream()).toList());
        jobs.begun(asked.subList(questions.size(), asked.size()));
        SwarmReleaseLog log =
                SwarmReleaseLog.parse(project, context.patiently(SwarmReleaseLog.read(project), asked.get(0)));
        List<ProbeResult> doors = new EntryProbe(context.host(), before).results(request.services());
        Optional<StackDriftProbe> drift =
                request.bundle().map(bundle -> StackDriftProbe.of(context.host(), bundle, log));
        List<ProbeResult> proofs = request.prove() ? proofs(request, route) : List.of();
        context.sleeper()
                .pause(Duration.between(
                        context.sleeper().now(),
                        later(begin.plus(request.watch()), context.sleeper().now())));
        // the jobs were begun before, and what they answered is there by now
        List<Result> ended = context.host()
                .runAll(Stream.concat(Stream.of(SwarmState.of(project).command()), jobs.collect().stream())
                        .toList());
        jobs.collected(ended.subList(1, ended.size()));
        SwarmState after = state(SwarmState.of(project), ended.get(0));
        TaskProbe tasks = new TaskProbe(before, after);
        DigestByNodeProbe digests = new DigestByNodeProbe(request, after);
        for (Service service : request.services()) {
            results.add(tasks.result(service));
            digests.result(service).ifPresent(results::add);
        }
        drift.ifPresent(probe -> results.addAll(probe.ofServices(request.services(), after)));
        inside.command().ifPresent(any -> results.addAll(inside.results(asked.get(1))));
        results.addAll(jobs.results(log, schemas));
        results.addAll(proofs);
        results.addAll(doors);
        drift.filter(probe -> request.only().isEmpty()).ifPresent(probe -> results.addAll(probe.ofFiles()));
        results.sort(Comparator.comparingInt(result -> place(names, result.subject())));
        return new Report(results, lastLogs(project, results), running(request, after));
    }

    private SwarmState state(Query<SwarmState> question, Result first) {
        return question.read(context.host().name(), context.patiently(question.command(), first));
    }

    private List<ProbeResult> proofs(VerifyRequest request, Optional<JobRoute> route) {
        return ProofProbe.told(
                context,
                request.stack().extensions(),
                request.services(),
                route.flatMap(any -> ServiceCalls.proving(request.stack().extensions(), request.services(), any))
                        .map(asking ->
                                JobRoute.ask(context.host(), request.stack().projectName(), asking)));
    }

    private static int place(List<String> names, String subject) {
        return names.contains(subject) ? names.indexOf(subject) : names.size();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private record Settled(SwarmState state, Optional<Result> realmFile) {}

    private Settled settled(VerifyRequest request, List<String> names) {
        Instant deadline = context.sleeper().now().plus(request.patience());
        Query<SwarmState> state = SwarmState.of(request.stack().projectName());
        // what lies beside the compose file does not change meanwhile
        Optional<Command> file = directory
                .or(() -> request.bundle().map(bundle -> bundle.project().directory()))
                .flatMap(place -> RealmInspection.file(request.stack(), place));
        while (true) {
            List<Result> answers = context.host()
                    .runAll(Stream.concat(Stream.of(state.command()), file.stream())
                            .toList());
            SwarmState now = state(state, answers.get(0));
            boolean all = names.stream().allMatch(name -> now.service(name)
                    .filter(service -> now.ready(service).size() >= now.count(service))
                    .isPresent());
            if (all || !context.sleeper().now().isBefore(deadline)) {
                return new Settled(now, answers.stream().skip(1).findFirst());
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

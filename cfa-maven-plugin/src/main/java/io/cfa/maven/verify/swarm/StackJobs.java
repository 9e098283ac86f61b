package io.cfa.maven.verify.swarm;

import io.cfa.maven.docker.swarm.SwarmJob;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.realm.RealmException;
import io.cfa.maven.host.realm.RealmInspection;
import io.cfa.maven.host.realm.RealmReconciliation;
import io.cfa.maven.host.release.SwarmReleaseLog;
import io.cfa.maven.host.schema.StackSchemas;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.Outcome;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.verify.VerifyRequest;
import io.cfa.maven.verify.call.ServiceCalls;
import io.cfa.maven.verify.probe.RealmProbe;
import io.cfa.maven.verify.probe.SchemaProbe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What only a container on the stack's network can ask: calls with a token, the histories of databases, the realm. All jobs are begun together, and collected together when everything
 * else was asked. A job that cannot be had is a warning: it says nothing of what runs.
 */
final class StackJobs {

    private static final String CALLS = "calls";
    private static final String REALM = "realm";

    private final String project;
    private final SwarmState before;
    private final List<Service> services;
    private final Optional<ServiceCalls> calls;
    private final StackSchemas schemas;
    private final Optional<RealmInspection> realm;
    private final boolean alone;
    /** By a job's name the command that begins it; then what the last of its commands gave. */
    private final Map<String, Command> begin = new LinkedHashMap<>();

    private final Map<String, Result> last = new LinkedHashMap<>();
    private Optional<ProbeResult> unreadable = Optional.empty();

    /** Of a request, where the realm's file was asked for; that of the realm is looked at with the whole stack alone. */
    StackJobs(HostContext context, VerifyRequest request, SwarmState before, Optional<Result> realmFile) {
        this.project = request.stack().projectName();
        this.before = before;
        this.alone = request.bundle().isPresent();
        this.services = request.services();
        this.calls = JobRoute.of(project, before)
                .flatMap(route -> ServiceCalls.of(request.stack().extensions(), services, route));
        this.schemas = StackSchemas.of(
                project, before, services.stream().filter(Service::builtHere).toList());
        this.realm = realmFile
                .filter(file -> request.only().isEmpty())
                .flatMap(file -> RealmInspection.of(context.host(), request.stack(), before, file));
        calls.ifPresent(each -> begin.put(CALLS, each.command()));
        schemas.begin().forEach((server, job) -> begin.put(SchemaProbe.NAME + " " + server, job));
        try {
            realm.flatMap(RealmInspection::begin).ifPresent(job -> begin.put(REALM, job));
        } catch (RealmException e) {
            unreadable = new RealmProbe(() -> {
                        throw e;
                    })
                    .result();
        }
    }

    /** What begins them. */
    List<Command> begin() {
        return List.copyOf(begin.values());
    }

    /** What that gave. */
    void begun(List<Result> results) {
        int at = 0;
        for (String job : begin.keySet()) {
            last.put(job, results.get(at++));
        }
    }

    /** What collects those that were begun. */
    List<Command> collect() {
        return last.values().stream()
                .flatMap(result -> SwarmJob.collect(project, result).stream())
                .toList();
    }

    /** What that gave. */
    void collected(List<Result> results) {
        int at = 0;
        for (Map.Entry<String, Result> job : last.entrySet()) {
            if (SwarmJob.collect(project, job.getValue()).isPresent()) {
                job.setValue(results.get(at++));
            }
        }
    }

    /**
     * Judges them.
     *
     * @param log    of the swarm, which says what images need
     * @param labels the same of images that it does not know yet
     */
    List<ProbeResult> results(SwarmReleaseLog log, Map<String, String> labels) {
        List<ProbeResult> results = new ArrayList<>();
        calls.ifPresent(each -> results.addAll(JobRoute.results(each, last.get(CALLS))));
        results.addAll(schemas(log, labels));
        unreadable.map(this::weighed).ifPresent(results::add);
        Optional.ofNullable(last.get(REALM))
                .flatMap(result -> SwarmJob.hasEnded(result)
                        ? new RealmProbe(() -> realm.orElseThrow().difference(result)).result()
                        : Optional.of(notAsked(
                                RealmReconciliation.SERVICE,
                                RealmProbe.NAME,
                                "its realm was not compared: the job that asks it, " + SwarmJob.error(result))))
                .map(this::weighed)
                .ifPresent(results::add);
        return results;
    }

    /** A realm of which nobody knows is no reason to take a release back, as on one host. */
    private ProbeResult weighed(ProbeResult result) {
        return alone || result.outcome() != Outcome.UNKNOWN
                ? result
                : new ProbeResult(
                        result.subject(), result.probe(), Outcome.WARNED, result.observed(), result.finding());
    }

    private List<ProbeResult> schemas(SwarmReleaseLog log, Map<String, String> labels) {
        List<ProbeResult> results = new ArrayList<>();
        Map<String, String> needed = new TreeMap<>();
        Map<String, List<String>> known = new TreeMap<>();
        last.forEach((job, result) -> {
            if (job.startsWith(SchemaProbe.NAME + " ")) {
                String server = job.substring(SchemaProbe.NAME.length() + 1);
                if (SwarmJob.hasEnded(result)) {
                    schemas.read(server, result.output());
                } else {
                    results.add(notAsked(
                            server,
                            SchemaProbe.NAME,
                            "its databases were not asked for their schemas: the job that asks, "
                                    + SwarmJob.error(result)));
                }
            }
        });
        if (!results.isEmpty()) {
            return results;
        }
        for (String service : schemas.services()) {
            Optional<String> label = Optional.ofNullable(labels.get(service))
                    .or(() -> digest(service).flatMap(image -> log.schema(service, image)));
            label.ifPresentOrElse(
                    text -> needed.put(service, text),
                    () -> results.add(notAsked(
                            service,
                            SchemaProbe.NAME,
                            "its schema was not compared: the release log does not say which one its image needs")));
            known.put(service, log.schemas(service));
        }
        results.addAll(new SchemaProbe(schemas.compare(needed, known)).results());
        return results;
    }

    private Optional<Digest> digest(String service) {
        return before.service(service)
                .flatMap(there -> before.ready(there).stream().findFirst().flatMap(DigestByNodeProbe::digest));
    }

    private static ProbeResult notAsked(String subject, String probe, String observed) {
        return new ProbeResult(
                subject,
                probe,
                Outcome.WARNED,
                "not asked",
                Optional.of(new Finding(
                        subject,
                        observed,
                        "an answer",
                        observed.contains("release log")
                                ? "cfa:rollout of the same commit, which writes it down"
                                : "see cfa:doctor, which makes such jobs, then cfa:verify")));
    }
}

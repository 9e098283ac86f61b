package io.cfa.maven.verify;

import io.cfa.maven.docker.Container;
import io.cfa.maven.docker.DockerCommands;
import io.cfa.maven.host.DaemonThreads;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.realm.RealmInspection;
import io.cfa.maven.host.schema.ObservedSchemas;
import io.cfa.maven.host.schema.ServiceSchema;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.host.state.HostQuestions;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Service;
import io.cfa.maven.remote.QuestionBatch;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.report.Report;
import io.cfa.maven.verify.call.ContainerRoute;
import io.cfa.maven.verify.call.ServiceCalls;
import io.cfa.maven.verify.http.EndpointCheck;
import io.cfa.maven.verify.http.EndpointChecker;
import io.cfa.maven.verify.http.HttpFetcher;
import io.cfa.maven.verify.http.LocalHttpFetcher;
import io.cfa.maven.verify.http.RemoteHttpFetcher;
import io.cfa.maven.verify.probe.CallProbe;
import io.cfa.maven.verify.probe.ClassDataProbe;
import io.cfa.maven.verify.probe.ComposeProbe;
import io.cfa.maven.verify.probe.ComposeSourceLocations;
import io.cfa.maven.verify.probe.DependencyProbe;
import io.cfa.maven.verify.probe.DigestProbe;
import io.cfa.maven.verify.probe.DriftProbe;
import io.cfa.maven.verify.probe.HttpProbe;
import io.cfa.maven.verify.probe.ProofProbe;
import io.cfa.maven.verify.probe.RealmProbe;
import io.cfa.maven.verify.probe.SchemaProbe;
import io.cfa.maven.verify.probe.SpringAotProbe;
import io.cfa.maven.verify.probe.StabilityProbe;
import io.cfa.maven.verify.probe.TagLookup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Answers whether what runs on the host is what should, and whether it works; asks every probe, and changes nothing.
 *
 * <p>Pages, registry and host are asked at the same time, the host in one batch, and all of it while the containers are watched.
 */
public final class Verifier {

    private static final Duration PAGE_LIMIT = Duration.ofSeconds(10);
    private static final Duration REGISTRY_LIMIT = Duration.ofSeconds(30);
    private static final TagLookup.Answer LATE = TagLookup.Answer.unasked("no answer in time");
    private static final int LOG_LINES = 30;

    /** Of what fails these probes, the service itself has nothing to say. */
    private static final Set<String> SILENT = Set.of(DigestProbe.NAME, DriftProbe.NAME);

    private final HostContext context;
    private final Duration registryLimit;

    /** Verifies one host. */
    public Verifier(HostContext context) {
        this(context, REGISTRY_LIMIT);
    }

    /** With another time after which the registry is given up. */
    Verifier(HostContext context, Duration registryLimit) {
        this.context = context;
        this.registryLimit = registryLimit;
    }

    /** Waits until nothing starts any more, watches and probes, and reports all of it. */
    public Report verify(VerifyRequest request) {
        ExecutorService aside = DaemonThreads.executor();
        try {
            return verify(request, aside);
        } finally {
            aside.shutdownNow();
        }
    }

    private Report verify(VerifyRequest request, ExecutorService aside) {
        RemoteHost host = context.host();
        List<Service> services = request.services();
        Map<ImageReference, CompletableFuture<TagLookup.Answer>> registry = askRegistry(request, aside);
        ContainerWatcher watching = new ContainerWatcher(context, request);
        ContainerSnapshot before = watching.settle();
        Instant begin = context.sleeper().now();
        List<EndpointCheck> questions = EndpointCheck.of(services);
        HttpFetcher browser = new LocalHttpFetcher(PAGE_LIMIT);
        HttpFetcher hostItself = new RemoteHttpFetcher(host);
        CompletableFuture<Map<EndpointCheck, EndpointChecker.Verdict>> outside =
                CompletableFuture.supplyAsync(() -> HttpProbe.outside(browser, host.address(), questions), aside);
        QuestionBatch batch = new QuestionBatch();
        Optional<Supplier<ObservedState>> askedFiles = request.bundle()
                .map(bundle -> ObservedState.of(
                        batch, host.name(), HostQuestions.ofFiles(bundle.repository(), bundle.project())));
        Optional<Supplier<CallProbe>> calls = ServiceCalls.of(
                        request.stack().extensions(), services, new ContainerRoute(before))
                .map(asking -> batch.add(
                        List.of(asking.command()), results -> new CallProbe(asking, asking.read(results.get(0)))));
        Supplier<List<ServiceSchema>> schemas = ObservedSchemas.of(batch, host, before, services);
        Supplier<List<ProbeResult>> classData = ClassDataProbe.results(batch, host, before, services);
        Optional<Supplier<Optional<ProbeResult>>> realm = realm(request).map(each -> RealmProbe.of(batch, each));
        batch.ask(host);
        Optional<ObservedState> files = askedFiles.map(Supplier::get);
        List<ProbeResult> proofs = request.prove() ? proofs(request, before) : List.of();
        HttpProbe asked = HttpProbe.of(questions, outside.join(), hostItself);
        ContainerSnapshot after = watching.watch(before, begin);
        HttpProbe http = after.isBroken(services, before)
                ? asked
                : new LateAnswers(context, browser, hostItself).of(asked, begin, request.watch());

        Map<ImageReference, TagLookup.Answer> tags = new LinkedHashMap<>();
        registry.forEach((image, answer) -> tags.put(image, answer.join()));
        List<ProbeResult> results = new ArrayList<>();
        ComposeProbe compose = new ComposeProbe(
                services,
                after,
                new ComposeSourceLocations(request.bundle()),
                files.flatMap(observed -> observed.hashes().value()).map(Map::keySet));
        results.addAll(compose.results());
        if (after != before) {
            results.addAll(new StabilityProbe(services, before, after, request.watch()).results());
        }
        results.addAll(new DigestProbe(services, request.images(), after, tags).results());
        results.addAll(new SchemaProbe(schemas.get()).results());
        results.addAll(classData.get());
        results.addAll(SpringAotProbe.results(before, services));
        results.addAll(http.results());
        calls.ifPresent(probe -> results.addAll(probe.get().results()));
        results.addAll(proofs);
        DependencyProbe dependencies = new DependencyProbe(after);
        results.addAll(dependencies.results(services));
        request.bundle().ifPresent(bundle -> {
            DriftProbe drift = new DriftProbe(bundle, files.orElseThrow());
            results.addAll(drift.containers(services, after));
            if (request.only().isEmpty()) {
                realm.flatMap(Supplier::get).ifPresent(results::add);
                dependencies.kafka(files.orElseThrow().variables()).ifPresent(results::add);
                if (!bundle.ofHost()) {
                    results.add(drift.files());
                }
                results.addAll(compose.unknownContainers());
            }
        });
        sort(results, services);
        return new Report(results, lastLogs(results, after), RunningServiceMapper.of(services, after));
    }

    /** With the host's file of it; nothing where only some services are asked for. */
    private Optional<RealmInspection> realm(VerifyRequest request) {
        return request.bundle()
                .filter(bundle -> request.only().isEmpty())
                .flatMap(bundle ->
                        RealmInspection.file(request.stack(), bundle.project().directory()))
                .flatMap(file -> RealmInspection.of(
                        context.host(),
                        request.stack().projectName(),
                        context.host().run(file)));
    }

    private List<ProbeResult> proofs(VerifyRequest request, ContainerSnapshot now) {
        return ProofProbe.told(
                context,
                request.stack().extensions(),
                request.services(),
                ServiceCalls.proving(request.stack().extensions(), request.services(), new ContainerRoute(now))
                        .map(asking -> asking.ask(context.host())));
    }

    private Map<ImageReference, CompletableFuture<TagLookup.Answer>> askRegistry(
            VerifyRequest request, ExecutorService aside) {
        Map<ImageReference, CompletableFuture<TagLookup.Answer>> answers = new LinkedHashMap<>();
        request.registry().ifPresent(lookup -> request.services().stream()
                .filter(service -> service.builtHere() && request.images().containsKey(service.name()))
                .map(service -> request.images().get(service.name()).reference())
                .forEach(image -> answers.computeIfAbsent(
                        image, any -> CompletableFuture.supplyAsync(() -> lookup.ask(image), aside)
                                .completeOnTimeout(LATE, registryLimit.toMillis(), TimeUnit.MILLISECONDS))));
        return answers;
    }

    /** Other files on the host are what the drift of containers follows from. */
    private static boolean isCause(ProbeResult result) {
        return result.subject().equals(DriftProbe.FILES) && !result.hasPassed();
    }

    private static void sort(List<ProbeResult> results, List<Service> services) {
        List<String> order = services.stream().map(Service::name).toList();
        results.sort(Comparator.comparing(result -> isCause(result)
                ? -1
                : order.contains(result.subject()) ? order.indexOf(result.subject()) : order.size()));
    }

    private Map<String, List<String>> lastLogs(List<ProbeResult> results, ContainerSnapshot snapshot) {
        Map<String, List<String>> logs = new LinkedHashMap<>();
        results.stream()
                .filter(result -> !result.hasPassed() && !SILENT.contains(result.probe()))
                .map(ProbeResult::subject)
                .distinct()
                .flatMap(service -> snapshot.of(service).stream())
                .forEach(container -> logs.put(container.name(), logOf(container)));
        return logs;
    }

    private List<String> logOf(Container container) {
        return DockerCommands.logLines(context.host().run(DockerCommands.logs(container.id(), LOG_LINES)));
    }
}

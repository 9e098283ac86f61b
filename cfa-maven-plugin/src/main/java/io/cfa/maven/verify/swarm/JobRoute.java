package io.cfa.maven.verify.swarm;

import io.cfa.maven.docker.swarm.SwarmJob;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.host.token.TokenRequest;
import io.cfa.maven.model.compose.ComposeExtensions.Router;
import io.cfa.maven.model.compose.ComposeExtensions.TokenSource;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.Outcome;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.verify.call.CallRoute;
import io.cfa.maven.verify.call.ServiceCalls;
import io.cfa.maven.verify.probe.CallProbe;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Asks services of a swarm in a job of their network, by their names, wherever their tasks run: only the job's container has the client's secret.
 *
 * @param project the stack's name
 * @param image   of the job
 * @param now     the services and tasks
 */
record JobRoute(String project, String image, SwarmState now) implements CallRoute {

    private static final String SCRIPT = text();

    /** With the image of a service that each node has. */
    static Optional<JobRoute> of(String project, SwarmState now) {
        return now.imageOfEachNode().map(image -> new JobRoute(project, image, now));
    }

    @Override
    public boolean reaches(String service) {
        return now.service(service).filter(there -> !now.ready(there).isEmpty()).isPresent();
    }

    @Override
    public Command command(TokenSource token, Router router, List<String> paths) {
        List<String> arguments = new ArrayList<>(List.of(TokenRequest.script()));
        arguments.addAll(TokenRequest.argumentsElsewhere(token));
        arguments.add(ServiceCalls.pathsScript());
        arguments.add(router.service() + ":" + router.port());
        arguments.addAll(paths);
        List<String> networks = Stream.of(router.service(), token.service())
                .flatMap(name -> now.service(name).stream())
                .flatMap(service -> service.networks().stream())
                .toList();
        return new SwarmJob(project, image, networks, secret(token)).begin(SCRIPT, arguments);
    }

    /** The version that the service itself has, which gives tokens for it; without one the script says that there is no such secret. */
    private Map<String, String> secret(TokenSource token) {
        return now.service(token.service())
                .map(service -> service.secrets().get(token.secret()))
                .map(version -> Map.of(token.secret(), version))
                .orElse(Map.of());
    }

    /**
     * What calls gave, of whose job the last command was that which began it, or that which collected it. A job that cannot be had, as where the engine's log cannot be read, is a warning: it
     * says nothing of the services.
     */
    static List<ProbeResult> results(ServiceCalls calls, Result last) {
        return SwarmJob.hasEnded(last)
                ? new CallProbe(calls, calls.read(last)).results()
                : List.of(new ProbeResult(
                        calls.token().service(),
                        CallProbe.NAME,
                        Outcome.WARNED,
                        "not asked",
                        Optional.of(new Finding(
                                calls.token().service(),
                                "services were not called: the job that asks them, " + SwarmJob.error(last),
                                "a job on the stack's network that ends",
                                "see cfa:doctor, which makes such jobs, then cfa:verify"))));
    }

    /** Begins one and waits for it. */
    static ServiceCalls.Answers ask(RemoteHost host, String project, ServiceCalls calls) {
        Result begun = host.run(calls.command());
        Result last = SwarmJob.collect(project, begun).map(host::run).orElse(begun);
        return SwarmJob.hasEnded(last)
                ? calls.read(last)
                : new ServiceCalls.Answers(Optional.of("the job that asks for it, " + SwarmJob.error(last)), Map.of());
    }

    private static String text() {
        try (InputStream stream = JobRoute.class.getResourceAsStream("in-a-job.sh")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

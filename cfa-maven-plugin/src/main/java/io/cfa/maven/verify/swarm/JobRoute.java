package io.cfa.maven.verify.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.cfa.maven.docker.swarm.SwarmJob;
import io.cfa.maven.docker.swarm.SwarmService;
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
import java.util.stream.StreamSupport;

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
        return now.services().stream()
                .filter(SwarmService::isOnEachNode)
                .findFirst()
                .map(service ->
                        new JobRoute(project, service.container().path("Image").asText(), now));
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
        return SwarmJob.begin(
                project, image, List.of(router.service(), token.service()), secret(token), SCRIPT, arguments);
    }

    /** The version that the service itself has, which gives tokens for it; without one the script says that there is no such secret. */
    private Map<String, String> secret(TokenSource token) {
        return now.service(token.service()).stream()
                .flatMap(service ->
                        StreamSupport.stream(service.container().path("Secrets").spliterator(), false))
                .filter(secret -> file(secret).equals(token.secret()))
                .map(secret -> secret.path("SecretName"))
                .map(JsonNode::asText)
                .findFirst()
                .map(version -> Map.of(token.secret(), version))
                .orElse(Map.of());
    }

    /** Of a short {@code secrets: [NAME]} Compose prints the whole path, and a stack keeps it. */
    private static String file(JsonNode secret) {
        return secret.at("/File/Name").asText().replaceFirst("^/run/secrets/", "");
    }

    /**
     * What calls gave, of whose job the last command was that which began it, or that which collected it. A job that cannot be had, as where the engine's log cannot be read, is a warning: it
     * says nothing of the services.
     */
    static List<ProbeResult> results(ServiceCalls calls, Result last) {
        return ended(last)
                ? new CallProbe(calls, calls.read(last)).results()
                : List.of(new ProbeResult(
                        calls.token().service(),
                        CallProbe.NAME,
                        Outcome.WARNED,
                        "not asked",
                        Optional.of(new Finding(
                                calls.token().service(),
                                "services were not called: the job that asks them, " + error(last),
                                "a job on the stack's network that ends",
                                "see cfa:doctor, which makes such jobs, then cfa:verify"))));
    }

    /** Begins one and waits for it. */
    static ServiceCalls.Answers ask(RemoteHost host, ServiceCalls calls) {
        Result begun = host.run(calls.command());
        Result last = SwarmJob.collect(begun).map(host::run).orElse(begun);
        return ended(last)
                ? calls.read(last)
                : new ServiceCalls.Answers(Optional.of("the job that asks for it, " + error(last)), Map.of());
    }

    private static boolean ended(Result last) {
        return last.succeeded() && SwarmJob.collect(last).isEmpty();
    }

    private static String error(Result last) {
        return last.error().strip().replaceFirst("\\s*\n.*", "");
    }

    private static String text() {
        try (InputStream stream = JobRoute.class.getResourceAsStream("in-a-job.sh")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.cfa.maven.verify;

import io.cfa.maven.model.PublishedPort;
import io.cfa.maven.model.Service;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.ProbeResult;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The probes that ask a service over HTTP at its published port, as a browser or a caller would. */
final class HttpProbes {

    static final String SWAGGER = "/swagger";
    static final String HEALTH = "/health";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(LIMIT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final String address;

    /** Asks at an address, which may be a name or a literal. */
    HttpProbes(String address) {
        this.address = address.contains(":") ? "[" + address + "]" : address;
    }

    /** Both probes of each service, all at the same time; a service without a published port is not asked. */
    List<CompletableFuture<ProbeResult>> ask(List<Service> services) {
        return services.stream()
                .flatMap(service -> service.ports().stream()
                        .filter(PublishedPort::reachableFromOutside)
                        .flatMap(port -> List.of(
                                ask(service, port, SWAGGER, HttpProbes::swagger),
                                ask(service, port, HEALTH, HttpProbes::health))
                                .stream()))
                .toList();
    }

    private interface Expectation {
        /** What is wrong with an answer, and what was expected instead. */
        Optional<String> unmet(HttpResponse<String> answer);
    }

    private CompletableFuture<ProbeResult> ask(
            Service service, PublishedPort port, String path, Expectation expectation) {
        URI uri = URI.create("http://" + address + ":" + port.hostPort() + path);
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(LIMIT).GET().build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(answer -> expectation
                        .unmet(answer)
                        .map(expected -> failed(service, path, uri, describe(answer), expected))
                        .orElseGet(
                                () -> ProbeResult.passed(service.name(), path, Integer.toString(answer.statusCode()))))
                .exceptionally(failure ->
                        failed(service, path, uri, describe(failure), "an answer within " + LIMIT.toSeconds() + " s"));
    }

    private static Optional<String> swagger(HttpResponse<String> answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        boolean page = answer.statusCode() == 200
                && type.startsWith("text/html")
                && answer.body().contains("swagger-ui");
        return page ? Optional.empty() : Optional.of("200 with the HTML of Swagger UI");
    }

    private static Optional<String> health(HttpResponse<String> answer) {
        boolean up = answer.statusCode() == 200 && answer.body().contains("\"UP\"");
        return up ? Optional.empty() : Optional.of("200 with status UP");
    }

    private static ProbeResult failed(Service service, String path, URI uri, String observed, String expected) {
        return ProbeResult.failed(
                service.name(),
                path,
                observed,
                new Finding(
                        uri.toString(),
                        observed,
                        expected,
                        "`curl -i " + uri + "`, and read the service's last lines below"));
    }

    private static String describe(HttpResponse<String> answer) {
        return answer.statusCode()
                + answer.headers()
                        .firstValue("Content-Type")
                        .map(type -> " " + type.replaceFirst(";.*", ""))
                        .orElse("");
    }

    private static String describe(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof HttpTimeoutException) {
            return "time-out";
        }
        if (cause instanceof ConnectException) {
            return "refused";
        }
        return cause instanceof IOException ? "cut off" : cause.getClass().getSimpleName();
    }
}

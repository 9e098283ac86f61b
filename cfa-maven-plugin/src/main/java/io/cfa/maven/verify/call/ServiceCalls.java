package io.cfa.maven.verify.call;

import io.cfa.maven.model.Service;
import io.cfa.maven.model.compose.ComposeExtensions;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import io.cfa.maven.verify.http.HttpResult;
import io.cfa.maven.verify.http.RawHttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls of each service that the compose file says may be read ({@code x-cfa: {reads, token, routes}}), all at once, by a
 * route that keeps the secret where it is.
 */
public final class ServiceCalls {

    private static final String DOCUMENT = "/openapi";

    private final ComposeExtensions.TokenSource token;
    private final ComposeExtensions.Router router;
    private final Map<String, List<Read>> reads;
    private final CallRoute route;

    private ServiceCalls(
            ComposeExtensions.TokenSource token,
            ComposeExtensions.Router router,
            Map<String, List<Read>> reads,
            CallRoute route) {
        this.token = token;
        this.router = router;
        this.reads = reads;
        this.route = route;
    }

    /**
     * One read of a service.
     *
     * @param path   of its own, with a query where it has one
     * @param status that it has to answer with
     */
    public record Read(String path, int status) {

        static Read of(String said) {
            return said.startsWith("/")
                    ? new Read(said, 200)
                    : new Read(said.substring(4), Integer.parseInt(said.substring(0, 3)));
        }
    }

    /**
     * What came of a read.
     *
     * @param read     what was asked for
     * @param answer   at the address that was asked
     * @param document that the service gives of its interface; silent where it gives none
     */
    public record Answered(Read read, HttpResult answer, HttpResult document) {}

    /**
     * What came of all.
     *
     * @param noToken why there was no token, and nothing was asked; empty where there was one
     * @param answers by service
     */
    public record Answers(Optional<String> noToken, Map<String, List<Answered>> answers) {}

    /** Those that prove that data is whole ({@code x-cfa: {proofs}}); nothing where the file names none, or who would be asked is not healthy. */
    public static Optional<ServiceCalls> proving(ComposeExtensions said, List<Service> services, CallRoute route) {
        Map<String, List<Read>> reads = new LinkedHashMap<>();
        services.stream()
                .map(Service::name)
                .filter(service -> said.proofs().containsKey(service))
                .filter(route::reaches)
                .forEach(service -> reads.put(
                        service,
                        said.proofs().get(service).stream()
                                .map(proof -> new Read(proof.path(), 200))
                                .toList()));
        return asking(said, reads, route);
    }

    /**
     * Of some services; nothing where the file names none of them, or who would be asked is not healthy, which others tell: whoever routes holds what is
     * for them, and a host would be rolled back that much later.
     */
    public static Optional<ServiceCalls> of(ComposeExtensions said, List<Service> services, CallRoute route) {
        Map<String, List<Read>> reads = new LinkedHashMap<>();
        services.stream()
                .map(Service::name)
                .filter(service ->
                        !said.reads().getOrDefault(service, List.of()).isEmpty())
                .filter(route::reaches)
                .forEach(service -> reads.put(
                        service,
                        said.reads().get(service).stream().map(Read::of).toList()));
        return asking(said, reads, route);
    }

    private static Optional<ServiceCalls> asking(
            ComposeExtensions said, Map<String, List<Read>> reads, CallRoute route) {
        return said.token()
                .filter(token -> !reads.isEmpty() && route.reaches(token.service()))
                .flatMap(token -> said.routes()
                        .filter(router -> route.reaches(router.service()))
                        .map(router -> new ServiceCalls(token, router, reads, route)));
    }

    /** Who gives the token. */
    public ComposeExtensions.TokenSource token() {
        return token;
    }

    /** Who routes. */
    public ComposeExtensions.Router router() {
        return router;
    }

    /** Asks. */
    public Answers ask(RemoteHost host) {
        return read(host.run(command()));
    }

    /** What asks. */
    public Command command() {
        return route.command(token, router, paths());
    }

    /** Reads what that, or what it has begun, printed. */
    public Answers read(Result result) {
        String[] parts = result.output().split("\n", 2);
        if (!parts[0].equals("token")) {
            String why = parts[0].isBlank()
                    ? "exit status " + result.exitStatus()
                    : parts[0].replaceFirst("^no token: ", "");
            return new Answers(Optional.of(why), Map.of());
        }
        try {
            return new Answers(Optional.empty(), answers(texts(parts.length < 2 ? "" : parts[1])));
        } catch (IllegalArgumentException e) {
            return new Answers(Optional.of("the answers are cut: they are no base64"), Map.of());
        }
    }

    private List<String> paths() {
        List<String> paths = new ArrayList<>();
        reads.forEach((service, each) -> {
            paths.add(path(service, DOCUMENT));
            each.forEach(read -> paths.add(path(service, read.path())));
        });
        return paths;
    }

    private String path(String service, String path) {
        return router.path() + "/" + service + path;
    }

    private static List<String> texts(String base64) {
        String all = new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
        return List.of(all.split("\0", -1));
    }

    private Map<String, List<Answered>> answers(List<String> texts) {
        Map<String, List<Answered>> answers = new LinkedHashMap<>();
        int next = 0;
        for (Map.Entry<String, List<Read>> service : reads.entrySet()) {
            HttpResult document = answer(service.getKey(), DOCUMENT, texts, next++);
            List<Answered> answered = new ArrayList<>();
            for (Read read : service.getValue()) {
                answered.add(new Answered(read, answer(service.getKey(), read.path(), texts, next++), document));
            }
            answers.put(service.getKey(), answered);
        }
        return answers;
    }

    private HttpResult answer(String service, String path, List<String> texts, int at) {
        URI address = URI.create("http://" + router.service() + ":" + router.port() + path(service, path));
        return RawHttpResponse.parse(address, at < texts.size() ? texts.get(at) : "", "no answer");
    }

    /** The script that asks for paths; the token is the first line of its standard input. */
    public static String pathsScript() {
        return script("paths.sh");
    }

    static String script(String name) {
        try (InputStream stream = ServiceCalls.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

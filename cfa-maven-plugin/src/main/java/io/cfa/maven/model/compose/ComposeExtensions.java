package io.cfa.maven.model.compose;

import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.YamlNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What a compose file says under {@code x-cfa} of its services, which Compose itself passes over.
 *
 * @param backups   for each service that says it, how its data is kept: {@code backup: postgres} or {@code files}
 * @param reachable services that others may call while they are rehearsed, as nothing lasting comes of it: {@code rehearse: reachable}
 * @param reads     for each service that says it, paths of its own port that a service may read: {@code reads: [/assets, "404:/issues/0"]}
 * @param proofs    for each service that says it, what it has proved of its data: {@code proofs: {/totals: ["deposits - withdrawals = balances + held"]}}
 * @param token     where a service gets its token: {@code token: {path, client, secret}} of the service that gives it
 * @param routes    who routes to the others: {@code routes: {path: /api, port: 8080}}, which is a path before the service's name, and its own port
 */
public record ComposeExtensions(
        SortedMap<String, ComposeService.Text> backups,
        List<String> reachable,
        SortedMap<String, List<String>> reads,
        SortedMap<String, List<Proof>> proofs,
        Optional<TokenSource> token,
        Optional<Router> routes) {

    /** None of it. */
    public static final ComposeExtensions NONE = new ComposeExtensions(
            new TreeMap<>(), List.of(), new TreeMap<>(), new TreeMap<>(), Optional.empty(), Optional.empty());

    private static final String KEY = "x-cfa";
    private static final String READ = "([1-5][0-9][0-9]:)?/[A-Za-z0-9/._~?=&-]{0,200}";
    private static final String TERM = "(?:[A-Za-z][A-Za-z0-9.]{0,60}|[0-9]{1,18})";
    private static final String SUM = TERM + "(?: [+-] " + TERM + "){0,9}";
    private static final String EQUATION = SUM + " = " + SUM;
    private static final String PORT = "[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}";
    private static final int USUAL_PORT = 8080;
    private static final String WORD = "[A-Za-z0-9][A-Za-z0-9_.-]{0,60}";

    /**
     * A read whose answer shows that a service's data is whole.
     *
     * @param path      of its own port
     * @param equations that hold between the numbers, or words, of the answer
     */
    public record Proof(String path, List<String> equations) {}

    /**
     * Where a service gets its token, by the grant of client credentials.
     *
     * @param service who gives it
     * @param port    of its container; 8080 where none is said
     * @param path    of its token endpoint
     * @param client  the client's name
     * @param secret  the file of its secret below {@code secrets/}, and below {@code /run/secrets/} of its container
     */
    public record TokenSource(String service, int port, String path, String client, String secret) {}

    /**
     * Who routes to the others.
     *
     * @param service its name
     * @param port    of its container
     * @param path    before the name of the service that is meant: {@code /api/registry/assets}
     */
    public record Router(String service, int port, String path) {}

    /** Copies. */
    public ComposeExtensions {
        backups = Collections.unmodifiableSortedMap(new TreeMap<>(backups));
        reachable = List.copyOf(reachable);
        reads = Collections.unmodifiableSortedMap(new TreeMap<>(reads));
        proofs = Collections.unmodifiableSortedMap(new TreeMap<>(proofs));
    }

    /**
     * Reads them.
     *
     * @throws MalformedFileException where {@code x-cfa} has another shape
     */
    public static ComposeExtensions of(YamlNode compose) {
        SortedMap<String, ComposeService.Text> backups = new TreeMap<>();
        List<String> reachable = new ArrayList<>();
        SortedMap<String, List<String>> reads = new TreeMap<>();
        SortedMap<String, List<Proof>> proofs = new TreeMap<>();
        List<TokenSource> tokens = new ArrayList<>();
        List<Router> routers = new ArrayList<>();
        each(
                compose,
                "backup",
                (service, said) -> backups.put(service, new ComposeService.Text(said.text(), said.place())));
        each(compose, "rehearse", (service, said) -> {
            text(said, "reachable", "x-cfa of " + service + ": rehearse");
            reachable.add(service);
        });
        each(
                compose,
                "reads",
                (service, said) -> reads.put(
                        service,
                        said.items().stream()
                                .map(read -> text(read, READ, "x-cfa of " + service + ": reads"))
                                .toList()));
        each(compose, "proofs", (service, said) -> {
            List<Proof> read = said.entries().stream()
                    .map(proof -> proof(proof, "x-cfa of " + service + ": proofs"))
                    .toList();
            if (!read.isEmpty()) {
                proofs.put(service, read);
            }
        });
        each(
                compose,
                "token",
                (service, said) -> tokens.add(new TokenSource(
                        service,
                        port(said.get("port"), "port of the token"),
                        text(said.require("path"), READ, "path of the token"),
                        text(said.require("client"), WORD, "client of the token"),
                        text(said.require("secret"), WORD, "secret of the token"))));
        each(
                compose,
                "routes",
                (service, said) -> routers.add(new Router(
                        service,
                        port(said.get("port"), "port of the routes"),
                        text(said.require("path"), READ, "path of the routes"))));
        return new ComposeExtensions(
                backups,
                reachable,
                reads,
                proofs,
                tokens.stream().findFirst(),
                routers.stream().findFirst());
    }

    private static void each(YamlNode compose, String key, BiConsumer<String, YamlNode> reader) {
        for (Map.Entry<YamlNode, YamlNode> service : compose.require("services").entries()) {
            service.getValue()
                    .get(KEY)
                    .flatMap(extension -> extension.get(key))
                    .ifPresent(said -> reader.accept(service.getKey().text(), said));
        }
    }

    private static Proof proof(Map.Entry<YamlNode, YamlNode> said, String what) {
        if (said.getValue().items().isEmpty()) {
            throw new MalformedFileException(
                    said.getKey().place(),
                    what + " expects nothing of " + said.getKey().text()
                            + "; expected equations, such as [\"valid = true\"]",
                    "mend the compose file");
        }
        return new Proof(
                text(said.getKey(), READ, what),
                said.getValue().items().stream()
                        .map(equation -> text(equation, EQUATION, what))
                        .toList());
    }

    private static int port(Optional<YamlNode> said, String what) {
        return said.map(port -> Integer.parseInt(text(port, PORT, what))).orElse(USUAL_PORT);
    }

    /** It becomes part of a command on the host: what has another form goes no further. */
    private static String text(YamlNode said, String form, String what) {
        if (!said.text().matches(form)) {
            throw new MalformedFileException(
                    said.place(), what + " is \"" + said.text() + "\"; expected " + form, "mend the compose file");
        }
        return said.text();
    }
}

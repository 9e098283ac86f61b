package io.cfa.maven.image.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cfa.maven.model.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A registry in this JVM: keeps blobs and manifests by digest for each repository, refuses what a real one refuses, counts what it is asked,
 * and misbehaves where a test wants that.
 *
 * <p>Source: OCI distribution specification 1.1.
 */
public final class LocalRegistry implements AutoCloseable {

    private static final Pattern PATH =
            Pattern.compile("/v2/(?<name>.+)/(?<kind>blobs|manifests|referrers)/(?<rest>.*)");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> links = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Manifest>> manifests = new ConcurrentHashMap<>();
    private final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    /** The status of a fault that is no answer at all. */
    public static final int SILENT = -1;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final AtomicLong uploaded = new AtomicLong();
    private final AtomicInteger tokensGiven = new AtomicInteger();
    private Optional<String> login = Optional.empty();
    private boolean bearer;
    private boolean otherForms;
    private volatile boolean listsReferrers;
    private boolean mounts = true;
    private boolean mountFaults;
    private Optional<String> realm = Optional.empty();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final List<String> headers = new CopyOnWriteArrayList<>();
    private Set<String> denied = Set.of();
    private final AtomicInteger inHand = new AtomicInteger();
    private final AtomicInteger mostInHand = new AtomicInteger();
    private Optional<Meeting> meeting = Optional.empty();

    /** Requests that are answered when enough of them are here at one time. */
    private record Meeting(Pattern request, int count, CountDownLatch missing) {}

    private record Manifest(String type, byte[] bytes) {}

    /** What happens to the next request that matches, instead of an answer. */
    private static final class Fault {
        private final Pattern request;
        private final int status;
        private final Map<String, String> headers;
        private final AtomicInteger left;
        private Optional<byte[]> body = Optional.empty();

        Fault(String request, int times, int status, Map<String, String> headers) {
            this.request = Pattern.compile(request);
            this.left = new AtomicInteger(times);
            this.status = status;
            this.headers = headers;
        }
    }

    public LocalRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public String name() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    public LocalRegistry basic(String user, String password) {
        login = Optional.of(user + ":" + password);
        return this;
    }

    public LocalRegistry bearer(String user, String password) {
        bearer = true;
        return basic(user, password);
    }

    /** Lists what refers to a manifest, as version 1.1 of the specification wants it. */
    public LocalRegistry listingReferrers() {
        listsReferrers = true;
        return this;
    }

    public LocalRegistry withoutMounts() {
        mounts = false;
        return this;
    }

    public LocalRegistry denying(String... repositories) {
        denied = Set.of(repositories);
        return this;
    }

    /** Answers the next requests whose method and path match with a status; 0 breaks the connection instead. */
    public LocalRegistry fault(String request, int times, int status) {
        return fault(request, times, status, Map.of());
    }

    public LocalRegistry fault(String request, int times, int status, Map<String, String> headers) {
        faults.add(new Fault(request, times, status, headers));
        return this;
    }

    /** Answers the next requests with a body of its own. */
    public LocalRegistry answer(String request, int times, int status, Map<String, String> headers, String body) {
        Fault fault = new Fault(request, times, status, headers);
        fault.body = Optional.of(body.getBytes(StandardCharsets.UTF_8));
        faults.add(fault);
        return this;
    }

    /** Answers no request that matches before so many of them are here at one time; none that comes after that waits. */
    public LocalRegistry together(String request, int count) {
        meeting = Optional.of(new Meeting(Pattern.compile(request), count, new CountDownLatch(count)));
        return this;
    }

    /** How many requests were in hand at one time, at most. */
    public int mostInHand() {
        return mostInHand.get();
    }

    /** The faults so far happen to mounts alone. */
    public LocalRegistry mountsOnly() {
        mountFaults = true;
        return this;
    }

    /** Says the same as the specifications allow it too: relative addresses, an empty token beside the other, character sets. */
    public LocalRegistry inOtherForms() {
        otherForms = true;
        return this;
    }

    /** Sends those who ask for a token to another server. */
    public LocalRegistry tokensFrom(String address) {
        realm = Optional.of(address);
        return this;
    }

    /** Every Authorization header that came here. */
    public List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    /** The name of every header that came here. */
    public List<String> headers() {
        return List.copyOf(headers);
    }

    /** Makes every token that was given so far worthless. */
    public void expireTokens() {
        tokens.clear();
    }

    public int tokensGiven() {
        return tokensGiven.get();
    }

    /** Every request as method and path, in order. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public long requests(String pattern) {
        return requests.stream().filter(request -> request.matches(pattern)).count();
    }

    /** Loses everything that a repository held. */
    public void forget(String repository) {
        manifests.remove(repository);
        links.remove(repository);
    }

    /** Loses blobs, whichever repository holds them. */
    public void forgetBlobs(Set<String> digests) {
        digests.forEach(blobs::remove);
        links.values().forEach(held -> held.removeAll(digests));
    }

    /** Whether a repository holds a blob. */
    public boolean holds(String repository, String digest) {
        return linked(repository).contains(digest);
    }

    public void forgetRequests() {
        requests.clear();
        uploaded.set(0);
    }

    /** How many bytes of blobs were sent here. */
    public long uploaded() {
        return uploaded.get();
    }

    public Optional<String> digest(String repository, String tag) {
        return Optional.ofNullable(manifests.getOrDefault(repository, Map.of()).get(tag))
                .map(manifest -> Sha256.of(manifest.bytes()).toString());
    }

    public Map<String, String> tags(String repository) {
        Map<String, String> tags = new TreeMap<>();
        manifests.getOrDefault(repository, Map.of()).keySet().stream()
                .filter(key -> !key.startsWith("sha256:"))
                .forEach(tag -> tags.put(tag, digest(repository, tag).orElseThrow()));
        return tags;
    }

    public byte[] blob(String digest) {
        return blobs.get(digest);
    }

    public byte[] manifest(String repository, String reference) {
        return manifests.get(repository).get(reference).bytes();
    }

    /** Puts a blob into a repository from behind. */
    public String put(String repository, byte[] bytes) {
        String digest = Sha256.of(bytes).toString();
        blobs.put(digest, bytes);
        linked(repository).add(digest);
        return digest;
    }

    /** Puts a manifest into a repository from behind. */
    public String put(String repository, String tag, String type, byte[] bytes) {
        String digest = Sha256.of(bytes).toString();
        Manifest manifest = new Manifest(type, bytes);
        Map<String, Manifest> held = manifests.computeIfAbsent(repository, any -> new ConcurrentHashMap<>());
        held.put(digest, manifest);
        held.put(tag, manifest);
        return digest;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private Set<String> linked(String repository) {
        return links.computeIfAbsent(repository, any -> ConcurrentHashMap.newKeySet());
    }

    private void handle(HttpExchange exchange) throws IOException {
        mostInHand.accumulateAndGet(inHand.incrementAndGet(), Math::max);
        try {
            meet(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
        } finally {
            // before the answer leaves: who has it may send the next request at once
            inHand.decrementAndGet();
        }
        handleNow(exchange);
    }

    private void meet(String request) throws IOException {
        if (meeting.isPresent() && meeting.get().request().matcher(request).find()) {
            meeting.get().missing().countDown();
            try {
                if (!meeting.get().missing().await(2, TimeUnit.MINUTES)) {
                    throw new IOException("no " + meeting.get().count() + " requests came at one time");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void handleNow(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        requests.add(method + " " + path + (query.isEmpty() ? "" : "?" + query));
        headers.addAll(exchange.getRequestHeaders().keySet());
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .ifPresent(authorizations::add);
        try (exchange) {
            for (Fault fault : faults) {
                if (fault.request.matcher(method + " " + path).find()
                        && (!mountFaults || query.contains("mount="))
                        && fault.left.getAndDecrement() > 0) {
                    if (fault.status == SILENT) {
                        stayPut();
                        return;
                    }
                    if (fault.status == 0) {
                        breakOff(exchange, path);
                        return;
                    }
                    fault.headers.forEach(
                            (name, value) -> exchange.getResponseHeaders().set(name, value));
                    drain(exchange);
                    if (fault.body.isPresent()) {
                        reply(exchange, fault.status, fault.headers.get("Content-Type"), fault.body.get());
                    } else {
                        error(exchange, fault.status, "UNAVAILABLE");
                    }
                    return;
                }
            }
            if (path.equals("/token")) {
                token(exchange, query);
            } else if (authorised(exchange, path, query)) {
                answer(exchange, method, path, parameters(query));
            }
        }
    }

    private void stayPut() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As a real registry does, keeps what came of a blob until then. */
    private void breakOff(HttpExchange exchange, String path) throws IOException {
        byte[] some = exchange.getRequestBody().readNBytes(16);
        ByteArrayOutputStream upload = uploads.get(path.replaceFirst(".*/", ""));
        if (upload != null) {
            upload.writeBytes(some);
        }
    }

    private void answer(HttpExchange exchange, String method, String path, Map<String, String> query)
            throws IOException {
        Matcher matcher = PATH.matcher(path);
        if (path.equals("/v2/")) {
            reply(exchange, 200, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
        } else if (!matcher.matches()) {
            drain(exchange);
            error(exchange, 404, "NAME_INVALID");
        } else if (matcher.group("kind").equals("referrers")) {
            referrers(exchange, matcher.group("name"), matcher.group("rest"));
        } else if (matcher.group("kind").equals("manifests")) {
            manifest(exchange, method, matcher.group("name"), matcher.group("rest"));
        } else if (matcher.group("rest").startsWith("uploads/")) {
            upload(
                    exchange,
                    method,
                    matcher.group("name"),
                    matcher.group("rest").substring("uploads/".length()),
                    query);
        } else {
            blob(exchange, matcher.group("name"), matcher.group("rest"));
        }
    }

    private void manifest(HttpExchange exchange, String method, String name, String reference) throws IOException {
        if (method.equals("PUT")) {
            byte[] bytes = exchange.getRequestBody().readAllBytes();
            for (String digest : digests(bytes)) {
                if (!linked(name).contains(digest)) {
                    error(exchange, 400, "MANIFEST_BLOB_UNKNOWN");
                    return;
                }
            }
            String digest = put(name, reference, exchange.getRequestHeaders().getFirst("Content-Type"), bytes);
            exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
            reply(exchange, 201, null, new byte[0]);
            return;
        }
        Manifest manifest = manifests.getOrDefault(name, Map.of()).get(reference);
        if (manifest == null) {
            error(exchange, 404, manifests.containsKey(name) ? "MANIFEST_UNKNOWN" : "NAME_UNKNOWN");
        } else {
            exchange.getResponseHeaders()
                    .set("Docker-Content-Digest", Sha256.of(manifest.bytes()).toString());
            reply(exchange, 200, manifest.type(), manifest.bytes());
        }
    }

    private void referrers(HttpExchange exchange, String name, String subject) throws IOException {
        if (!listsReferrers) {
            error(exchange, 404, "NAME_INVALID");
            return;
        }
        Map<String, String> found = new TreeMap<>();
        manifests.getOrDefault(name, Map.of()).forEach((reference, manifest) -> {
            String text = new String(manifest.bytes(), StandardCharsets.UTF_8);
            if (reference.startsWith("sha256:") && text.matches("(?s).*\"subject\":\\{[^}]*" + subject + ".*")) {
                String type = text.replaceFirst("(?s).*\"artifactType\":\"([^\"]*)\".*", "$1");
                found.put(
                        reference,
                        "{\"mediaType\":\"" + manifest.type() + "\",\"digest\":\"" + reference + "\",\"size\":"
                                + manifest.bytes().length + ",\"artifactType\":\"" + type + "\"}");
            }
        });
        String index = "{\"schemaVersion\":2,\"manifests\":[" + String.join(",", found.values()) + "]}";
        reply(exchange, 200, "application/vnd.oci.image.index.v1+json", index.getBytes(StandardCharsets.UTF_8));
    }

    /** The blobs that a manifest of one image needs; an index needs none. */
    private static List<String> digests(byte[] manifest) {
        List<String> digests = new ArrayList<>();
        // what it refers to need not be there
        String text = new String(manifest, StandardCharsets.UTF_8).replaceFirst("\"subject\":\\{[^}]*}", "");
        if (!text.contains("\"manifests\"")) {
            Matcher matcher = Pattern.compile("sha256:[0-9a-f]{64}").matcher(text);
            while (matcher.find()) {
                digests.add(matcher.group());
            }
        }
        return digests;
    }

    private void upload(HttpExchange exchange, String method, String name, String id, Map<String, String> query)
            throws IOException {
        if (method.equals("POST")) {
            drain(exchange);
            String mount = query.get("mount");
            if (mounts
                    && mount != null
                    && linked(query.getOrDefault("from", "")).contains(mount)) {
                linked(name).add(mount);
                exchange.getResponseHeaders().set("Location", "/v2/" + name + "/blobs/" + mount);
                reply(exchange, 201, null, new byte[0]);
                return;
            }
            String upload = UUID.randomUUID().toString();
            uploads.put(upload, new ByteArrayOutputStream());
            accepted(exchange, name, upload, 202);
        } else if (!uploads.containsKey(id)) {
            drain(exchange);
            error(exchange, 404, "BLOB_UPLOAD_UNKNOWN");
        } else if (method.equals("PATCH")) {
            byte[] bytes = exchange.getRequestBody().readAllBytes();
            uploaded.addAndGet(bytes.length);
            uploads.get(id).writeBytes(bytes);
            accepted(exchange, name, id, 202);
        } else {
            byte[] last = exchange.getRequestBody().readAllBytes();
            uploaded.addAndGet(last.length);
            uploads.get(id).writeBytes(last);
            byte[] bytes = uploads.remove(id).toByteArray();
            if (Sha256.of(bytes).toString().equals(query.get("digest"))) {
                put(name, bytes);
                reply(exchange, 201, null, new byte[0]);
            } else {
                error(exchange, 400, "DIGEST_INVALID");
            }
        }
    }

    private void accepted(HttpExchange exchange, String name, String upload, int status) throws IOException {
        exchange.getResponseHeaders().set("Location", (otherForms ? "" : "/v2/" + name + "/blobs/uploads/") + upload);
        reply(exchange, status, null, new byte[0]);
    }

    private void blob(HttpExchange exchange, String name, String digest) throws IOException {
        if (linked(name).contains(digest)) {
            reply(exchange, 200, "application/octet-stream", blobs.get(digest));
        } else {
            error(exchange, 404, "BLOB_UNKNOWN");
        }
    }

    private boolean authorised(HttpExchange exchange, String path, String query) throws IOException {
        Matcher matcher = PATH.matcher(path);
        if (matcher.matches() && denied.contains(matcher.group("name"))) {
            drain(exchange);
            error(exchange, 403, "DENIED");
            return false;
        }
        if (login.isEmpty()) {
            return true;
        }
        String authorization = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        if (bearer) {
            String scopes = tokens.get(authorization.replaceFirst("^Bearer ", ""));
            if (scopes != null
                    && (!matcher.matches()
                            || allows(scopes, matcher.group("name"), exchange.getRequestMethod(), query))) {
                return true;
            }
            exchange.getResponseHeaders()
                    .set(
                            "WWW-Authenticate",
                            "Bearer realm=\"" + realm.orElse("http://" + name() + "/token") + "\",service=\"local\"");
        } else {
            if (authorization.equals(basicHeader())) {
                return true;
            }
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"local\"");
        }
        drain(exchange);
        error(exchange, 401, "UNAUTHORIZED");
        return false;
    }

    private static boolean allows(String scopes, String name, String method, String query) {
        String needed = method.equals("GET") || method.equals("HEAD") ? "pull" : "push";
        String from = parameters(query).get("from");
        return scopes.matches(
                        "(.*\\n)?repository:" + Pattern.quote(name) + ":[a-z,]*" + needed + "[a-z,]*(\\n(.|\\n)*)?")
                && (from == null || scopes.contains("repository:" + from + ":"));
    }

    private void token(HttpExchange exchange, String query) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (!basicHeader().equals(authorization)) {
            error(exchange, 401, "UNAUTHORIZED");
            return;
        }
        StringBuilder scopes = new StringBuilder();
        for (String parameter : query.split("&")) {
            if (parameter.startsWith("scope=")) {
                scopes.append(parameter.substring("scope=".length())).append('\n');
            }
        }
        String token = UUID.randomUUID().toString();
        tokens.put(token, scopes.toString());
        tokensGiven.incrementAndGet();
        String json =
                otherForms ? "{\"token\":\"\",\"access_token\":\"" + token + "\"}" : "{\"token\":\"" + token + "\"}";
        reply(exchange, 200, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    private String basicHeader() {
        return "Basic " + Base64.getEncoder().encodeToString(login.orElseThrow().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : query.split("&")) {
            String[] parts = parameter.split("=", 2);
            parameters.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return parameters;
    }

    private static void drain(HttpExchange exchange) throws IOException {
        try (InputStream body = exchange.getRequestBody()) {
            body.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void error(HttpExchange exchange, int status, String code) throws IOException {
        reply(
                exchange,
                status,
                "application/json",
                ("{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + code + "\"}]}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static void reply(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        if (type != null) {
            exchange.getResponseHeaders().set("Content-Type", type);
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
        }
        exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }
}

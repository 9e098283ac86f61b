package io.cfa.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The services, wherever they run, and a way to log in; remembers which calls were made. */
abstract class Platform implements AutoCloseable {

    /** One call, such as {@code PUT /trades/8c7a…} of settlement. */
    record Call(String service, String method, String path) {}

    private final Set<Call> calls = ConcurrentHashMap.newKeySet();

    /** The deployed one where the property {@code cfa.e2e.url} names its gateway, or else processes of this machine. */
    static Platform chosen() {
        String gateway = System.getProperty("cfa.e2e.url", "");
        return gateway.isEmpty() ? Stack.shared() : Deployment.behind(gateway);
    }

    /** What the paths of a service are appended to. */
    abstract URI address(String service);

    /** The time as the services have it. */
    Instant now() {
        return Instant.now();
    }

    /** Lets some time pass, where the time is a test's own; elsewhere it passes by itself for whoever waits. */
    void pass(Duration time) {}

    /** Somebody new with a role. */
    abstract Login logIn(String name, String role);

    @Override
    public void close() {}

    final Reply get(Login login, String service, String path) {
        return call(login, service, "GET", path, "application/json", new byte[0]);
    }

    /** Quotes of the JSON may be single. */
    final Reply put(Login login, String service, String path, String json) {
        return call(
                login,
                service,
                "PUT",
                path,
                "application/json",
                json.replace('\'', '"').getBytes(UTF_8));
    }

    final Reply put(Login login, String service, String path, byte[] pdf) {
        return call(login, service, "PUT", path, "application/pdf", pdf);
    }

    final Reply post(Login login, String service, String path) {
        return call(login, service, "POST", path, "application/json", new byte[0]);
    }

    /** Quotes of the JSON may be single. */
    final Reply post(Login login, String service, String path, String json) {
        return call(
                login,
                service,
                "POST",
                path,
                "application/json",
                json.replace('\'', '"').getBytes(UTF_8));
    }

    final Set<Call> calls() {
        return Set.copyOf(calls);
    }

    private Reply call(Login login, String service, String method, String path, String type, byte[] body) {
        calls.add(new Call(service, method, path));
        try {
            return Http.send(method, URI.create(address(service) + path), login, type, body);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + " of " + service, e);
        }
    }
}

package io.cfa.maven.image;

import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.registry.RegistryClient;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageRef;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** One registry, for as long as the build lasts: how it is reached, who we are there, and which repository is known to hold which bytes. */
final class Registry {

    private final String name;
    private final RegistryLogin login;
    private final Retries retries;
    private final FailoverHttpClient http;
    private final Map<Scope, Repository> repositories = new ConcurrentHashMap<>();
    private final Map<String, String> holders = new ConcurrentHashMap<>();
    private final Map<String, Lock> locks = new ConcurrentHashMap<>();

    Registry(String name, RegistryLogin login, boolean allowInsecure, Retries retries) {
        this.name = name;
        this.login = login;
        this.retries = retries;
        this.http = Transport.to(server(name), allowInsecure);
    }

    private record Scope(String repository, boolean push, Optional<String> mountFrom) {}

    /** A repository to read from. */
    Repository toPull(String repository) {
        return at(new Scope(repository, false, Optional.empty()));
    }

    /** A repository to write to. */
    Repository toPush(String repository) {
        return at(new Scope(repository, true, Optional.empty()));
    }

    /** A repository to write to, with the right to take blobs of another one. */
    Repository toMount(String repository, String from) {
        return at(new Scope(repository, true, Optional.of(from)));
    }

    /** The repository that was seen to hold a blob. */
    Optional<String> holder(String blob) {
        return Optional.ofNullable(holders.get(blob));
    }

    /** Remembers that a repository holds a blob. */
    void holds(String repository, String blob) {
        holders.putIfAbsent(blob, repository);
    }

    /** Asks a repository that may not exist, or not be ours to read: then it holds nothing for us. */
    boolean mayHold(String repository, Digest blob) {
        try {
            return toPull(repository).holds(blob);
        } catch (ImageException e) {
            return false;
        }
    }

    /** Held while a blob travels, so that seven modules at a time send it once. */
    Lock lock(String blob) {
        return locks.computeIfAbsent(blob, any -> new ReentrantLock());
    }

    private Repository at(Scope scope) {
        return repositories.computeIfAbsent(scope, this::open);
    }

    private Repository open(Scope scope) {
        Repository.Failures failures = new Repository.Failures(name + "/" + scope.repository(), login);
        RegistryClient.Factory factory = scope.mountFrom()
                .map(from -> RegistryClient.factory(EventHandlers.NONE, server(name), scope.repository(), from, http))
                .orElseGet(() -> RegistryClient.factory(EventHandlers.NONE, server(name), scope.repository(), http));
        RegistryClient client = factory.setUserAgent("cfa-maven-plugin")
                .setCredential(login.credential().orElse(null))
                .newRegistryClient();
        try {
            retries.send("log in to " + name, () -> logIn(client, scope.push()));
        } catch (IOException | RegistryException e) {
            throw failures.explain(scope.push() ? "log in to push" : "log in to pull", e);
        }
        return new Repository(scope.repository(), client, retries, failures);
    }

    private boolean logIn(RegistryClient client, boolean push) throws IOException, RegistryException {
        boolean bearer = push ? client.doPushBearerAuth() : client.doPullBearerAuth();
        if (!bearer
                && login.credential()
                        .filter(known -> !known.isOAuth2RefreshToken())
                        .isPresent()) {
            client.configureBasicAuth();
        }
        return bearer;
    }

    private static String server(String name) {
        return name.equals(ImageRef.DOCKER_HUB) ? "registry-1.docker.io" : name;
    }
}

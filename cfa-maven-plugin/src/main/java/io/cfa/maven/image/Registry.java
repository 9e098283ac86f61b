package io.cfa.maven.image;

import io.cfa.maven.image.ManifestClient.Scope;
import io.cfa.maven.model.Digest;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One registry, for as long as the build lasts: how it is reached, who we are there, and which repository is known to hold which bytes. */
final class Registry {

    private final String name;
    private final RegistryLogin login;
    private final RetryPolicy retries;
    private final ManifestClient quick;
    private final Supplier<JibRegistry> jib;
    private final Map<Access, Repository> repositories = new ConcurrentHashMap<>();
    private final Map<String, String> holders = new ConcurrentHashMap<>();
    private final Map<String, Lock> locks = new ConcurrentHashMap<>();

    Registry(String name, RegistryLogin login, boolean allowInsecure, RetryPolicy retries) {
        this.name = name;
        this.login = login;
        this.retries = retries;
        RegistryEndpoint address = new RegistryEndpoint(name, allowInsecure);
        Supplier<Boolean> plainHttp = new Once<>(() -> address.mayBeInsecure() && address.speaksPlainHttp());
        this.quick = new ManifestClient(
                () -> URI.create((plainHttp.get() ? "http://" : "https://") + address.server()), login);
        this.jib = new Once<>(() -> new JibRegistry(address, plainHttp.get(), login, retries));
    }

    private record Access(Scope scope, Optional<String> mountFrom) {}

    /** A repository to read from. */
    Repository toPull(String repository) {
        return at(new Access(new Scope(repository, false), Optional.empty()));
    }

    /** A repository to write to. */
    Repository toPush(String repository) {
        return at(new Access(new Scope(repository, true), Optional.empty()));
    }

    /** A repository to write to, with the right to take blobs of another one. */
    Repository toMount(String repository, String from) {
        return at(new Access(new Scope(repository, true), Optional.of(from)));
    }

    /** The repository that was seen to hold a blob. */
    Optional<String> owner(String blob) {
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

    private Repository at(Access access) {
        return repositories.computeIfAbsent(access, this::open);
    }

    private Repository open(Access access) {
        return new Repository(
                access.scope(),
                quick,
                new Once<>(() -> jib.get().open(access.scope(), access.mountFrom())),
                retries,
                new RegistryErrors(name + "/" + access.scope().repository(), login));
    }
}

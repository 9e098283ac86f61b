package io.cfa.maven.image.registry;

import com.google.common.base.Suppliers;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.model.Digest;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One registry, for as long as the build lasts: how it is reached, who we are there, and which repository is known to hold which bytes. */
public final class Registry {

    private final String name;
    private final RegistryLogin login;
    private final RetryPolicy retries;
    private final ManifestClient quick;
    private final Supplier<JibRegistry> jib;
    private final Map<Access, Repository> repositories = new ConcurrentHashMap<>();
    private final Map<String, String> holders = new ConcurrentHashMap<>();
    private final Map<String, Lock> locks = new ConcurrentHashMap<>();

    public Registry(String name, RegistryLogin login, boolean allowInsecure, RetryPolicy retries) {
        this.name = name;
        this.login = login;
        this.retries = retries;
        RegistryEndpoint address = new RegistryEndpoint(name, allowInsecure);
        Supplier<Boolean> plainHttp = Suppliers.memoize(() -> address.mayBeInsecure() && address.speaksPlainHttp());
        this.quick = new ManifestClient(
                () -> URI.create((plainHttp.get() ? "http://" : "https://") + address.server()), login);
        this.jib = Suppliers.memoize(() -> new JibRegistry(address, plainHttp.get(), login, retries));
    }

    private record Access(RegistryScope scope, Optional<String> mountFrom) {}

    /** A repository to read from. */
    public Repository toPull(String repository) {
        return at(new Access(new RegistryScope(repository, false), Optional.empty()));
    }

    /** A repository to write to. */
    public Repository toPush(String repository) {
        return at(new Access(new RegistryScope(repository, true), Optional.empty()));
    }

    /** A repository to write to, with the right to take blobs of another one. */
    public Repository toMount(String repository, String from) {
        return at(new Access(new RegistryScope(repository, true), Optional.of(from)));
    }

    /** The repository that was seen to hold a blob. */
    public Optional<String> owner(String blob) {
        return Optional.ofNullable(holders.get(blob));
    }

    /** Remembers that a repository holds a blob. */
    public void holds(String repository, String blob) {
        holders.putIfAbsent(blob, repository);
    }

    /** Asks a repository that may not exist, or not be ours to read: then it holds nothing for us. */
    public boolean mayHold(String repository, Digest blob) {
        try {
            return toPull(repository).holds(blob);
        } catch (ImageException e) {
            return false;
        }
    }

    /** Held while a blob travels, so that seven modules at a time send it once. */
    public Lock lock(String blob) {
        return locks.computeIfAbsent(blob, any -> new ReentrantLock());
    }

    private Repository at(Access access) {
        return repositories.computeIfAbsent(access, this::open);
    }

    private Repository open(Access access) {
        return new Repository(
                access.scope(),
                quick,
                Suppliers.memoize(() -> jib.get().open(access.scope(), access.mountFrom())),
                retries,
                new RegistryErrors(name + "/" + access.scope().repository(), login));
    }
}

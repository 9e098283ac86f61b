package io.cfa.maven.image.registry;

import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.credentials.RegistryLogin;
import io.cfa.maven.model.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** One registry, for as long as the build lasts: how it is reached, who we are there, and which repository is known to hold which bytes. */
public final class Registry {

    private final String name;
    private final RegistryLogin login;
    private final RetryPolicy retries;
    private final RegistryEndpoint endpoint;
    private final RegistryClient client;
    private final Map<RegistryScope, Repository> repositories = new ConcurrentHashMap<>();
    private final Map<String, String> holders = new ConcurrentHashMap<>();
    private final Map<String, Lock> locks = new ConcurrentHashMap<>();
    private final ParallelRequests parallel = new ParallelRequests();

    /** A registry by the name that images have it by. */
    public Registry(String name, RegistryLogin login, RegistryAccess access, RetryPolicy retries) {
        this.name = name;
        this.login = login;
        this.retries = retries;
        this.endpoint = new RegistryEndpoint(name, access.allowInsecure());
        this.client = new RegistryClient(endpoint, login, access.proxies());
    }

    /** A repository to read from. */
    public Repository toPull(String repository) {
        return at(RegistryScope.pull(repository));
    }

    /** A repository to write to. */
    public Repository toPush(String repository) {
        return at(RegistryScope.push(repository));
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

    /**
     * Asks a question for each of some things, a few at a time.
     *
     * @return the answers, in the order of the things
     * @throws RuntimeException that of the first thing whose question failed; what had not begun by then is not asked any more
     */
    public <Q, A> List<A> sideBySide(List<Q> things, Function<Q, A> question) {
        return parallel.all(things, question);
    }

    private Repository at(RegistryScope scope) {
        return repositories.computeIfAbsent(
                scope,
                any -> new Repository(
                        scope,
                        client,
                        retries,
                        new RegistryErrors(endpoint.server(), name + "/" + scope.repository(), login)));
    }
}

package io.cfa.maven.mojo.release;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.docker.swarm.SwarmInfo;
import io.cfa.maven.model.Orchestrator;
import io.cfa.maven.remote.FirstHost;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.ssh.SshLogin;
import io.cfa.maven.verify.swarm.ManagerRefusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A login that is under way: it takes as long as all that can be read and asked elsewhere, so both are done at a time.
 *
 * @param login ends with a host that is connected to
 */
public record HostSession(CompletableFuture<RemoteHost> login) implements AutoCloseable {

    /**
     * Begins to log in.
     *
     * @param host        {@code [user@]host[:port]} or an alias of {@code ~/.ssh/config}; on a swarm several managers with commas between them, of which the first that can
     *                    change something is taken; may be null
     * @param engine      what the host runs
     * @param environment holds the key and the host keys of a pipeline
     * @param warn        is told of what ssh would do and this login does not
     */
    public static HostSession begin(
            String host, Orchestrator engine, Map<String, String> environment, Consumer<String> warn) {
        return begin(() -> SshLogin.connect(host, environment, warn, remote -> unfit(engine, remote)));
    }

    /** The hosts that are named by a parameter that may be null, or else by CFA2_HOST. */
    public static List<String> hosts(String host, Map<String, String> environment) {
        return FirstHost.split(Optional.ofNullable(host)
                .filter(text -> !text.isBlank())
                .orElseGet(() -> environment.getOrDefault("CFA2_HOST", "")));
    }

    /** Why one host of several will not do. */
    static Optional<String> unfit(Orchestrator engine, RemoteHost remote) {
        if (engine != Orchestrator.SWARM) {
            throw new IllegalArgumentException(
                    "several hosts are named, and CFA_ENGINE of .env.cfa2 is not swarm: Docker Compose has one. Next: name one host"
                            + " (-Dcfa.host, or the variable CFA2_HOST), or write CFA_ENGINE=swarm");
        }
        try {
            SwarmInfo info = SwarmInfo.query().ask(remote);
            return ManagerRefusal.of(remote.name(), info)
                    .map(finding -> finding.observed() + (info.error().isEmpty() ? "" : " (" + finding.next() + ")"));
        } catch (CommandFailedException | RemoteException e) {
            // also one that takes a question and never answers it
            return Optional.of("its engine does not answer");
        }
    }

    static HostSession begin(Supplier<RemoteHost> login) {
        return new HostSession(CompletableFuture.supplyAsync(login, work -> new Thread(work, "cfa-login").start()));
    }

    /**
     * The host, once it is connected to.
     *
     * @throws RuntimeException what the login said
     */
    public RemoteHost host() {
        try {
            return login.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException refused ? refused : e;
        }
    }

    /** Closes the connection, also one that is only coming. */
    @Override
    public void close() {
        login.thenAccept(RemoteHost::close);
    }
}

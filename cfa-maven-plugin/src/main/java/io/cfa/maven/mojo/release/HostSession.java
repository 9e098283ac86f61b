package io.cfa.maven.mojo.release;

import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.ssh.SshLogin;
import java.util.Map;
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
     * @param host        {@code [user@]host[:port]} or an alias of {@code ~/.ssh/config}; may be null
     * @param environment holds the key and the host keys of a pipeline
     * @param warn        is told of what ssh would do and this login does not
     */
    public static HostSession begin(String host, Map<String, String> environment, Consumer<String> warn) {
        return begin(() -> SshLogin.connect(host, environment, warn));
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

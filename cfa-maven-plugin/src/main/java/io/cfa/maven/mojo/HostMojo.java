package io.cfa.maven.mojo;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.ssh.SshLogin;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that talks to the host: where that is, and how to log in there. */
abstract class HostMojo extends StackMojo {

    /**
     * The host, as {@code [user@]host[:port]} or as an alias of {@code ~/.ssh/config}. The private key comes from the environment variable
     * SSH_PRIVATE_KEY_CFA2 (a path, or the key itself), or else as ssh finds it.
     */
    @Parameter(property = "cfa.host", defaultValue = "${env.CFA2_HOST}")
    private String host;

    /** The directory of compose and env on the host. */
    @Parameter(property = "cfa.directory", defaultValue = "/srv/cfa")
    String directory;

    /** Whether the goal does nothing. */
    @Parameter(property = "cfa.skip", defaultValue = "false")
    private boolean skip;

    @Override
    public final void execute() throws MojoFailureException {
        if (skip) {
            getLog().info("skipped by cfa.skip");
            return;
        }
        // logging in takes as long as all that can be read and asked elsewhere
        CompletableFuture<RemoteHost> login = CompletableFuture.supplyAsync(
                () -> SshLogin.connect(host, System.getenv(), getLog()::warn),
                work -> new Thread(work, "cfa-login").start());
        try {
            Map<String, String> variables = variables();
            Stack stack = Stack.read(bundle(), variables);
            prepare(stack);
            try (RemoteHost remote = connected(login)) {
                execute(remote, stack, variables);
            }
        } catch (MalformedFileException
                | IllegalArgumentException
                | RemoteException
                | CommandFailedException
                | ImageException
                | RolloutException e) {
            throw new MojoFailureException(e.getMessage(), e);
        } finally {
            login.thenAccept(RemoteHost::close);
        }
    }

    private static RemoteHost connected(CompletableFuture<RemoteHost> login) {
        try {
            return login.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException refused ? refused : e;
        }
    }

    /** Finds out what has to be known before, and needs no host; runs while the login does. */
    void prepare(Stack stack) {
        // nothing, for most goals
    }

    /** Does the goal's work on a host that is connected to. */
    abstract void execute(RemoteHost remote, Stack stack, Map<String, String> variables) throws MojoFailureException;
}

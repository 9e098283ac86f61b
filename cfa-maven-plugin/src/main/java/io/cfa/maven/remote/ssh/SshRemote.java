package io.cfa.maven.remote.ssh;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.LostConnectionException;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.RemoteSession;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * A host over one SSH connection: each command is a channel of it, several at a time if several threads run them.
 *
 * <p>A connection that was lost between two commands is made again before the next one. A loss during a command is the caller's to
 * know.
 */
final class SshRemote implements RemoteHost {

    /** An sshd takes ten sessions of one connection, unless told otherwise; two are left for conversations. */
    private static final int AT_A_TIME = 8;

    private final SshRoute route;
    private final Semaphore sessions = new Semaphore(AT_A_TIME, true);
    private SshConnection connection;
    private boolean closed;

    private SshRemote(SshRoute route) {
        this.route = route;
        this.connection = route.open();
    }

    /** Connects. */
    static SshRemote open(SshRoute route) {
        return new SshRemote(route);
    }

    @Override
    public Result run(Command command) {
        sessions.acquireUninterruptibly();
        try {
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            SshExecution execution = start(command, () -> input(command), output);
            int status = execution.await();
            return new Result(status, output.toString(StandardCharsets.UTF_8), execution.errorText());
        } finally {
            sessions.release();
        }
    }

    @Override
    public RemoteSession open(Command command) {
        LineInputStream input = new LineInputStream();
        LineOutputStream output = new LineOutputStream();
        return new SshSession(start(command, () -> input, output), input, output);
    }

    @Override
    public String name() {
        return route.target().name();
    }

    @Override
    public String address() {
        return route.target().endpoint().hostName();
    }

    @Override
    public synchronized void close() {
        closed = true;
        connection.close();
    }

    private static InputStream input(Command command) {
        return new ByteArrayInputStream(
                command.input().map(Secret::reveal).orElse("").getBytes(StandardCharsets.UTF_8));
    }

    private SshExecution start(Command command, Supplier<InputStream> input, OutputStream output) {
        SshConnection first = connected();
        try {
            return SshExecution.start(name(), command, input.get(), output, first.session(), route.patience());
        } catch (SshExecution.NotStartedException e) {
            first.close();
            try {
                return SshExecution.start(
                        name(), command, input.get(), output, connected().session(), route.patience());
            } catch (SshExecution.NotStartedException again) {
                throw new LostConnectionException(
                        name() + ": the connection was lost twice before `" + command
                                + "` could be sent. Next: check the network, then"
                                + " run the goal again; that is safe",
                        again);
            }
        }
    }

    private synchronized SshConnection connected() {
        if (closed) {
            throw new IllegalStateException("closed: " + name());
        }
        if (!connection.isAlive()) {
            connection.close();
            connection = route.open();
        }
        return connection;
    }
}

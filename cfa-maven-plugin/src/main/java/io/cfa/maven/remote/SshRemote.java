package io.cfa.maven.remote;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * A host over one SSH connection: each command is a channel of it, several at a time if several threads run them.
 *
 * <p>A connection that was lost between two commands is made again before the next one. A loss during a command is the caller's to
 * know.
 */
final class SshRemote implements Remote {

    /** An sshd takes ten sessions of one connection, unless told otherwise. */
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
            return start(command).await();
        } finally {
            sessions.release();
        }
    }

    @Override
    public String name() {
        return route.target().name();
    }

    @Override
    public String address() {
        return route.target().hostName();
    }

    @Override
    public synchronized void close() {
        closed = true;
        connection.close();
    }

    /** A duration as a person reads it. */
    static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    private SshExecution start(Command command) {
        SshConnection first = connected();
        try {
            return SshExecution.start(name(), command, first.session(), route.patience());
        } catch (SshExecution.NotStartedException e) {
            first.close();
            try {
                return SshExecution.start(name(), command, connected().session(), route.patience());
            } catch (SshExecution.NotStartedException again) {
                throw new RemoteException(
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

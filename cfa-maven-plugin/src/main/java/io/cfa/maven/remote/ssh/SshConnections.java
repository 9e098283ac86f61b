package io.cfa.maven.remote.ssh;

import io.cfa.maven.remote.login.SshRoute;
import java.util.ArrayList;
import java.util.List;

/**
 * The connections to a host: one, as long as its sshd takes as many commands at a time of it as are wanted.
 *
 * <p>An sshd says only by a refusal how many it takes ({@code MaxSessions}). What is refused waits for a place where commands end by
 * themselves; where all places are held by commands that are talked to, as the lock is, a further connection is made.
 */
final class SshConnections implements AutoCloseable {

    private final SshRoute route;
    private final List<SharedConnection> open = new ArrayList<>();
    private int most = SharedConnection.MOST;
    private boolean closed;

    /** Connects. */
    SshConnections(SshRoute route) {
        this.route = route;
        open.add(new SharedConnection(route.open()));
    }

    /**
     * A connection with a place for one more command; waits for it.
     *
     * @param lasting whether the command is talked to, and so may keep its place for long
     */
    synchronized SharedConnection take(boolean lasting) {
        while (true) {
            if (closed) {
                throw new IllegalStateException("closed: " + route.target().name());
            }
            open.removeIf(SharedConnection::closeIfLost);
            for (SharedConnection each : open) {
                if (each.take(lasting, most)) {
                    return each;
                }
            }
            if (open.stream().allMatch(SharedConnection::isHeld)) {
                open.add(new SharedConnection(route.open()));
            } else {
                waitForPlace();
            }
        }
    }

    /** Gives a place back. */
    synchronized void give(SharedConnection connection, boolean lasting) {
        connection.give(lasting);
        notifyAll();
    }

    /**
     * Gives a place back that the host had refused.
     *
     * @return whether other commands hold places, so that the refusal says how many there are
     */
    synchronized boolean refused(SharedConnection connection, boolean lasting) {
        give(connection, lasting);
        most = Math.min(most, Math.max(1, connection.used()));
        return connection.used() > 0;
    }

    /** Gives up a connection that is lost, or whose places are all taken by what nobody waits for any more. */
    synchronized void drop(SharedConnection connection) {
        connection.close();
        open.remove(connection);
        notifyAll();
    }

    @Override
    public synchronized void close() {
        closed = true;
        open.forEach(SharedConnection::close);
        notifyAll();
    }

    private void waitForPlace() {
        boolean interrupted = false;
        try {
            wait();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + route.target().name());
        }
    }
}

package io.cfa.maven.remote.ssh;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.LostConnectionException;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.RemoteSession;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.Secret;
import io.cfa.maven.remote.login.SshRoute;
import io.cfa.maven.remote.ssh.SshExecution.NotStartedException;
import io.cfa.maven.remote.ssh.SshExecution.RefusedChannelException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * A host over one SSH connection: each command is a channel of it, several at a time if several threads run them.
 *
 * <p>A connection that was lost between two commands is made again before the next one. A loss during a command is the caller's to
 * know.
 */
final class SshRemote implements RemoteHost {

    private static final int MOST_REFUSALS = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    private final SshRoute route;
    private final LoginShellErrors errors;
    private final SshConnections connections;
    private volatile String noise = "";

    private SshRemote(SshRoute route) {
        this.route = route;
        this.errors = new LoginShellErrors(name(), route.target().endpoint().user());
        this.connections = new SshConnections(route);
    }

    /** Connects. */
    static SshRemote open(SshRoute route) {
        return new SshRemote(route);
    }

    @Override
    public Result run(Command command) {
        CollectedOutput[] output = new CollectedOutput[1];
        Started started = start(command, false, execution -> {
            output[0] = new CollectedOutput();
            execution.start(new ByteArrayInputStream(input(command)), output[0], route.patience());
        });
        try {
            int status = started.execution.await();
            noise = started.execution.noise();
            if (output[0].overflowed()) {
                throw started.execution.overflow();
            }
            return new Result(status, output[0].text(), started.execution.errorText());
        } finally {
            connections.give(started.connection, false);
        }
    }

    @Override
    public RemoteSession open(Command command) {
        LineInputStream input = new LineInputStream();
        LineOutputStream output = new LineOutputStream();
        Started started = start(command, true, execution -> execution.start(input, output, route.patience()));
        return new SshSession(started.execution, input, output, () -> connections.give(started.connection, true));
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
    public Optional<String> noise() {
        return Optional.of(noise).filter(text -> !text.isBlank());
    }

    @Override
    public void close() {
        connections.close();
    }

    private static byte[] input(Command command) {
        return command.input().map(Secret::reveal).orElse("").getBytes(StandardCharsets.UTF_8);
    }

    /** Sends a command, again where it is certain that it did not arrive. */
    private Started start(Command command, boolean lasting, Sending sending) {
        boolean lost = false;
        int refusals = 0;
        while (true) {
            SharedConnection connection = connections.take(lasting);
            boolean kept = false;
            try {
                SshExecution execution = new SshExecution(errors, command, connection.session());
                sending.of(execution);
                kept = true;
                return new Started(connection, execution);
            } catch (NotStartedException e) {
                connections.drop(connection);
                if (lost) {
                    throw lostTwice(command, e);
                }
                lost = true;
            } catch (RefusedChannelException e) {
                kept = true;
                if (!connections.refused(connection, lasting)) {
                    refusals = refusedAlone(command, connection, refusals, e);
                }
            } finally {
                if (!kept) {
                    connections.give(connection, lasting);
                }
            }
        }
    }

    /** A place that was given up a moment ago may be free a moment later, and those of a new connection are free. */
    private int refusedAlone(Command command, SharedConnection connection, int refusals, RefusedChannelException e) {
        if (refusals == MOST_REFUSALS) {
            throw new RemoteException(
                    name() + ": the host refuses a session for `" + command.brief()
                            + "`, on a new connection too. Next: see the host's sshd_config (MaxSessions, 10 where it is not set;"
                            + " 0 takes no command at all) and its log",
                    e);
        }
        if (refusals == MOST_REFUSALS - 1) {
            connections.drop(connection);
        } else {
            route.pause().of(FIRST_PAUSE.multipliedBy(1L << refusals));
        }
        return refusals + 1;
    }

    private LostConnectionException lostTwice(Command command, Exception cause) {
        return new LostConnectionException(
                name() + ": the connection was lost twice before `" + command.brief()
                        + "` could be sent. Next: check the network, then"
                        + " run the goal again; that is safe",
                cause);
    }

    private record Started(SharedConnection connection, SshExecution execution) {}

    private interface Sending {
        void of(SshExecution execution) throws NotStartedException, RefusedChannelException;
    }
}

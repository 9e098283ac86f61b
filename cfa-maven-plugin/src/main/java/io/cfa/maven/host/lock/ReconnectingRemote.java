package io.cfa.maven.host.lock;

import io.cfa.maven.host.HostContext;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.LostConnectionException;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.RemoteSession;
import io.cfa.maven.remote.Result;

/**
 * A locked host whose connection may be lost: a command that was cut off is run again, after the lock was taken again.
 *
 * <p>This is why every command of a plan must be one that may be run twice.
 */
public final class ReconnectingRemote implements RemoteHost {

    private static final int TIMES = 3;

    private final HostContext context;
    private final DeployLock lock;

    private ReconnectingRemote(HostContext context, DeployLock lock) {
        this.context = context;
        this.lock = lock;
    }

    /** The same host, reached through its lock. */
    public static HostContext of(HostContext context, DeployLock lock) {
        return context.with(new ReconnectingRemote(context, lock));
    }

    @Override
    public Result run(Command command) {
        for (int time = 1; ; time++) {
            lock.hold();
            try {
                return context.host().run(command);
            } catch (LostConnectionException e) {
                if (time == TIMES) {
                    throw e;
                }
                context.say(
                        context.host().name() + ": the connection was lost during `" + command + "`; running it again");
            }
        }
    }

    @Override
    public RemoteSession open(Command command) {
        lock.hold();
        return context.host().open(command);
    }

    @Override
    public String name() {
        return context.host().name();
    }

    @Override
    public String address() {
        return context.host().address();
    }

    @Override
    public void close() {
        lock.close();
    }
}

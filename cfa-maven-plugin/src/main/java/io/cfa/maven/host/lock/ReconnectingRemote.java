package io.cfa.maven.host.lock;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.LostConnectionException;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.RemoteSession;
import io.cfa.maven.remote.Result;
import java.util.function.Consumer;

/**
 * A locked host whose connection may be lost: a command that was cut off is run again, after the lock was taken again.
 *
 * <p>This is why every command of a plan must be one that may be run twice.
 */
public final class ReconnectingRemote implements RemoteHost {

    private static final int TIMES = 3;

    private final RemoteHost host;
    private final DeployLock lock;
    private final Consumer<String> progress;

    public ReconnectingRemote(RemoteHost host, DeployLock lock, Consumer<String> progress) {
        this.host = host;
        this.lock = lock;
        this.progress = progress;
    }

    @Override
    public Result run(Command command) {
        for (int time = 1; ; time++) {
            lock.hold();
            try {
                return host.run(command);
            } catch (LostConnectionException e) {
                if (time == TIMES) {
                    throw e;
                }
                progress.accept(host.name() + ": the connection was lost during `" + command + "`; running it again");
            }
        }
    }

    @Override
    public RemoteSession open(Command command) {
        lock.hold();
        return host.open(command);
    }

    @Override
    public String name() {
        return host.name();
    }

    @Override
    public String address() {
        return host.address();
    }

    @Override
    public void close() {
        lock.close();
    }
}

package io.cfa.maven.backup;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.lock.HostCommandLock;
import io.cfa.maven.host.lock.LockOwner;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.remote.Command;
import io.cfa.maven.rollout.plan.Step;

/** The stack whose data is kept: what runs it, seen from the host that has the data. */
public interface KeptStack {

    /**
     * Prints a line of JSON for each of its containers on the host: {@code service}, {@code oneoff}, {@code name}, {@code image} and {@code mounts}, as the engine has
     * them.
     */
    Command containers();

    /** What was released. */
    ReleaseLog log(HostContext context, String directory);

    /** Copies the release log, if there is one, to a directory; arguments: that directory. Run where compose and env are. */
    String copyOfTheLog();

    /** What to do where a service has no container on this host. */
    String elsewhere(String service);

    /** Whether a backup can be brought to a host that has nothing of the stack. */
    boolean canBeginAnew();

    /** Stops every service, and keeps volumes. */
    Command stop(ComposeProject project);

    /** Starts every service. */
    Step start(ComposeProject project);

    /** Takes what keeps others from changing the stack by another way than this host. */
    Held hold(HostContext context, LockOwner me);

    /** What is held until it is closed. */
    interface Held extends AutoCloseable {

        /** Makes sure that it is held, taking it again after a lost connection. */
        default void hold() {
            // where nothing is, nothing is lost
        }

        @Override
        void close();
    }

    /** A command that goes on to its end when nobody hears it. */
    static Command toItsEnd(ComposeProject project, Command command) {
        return HostCommandLock.toItsEnd(project.directory(), command);
    }
}

package io.cfa.maven.remote.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.util.Set;

/** How far a channel came that could not be started: whether the command may have been run is the question. */
record ChannelStart(ChannelExec channel, Session session, JSchException failure) {

    /** What jsch says where it stopped before it sent the command; it has no other sign of that. */
    private static final Set<String> BEFORE_THE_COMMAND = Set.of("session is down", "channel is not opened.");

    /** Whether the command was sent; what could not be written did not arrive either. */
    boolean commandWasSent() {
        return !(failure.getCause() instanceof IOException) && !BEFORE_THE_COMMAND.contains(failure.getMessage());
    }

    boolean connectionWasLostBefore() {
        return failure.getCause() instanceof IOException || !commandWasSent() && !session.isConnected();
    }

    /**
     * Whether the host has closed the channel before jsch had begun to read the command's input, which may be so with a command that ends at once: jsch 2.28 looks
     * then for a thread that it has let go. The answer is there all the same.
     */
    boolean commandHasEnded() {
        return failure.getCause() instanceof NullPointerException && channel.isClosed() && session.isConnected();
    }

    /** jsch keeps the reason of a refusal where the exit status would be. */
    boolean channelWasRefused() {
        return !commandWasSent() && session.isConnected() && channel.getExitStatus() != ExitStatus.NONE;
    }
}

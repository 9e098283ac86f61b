package io.cfa.maven.remote.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.LostConnectionException;
import io.cfa.maven.remote.RemoteException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One command on one channel of a connection. */
final class SshExecution {

    private static final Duration LAST_WORDS = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofMillis(1);
    private static final int NONE = -1;
    private static final int KILLED = 255;
    private static final int SIGNAL = 128;
    private static final Map<String, Integer> SIGNALS =
            Map.of("HUP", 1, "INT", 2, "QUIT", 3, "ABRT", 6, "KILL", 9, "SEGV", 11, "PIPE", 13, "ALRM", 14, "TERM", 15);

    /** What jsch says where it stopped before it sent the command; it has no other sign of that. */
    private static final Set<String> BEFORE_THE_COMMAND = Set.of("session is down", "channel is not opened.");

    private final String host;
    private final Command command;
    private final Session session;
    private final ChannelExec channel;
    private final LastStream error = new LastStream();

    private SshExecution(String host, Command command, Session session) throws NotStartedException {
        this.host = host;
        this.command = command;
        this.session = session;
        try {
            this.channel = (ChannelExec) session.openChannel("exec");
        } catch (JSchException e) {
            throw new NotStartedException(e);
        }
        if (channel == null) {
            throw new NotStartedException(null);
        }
    }

    /**
     * Sends a command.
     *
     * @throws NotStartedException if the connection turns out to be lost, and the command was not sent
     */
    static SshExecution start(
            String host, Command command, InputStream input, OutputStream output, Session session, SshTimeouts patience)
            throws NotStartedException {
        SshExecution execution = new SshExecution(host, command, session);
        execution.send(input, output, patience);
        return execution;
    }

    /** Waits for the end of the command, or of its time; returns its exit status. */
    int await() {
        if (!ended(command.timeout())) {
            throw overdue();
        }
        if (channel.getExitStatus() == NONE && channel.getExitSignal() == null && connectionGoesDown()) {
            throw lost(null);
        }
        return status();
    }

    /** What it printed on standard error. */
    String errorText() {
        return error.toString(StandardCharsets.UTF_8);
    }

    /** Whether the command runs and the connection is not known to be lost. */
    boolean isRunning() {
        return error.closed.getCount() > 0 && session.isConnected();
    }

    /** Tells the command to end, and does not wait for it. */
    void giveUp() {
        try {
            // a signal to a channel that is gone would cost the connection
            if (!channel.isClosed()) {
                channel.sendSignal("TERM");
            }
        } catch (Exception e) {
            // it is given up in any case
        }
        channel.disconnect();
    }

    /** The connection is lost, and nobody knows how far the command came. */
    LostConnectionException lost(Exception cause) {
        return new LostConnectionException(
                host + ": the connection was lost during `" + command
                        + "`. It may or may not have been completed on the host."
                        + " Next: run the goal again; that is safe",
                cause);
    }

    private void send(InputStream input, OutputStream output, SshTimeouts patience) throws NotStartedException {
        channel.setCommand(command.line().getBytes(StandardCharsets.UTF_8));
        channel.setInputStream(input);
        channel.setOutputStream(output);
        channel.setErrStream(error);
        try {
            channel.connect(patience.answerMillis());
        } catch (JSchException e) {
            // what could not be written did not arrive either
            boolean unwritten = e.getCause() instanceof IOException;
            boolean unsent = unwritten || BEFORE_THE_COMMAND.contains(e.getMessage());
            if (unwritten || unsent && !session.isConnected()) {
                throw new NotStartedException(e);
            }
            throw session.isConnected() ? new RemoteException(host + ": " + notTaken(unsent, patience), e) : lost(e);
        }
    }

    private String notTaken(boolean unsent, SshTimeouts patience) {
        if (!unsent) {
            return "the host did not confirm `" + command
                    + "`. It may or may not have been started there. Next: see the host's log, then run"
                    + " the goal again; that is safe";
        }
        return channel.getExitStatus() != NONE
                ? "the host refuses a session for `" + command
                        + "`. Next: see the host's sshd_config (MaxSessions) and log"
                : "the host did not take `" + command + "` within " + SshTimeouts.text(patience.answer())
                        + ", and did not run it. Next: see how busy the host is, then run the goal again";
    }

    private RemoteException overdue() {
        giveUp();
        return new RemoteException(
                host + ": `" + command + "` did not end within " + SshTimeouts.text(command.timeout())
                        + ", and was given up; it may still run there. Next: see on the host what it waits for, then run the goal again");
    }

    /** Looks at the connection too, as a channel that is opened just when that is lost is never closed. */
    private boolean ended(Duration limit) {
        long start = System.nanoTime();
        try {
            for (long left = limit.toNanos(); left > 0; left = limit.toNanos() - (System.nanoTime() - start)) {
                if (error.closed.await(Math.min(left, LAST_WORDS.toNanos()), TimeUnit.NANOSECONDS)
                        || !session.isConnected()) {
                    return true;
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            channel.disconnect();
            throw new RemoteException(
                    host + ": interrupted during `" + command + "`; it may still run there. Next: run the goal again",
                    e);
        }
    }

    /** The channels end a moment before the connection counts as down. */
    private boolean connectionGoesDown() {
        long start = System.nanoTime();
        while (session.isConnected() && System.nanoTime() - start < LAST_WORDS.toNanos()) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return !session.isConnected();
    }

    private int status() {
        if (channel.getExitStatus() != NONE) {
            return channel.getExitStatus();
        }
        Integer signal = SIGNALS.get(String.valueOf(channel.getExitSignal()));
        return signal == null ? KILLED : SIGNAL + signal;
    }

    /** Standard error; jsch closes it last, when the channel is closed on both sides. */
    private static final class LastStream extends ByteArrayOutputStream {
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public void close() {
            closed.countDown();
        }
    }

    /** The connection is lost, and the command was not sent. */
    static final class NotStartedException extends Exception {
        private static final long serialVersionUID = 1L;

        NotStartedException(Throwable cause) {
            super(cause);
        }
    }
}

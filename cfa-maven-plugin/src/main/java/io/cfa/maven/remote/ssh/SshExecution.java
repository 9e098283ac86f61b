package io.cfa.maven.remote.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.LostConnectionException;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.remote.login.SshTimeouts;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One command on one channel of a connection. */
final class SshExecution {

    private static final Duration LAST_WORDS = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofMillis(1);

    private final LoginShellErrors errors;
    private final Command command;
    private final Session session;
    private final ChannelExec channel;
    private final String mark = "cfa-" + UUID.randomUUID();
    private final CollectedOutput errorText = new CollectedOutput();
    private final AnswerStream error = new AnswerStream(mark, errorText);
    private AnswerStream output;

    SshExecution(LoginShellErrors errors, Command command, Session session) throws NotStartedException {
        this.errors = errors;
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
     * Sends the command.
     *
     * @throws NotStartedException     if the connection turns out to be lost, and the command was not sent
     * @throws RefusedChannelException if the host takes no further command of this connection, and the command was not sent
     */
    void start(InputStream input, OutputStream answer, SshTimeouts patience)
            throws NotStartedException, RefusedChannelException {
        output = new AnswerStream(mark, answer);
        channel.setCommand(LoginShellLine.marked(mark, command.line()).text().getBytes(StandardCharsets.UTF_8));
        channel.setInputStream(input);
        channel.setOutputStream(output);
        channel.setErrStream(error);
        try {
            channel.connect(patience.answerMillis());
        } catch (JSchException e) {
            ChannelStart failed = new ChannelStart(channel, session, e);
            if (failed.commandHasEnded()) {
                return;
            }
            if (failed.connectionWasLostBefore()) {
                throw new NotStartedException(e);
            }
            if (failed.channelWasRefused()) {
                throw new RefusedChannelException(e);
            }
            throw session.isConnected() ? notTaken(failed, patience, e) : lost(e);
        }
    }

    /** Waits for the end of the command, or of its time; returns its exit status. */
    int await() {
        if (!ended(command.timeout())) {
            // what comes of giving up is no cause
            RemoteException problem = output.begun() ? overdue() : errors.waits(command, noise());
            giveUp();
            throw problem;
        }
        if (ExitStatus.isUnknown(channel) && connectionGoesDown()) {
            throw lost(null);
        }
        if (!output.begun()) {
            throw errors.neverBegan(command, ExitStatus.of(channel), noise());
        }
        if (ExitStatus.isUnknown(channel)) {
            throw cutOff();
        }
        if (errorText.overflowed()) {
            throw overflow();
        }
        return ExitStatus.of(channel);
    }

    /** What it printed on standard error. */
    String errorText() {
        return errorText.text();
    }

    /** What the login shell printed before the command began. */
    String noise() {
        return output.noise() + error.noise();
    }

    /** Whether the command runs and the connection is not known to be lost. */
    boolean isRunning() {
        return errorText.closed().getCount() > 0 && session.isConnected();
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
                errors.host() + ": the connection was lost during `" + command.brief()
                        + "`. It may or may not have been completed on the host."
                        + " Next: run the goal again; that is safe",
                cause);
    }

    /** It printed more than is taken. */
    RemoteException overflow() {
        return new RemoteException(
                errors.host() + ": `" + command.brief() + "` printed more than " + (CollectedOutput.MOST >> 20)
                        + " MiB, which no answer is. Next: run it on the host, and see what it prints");
    }

    private RemoteException notTaken(ChannelStart failed, SshTimeouts patience, Exception cause) {
        return new RemoteException(
                errors.host() + ": "
                        + (failed.commandWasSent()
                                ? "the host did not confirm `" + command.brief() + "` (" + cause.getMessage()
                                        + "). It may or may not have been started there. Next: see the host's log, then run"
                                        + " the goal again; that is safe"
                                : "the host did not take `" + command.brief() + "` within "
                                        + SshTimeouts.text(patience.answer())
                                        + ", and did not run it. Next: see how busy the host is, then run the goal again"),
                cause);
    }

    /** The host closed the channel, and the connection is in order: no exit status is not one of 0, nor one of failure. */
    private RemoteException cutOff() {
        return new RemoteException(errors.host() + ": the host ended `" + command.brief()
                + "` and said neither an exit status nor a signal. It may or may not have been completed there."
                + " Next: see the host's log and look for ChannelTimeout in its sshd_config, which ends what is silent for long;"
                + " then run the goal again; that is safe");
    }

    private RemoteException overdue() {
        return new RemoteException(errors.host() + ": `" + command.brief() + "` did not end within "
                + SshTimeouts.text(command.timeout())
                + ", and was given up; it may still run there. The host itself answers. Next: see on the host what it waits for"
                + (command.argv().get(0).equals("docker") ? " (systemctl status docker, journalctl -u docker)" : "")
                + ", then run the goal again");
    }

    /** Looks at the connection too, as a channel that is opened just when that is lost is never closed. */
    private boolean ended(Duration limit) {
        long start = System.nanoTime();
        try {
            for (long left = limit.toNanos(); left > 0; left = limit.toNanos() - (System.nanoTime() - start)) {
                if (errorText.closed().await(Math.min(left, LAST_WORDS.toNanos()), TimeUnit.NANOSECONDS)
                        || !session.isConnected()) {
                    return true;
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            channel.disconnect();
            throw new RemoteException(
                    errors.host() + ": interrupted during `" + command.brief()
                            + "`; it may still run there. Next: run the goal again",
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

    /** The connection is lost, and the command was not sent. */
    static final class NotStartedException extends Exception {
        private static final long serialVersionUID = 1L;

        NotStartedException(Throwable cause) {
            super(cause);
        }
    }

    /** The host takes no further command of this connection, and the command was not sent. */
    static final class RefusedChannelException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedChannelException(Throwable cause) {
            super(cause);
        }
    }
}

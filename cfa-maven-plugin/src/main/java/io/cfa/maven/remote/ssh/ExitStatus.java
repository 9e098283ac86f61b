package io.cfa.maven.remote.ssh;

import com.jcraft.jsch.ChannelExec;
import java.util.Map;

/** The exit status of a command, as a shell would say it: 128 and the signal's number where one ended it. */
final class ExitStatus {

    static final int NONE = -1;

    private static final int KILLED = 255;
    private static final int SIGNAL = 128;
    private static final Map<String, Integer> SIGNALS =
            Map.of("HUP", 1, "INT", 2, "QUIT", 3, "ABRT", 6, "KILL", 9, "SEGV", 11, "PIPE", 13, "ALRM", 14, "TERM", 15);

    private ExitStatus() {}

    /** Whether the host has said neither a status nor a signal. */
    static boolean isUnknown(ChannelExec channel) {
        return channel.getExitStatus() == NONE && channel.getExitSignal() == null;
    }

    static int of(ChannelExec channel) {
        if (channel.getExitStatus() != NONE) {
            return channel.getExitStatus();
        }
        Integer signal = SIGNALS.get(String.valueOf(channel.getExitSignal()));
        return signal == null ? KILLED : SIGNAL + signal;
    }
}

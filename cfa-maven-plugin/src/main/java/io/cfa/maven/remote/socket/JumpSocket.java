package io.cfa.maven.remote.socket;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.JSchException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;

/** A socket through a connection to a jump host; what jsch gives for that has no read time-out. */
final class JumpSocket extends ArrivalSocket {

    private final Channel channel;
    private final OutputStream output;

    JumpSocket(Channel channel, int connectMillis) throws IOException {
        this.channel = channel;
        channel.setOutputStream(arrived.writer());
        try {
            channel.connect(connectMillis);
        } catch (JSchException e) {
            throw refused(e);
        }
        if (!channel.isConnected()) {
            throw refused(null);
        }
        this.output = channel.getOutputStream();
    }

    @Override
    public OutputStream getOutputStream() {
        return output;
    }

    @Override
    public void close() {
        channel.disconnect();
        arrived.end();
    }

    private static IOException refused(Exception cause) {
        ConnectException refused = new ConnectException("refused by the jump host");
        refused.initCause(cause);
        return refused;
    }
}

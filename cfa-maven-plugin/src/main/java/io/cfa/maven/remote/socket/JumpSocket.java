package io.cfa.maven.remote.socket;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.JSchException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;

/**
 * A socket through a connection to a jump host. What jsch gives for that has no read time-out, without which neither the login nor the
 * keep-alive behind a jump host would ever notice that nobody answers.
 */
final class JumpSocket extends Socket {

    private final Channel channel;
    private final ArrivalStream arrived = new ArrivalStream();
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
    public InputStream getInputStream() {
        return arrived;
    }

    @Override
    public OutputStream getOutputStream() {
        return output;
    }

    @Override
    public void setSoTimeout(int millis) {
        arrived.timeout(millis);
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // the jump host's matter
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

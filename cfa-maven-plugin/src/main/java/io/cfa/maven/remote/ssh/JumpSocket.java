package io.cfa.maven.remote.ssh;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.JSchException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A socket through a connection to a jump host. What jsch gives for that has no read time-out, without which neither the login nor the
 * keep-alive behind a jump host would ever notice that nobody answers.
 */
final class JumpSocket extends Socket {

    private static final byte[] END = {};

    private final Channel channel;
    private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
    private final OutputStream output;
    private volatile int timeoutMillis;

    JumpSocket(Channel channel, int connectMillis) throws IOException {
        this.channel = channel;
        channel.setOutputStream(new Arrivals());
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
        return new Arrived();
    }

    @Override
    public OutputStream getOutputStream() {
        return output;
    }

    @Override
    public void setSoTimeout(int millis) {
        timeoutMillis = millis;
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // the jump host's matter
    }

    @Override
    public void close() {
        channel.disconnect();
        arrived.add(END);
    }

    private static IOException refused(Exception cause) {
        ConnectException refused = new ConnectException("refused by the jump host");
        refused.initCause(cause);
        return refused;
    }

    private final class Arrivals extends OutputStream {

        @Override
        public void write(int one) {
            arrived.add(new byte[] {(byte) one});
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (length > 0) {
                arrived.add(Arrays.copyOfRange(bytes, offset, offset + length));
            }
        }

        @Override
        public void close() {
            arrived.add(END);
        }
    }

    private final class Arrived extends InputStream {

        private byte[] current = {0};
        private int position = 1;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (position == current.length && current != END) {
                current = next();
                position = 0;
            }
            if (current == END) {
                return -1;
            }
            int count = Math.min(length, current.length - position);
            System.arraycopy(current, position, bytes, offset, count);
            position += count;
            return count;
        }

        private byte[] next() throws IOException {
            try {
                byte[] next = timeoutMillis == 0 ? arrived.take() : arrived.poll(timeoutMillis, TimeUnit.MILLISECONDS);
                if (next == null) {
                    throw new SocketTimeoutException("Read timed out");
                }
                return next;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return END;
            }
        }
    }
}

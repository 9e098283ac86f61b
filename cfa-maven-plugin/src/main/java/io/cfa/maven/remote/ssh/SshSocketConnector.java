package io.cfa.maven.remote.ssh;

import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Optional;

/** Reaches a host, directly or through the connection to a jump host, and knows whether it was reached. */
final class SshSocketConnector implements Proxy {

    private final Optional<Session> jump;
    private Socket socket;

    SshSocketConnector(Optional<Session> jump) {
        this.jump = jump;
    }

    /** Whether the host took the connection. */
    boolean reached() {
        return socket != null;
    }

    @Override
    public void connect(SocketFactory ignored, String host, int port, int timeout) throws Exception {
        socket = jump.isPresent()
                ? new JumpSocket(jump.get().getStreamForwarder(host, port), timeout)
                : dial(host, port, timeout);
        socket.setTcpNoDelay(true);
    }

    @Override
    public InputStream getInputStream() {
        return stream(Socket::getInputStream);
    }

    @Override
    public OutputStream getOutputStream() {
        return stream(Socket::getOutputStream);
    }

    @Override
    public Socket getSocket() {
        return socket;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // it is as good as closed
        }
    }

    private static Socket dial(String host, int port, int timeout) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException(host);
        }
        Socket socket = new Socket();
        try {
            socket.connect(address, timeout);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private <T> T stream(Opening<T> opening) {
        try {
            return opening.of(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Opening<T> {
        T of(Socket socket) throws IOException;
    }
}

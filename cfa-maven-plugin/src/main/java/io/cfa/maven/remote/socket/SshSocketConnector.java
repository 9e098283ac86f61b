package io.cfa.maven.remote.socket;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;

/** Reaches a host by one of the ways, and knows how far that came. */
public final class SshSocketConnector implements Proxy {

    private final Way way;
    private Socket socket;
    private GreetingStream input;

    private SshSocketConnector(Way way) {
        this.way = way;
    }

    /** Over TCP. */
    public static SshSocketConnector over(TcpDialer dialer) {
        return new SshSocketConnector(dialer::dial);
    }

    /** Through the connection to a jump host. */
    public static SshSocketConnector through(Session jump) {
        return new SshSocketConnector((host, port, timeout) -> new JumpSocket(forwarder(jump, host, port), timeout));
    }

    /** Through a local command. */
    public static SshSocketConnector through(String shell, String command) {
        return new SshSocketConnector((host, port, timeout) -> new ProxyCommandSocket(shell, command));
    }

    /** Whether the host took the connection. */
    public boolean reached() {
        return socket != null;
    }

    /** What was said in the place of an SSH version: by the host, or by the local command. */
    public String said() {
        String greeting = input == null ? "" : input.firstLine();
        if (!greeting.isEmpty() && !greeting.startsWith("SSH-")) {
            return greeting;
        }
        return socket instanceof ProxyCommandSocket command ? command.words().strip() : "";
    }

    @Override
    public void connect(SocketFactory ignored, String host, int port, int timeout) throws Exception {
        socket = way.to(host, port, timeout);
        socket.setTcpNoDelay(true);
        input = new GreetingStream(socket.getInputStream());
    }

    @Override
    public InputStream getInputStream() {
        return input;
    }

    @Override
    public OutputStream getOutputStream() {
        try {
            return socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    private static Channel forwarder(Session jump, String host, int port) throws IOException {
        try {
            return jump.getStreamForwarder(host, port);
        } catch (JSchException e) {
            throw new IOException(e);
        }
    }

    private interface Way {
        Socket to(String host, int port, int timeout) throws IOException;
    }
}

package io.cfa.maven.image.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocketFactory;

/**
 * Reaches https servers through a proxy that wants a password. The JDK's own tunnel does not say one (Basic is switched off for tunnels by
 * {@code jdk.http.auth.tunneling.disabledSchemes}, and only for a whole JVM can it be switched on), so the tunnel is dug here.
 *
 * <p>Source: RFC 9110, section 9.3.6.
 */
final class ProxyTunnel extends SSLSocketFactory {

    private static final int LONGEST_LINE = 8_192;
    private static final int MOST_LINES = 100;

    private final HttpProxy proxy;
    private final SSLSocketFactory tls;

    ProxyTunnel(HttpProxy proxy, SSLSocketFactory tls) {
        this.proxy = proxy;
        this.tls = tls;
    }

    /** A socket that, when it is connected, is at the other end of the tunnel; the JDK's client puts TLS around it. */
    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress server, int timeout) throws IOException {
                InetSocketAddress wanted = (InetSocketAddress) server;
                super.connect(new InetSocketAddress(proxy.host(), proxy.port()), timeout);
                setSoTimeout(timeout);
                dig(this, wanted.getHostString() + ":" + wanted.getPort());
            }
        };
    }

    private void dig(Socket socket, String server) throws IOException {
        String request = "CONNECT " + server + " HTTP/1.1\r\nHost: " + server + "\r\n"
                + proxy.authorization()
                        .map(header -> "Proxy-Authorization: " + header + "\r\n")
                        .orElse("")
                + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        String status = line(socket.getInputStream());
        for (int lines = 0; lines < MOST_LINES && !line(socket.getInputStream()).isEmpty(); lines++) {
            // what else a proxy says of itself is not asked for
        }
        if (!status.matches("HTTP/1\\.[01] 2\\d\\d\\b.*")) {
            socket.close();
            throw new RegistryRefusalException("the proxy " + proxy + " does not let us through to " + server + " ("
                    + status.replaceAll("\\p{Cntrl}", "") + "), see <proxy> in settings.xml");
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() > LONGEST_LINE) {
                throw new SocketException("the proxy does not speak HTTP");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return tls.createSocket(socket, host, port, autoClose);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw unconnected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        throw unconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw unconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        throw unconnected();
    }

    private static SocketException unconnected() {
        return new SocketException("a tunnel begins unconnected");
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return tls.getSupportedCipherSuites();
    }
}

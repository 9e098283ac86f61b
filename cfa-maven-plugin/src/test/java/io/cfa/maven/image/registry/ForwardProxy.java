package io.cfa.maven.image.registry;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy for plain http that wants a password, and knows where one name is that nobody else knows.
 *
 * <p>Source: RFC 9112, section 3.2.2 (absolute form), and RFC 9110, section 11.7.
 */
public final class ForwardProxy implements AutoCloseable {

    private final ServerSocket socket;
    private final String login;
    private final String name;
    private final String place;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> strangers = new CopyOnWriteArrayList<>();

    /**
     * Forwards.
     *
     * @param login user and password with a colon between them
     * @param name  the host and port that it knows
     * @param place where they are
     */
    public ForwardProxy(String login, String name, String place) throws IOException {
        this.login = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        this.name = name;
        this.place = place;
        this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Method and address of every request. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** Those of requests that did not say the password. */
    public List<String> strangers() {
        return List.copyOf(strangers);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                start(() -> forward(client));
            } catch (IOException e) {
                // the test is over
            }
        }
    }

    private void forward(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            List<String> head = head(in);
            String[] request = head.get(0).split(" ");
            asked.add(request[0] + " " + request[1]);
            if (head.stream().noneMatch(("Proxy-Authorization: " + login)::equals)) {
                strangers.add(request[0] + " " + request[1]);
                reply(client, "407 Proxy Authentication Required");
            } else if (!request[1].startsWith("http://" + name + "/")) {
                reply(client, "502 Bad Gateway");
            } else {
                exchange(client, in, head, request);
            }
        } catch (IOException e) {
            // one of them is gone
        }
    }

    private void exchange(Socket client, InputStream in, List<String> head, String[] request) throws IOException {
        String[] address = place.split(":");
        try (Socket server = new Socket(address[0], Integer.parseInt(address[1]))) {
            List<String> lines = new ArrayList<>();
            lines.add(request[0] + " " + request[1].substring(("http://" + name).length()) + " " + request[2]);
            head.stream()
                    .skip(1)
                    .filter(line -> !line.matches("(?i)(Proxy-[a-z]+|Connection):.*"))
                    .forEach(lines::add);
            lines.add("Connection: close");
            server.getOutputStream()
                    .write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            start(() -> pass(in, server));
            server.getInputStream().transferTo(client.getOutputStream());
        }
    }

    private static List<String> head(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next != '\n') {
                line.write(next);
                continue;
            }
            String text = line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
            line.reset();
            if (text.isEmpty()) {
                return lines;
            }
            lines.add(text);
        }
        throw new IOException("no request");
    }

    private static void reply(Socket client, String status) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write(("HTTP/1.1 " + status + "\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n"
                        + "Connection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void pass(InputStream from, Socket to) {
        try {
            from.transferTo(to.getOutputStream());
        } catch (IOException e) {
            // one of them is gone
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }
}

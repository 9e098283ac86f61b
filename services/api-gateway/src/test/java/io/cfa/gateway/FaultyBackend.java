package io.cfa.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.cfa.contract.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A backend that misbehaves, on a socket of its own: what it does with the first requests to a path is the path's first word, and all later ones
 * it answers. It counts what it was sent.
 */
final class FaultyBackend implements AutoCloseable {

    private static final String ANSWER = "HTTP/1.1 %d Status\r\nContent-Length: 2\r\n%s\r\nok";

    private final InetAddress address;
    private final int port;
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final Set<Socket> hanging = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger slow = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final CyclicBarrier group;
    private volatile ServerSocket server;
    private volatile Thread accepting;
    private volatile int readiness = 200;
    private volatile String more = "";
    private volatile String lastHead = "";

    /** A backend whose {@code /slowly} answers when so many are there. */
    FaultyBackend(int group) {
        this(group, InetAddress.getLoopbackAddress(), FreePort.next());
    }

    /** One at another address of this machine. */
    FaultyBackend(int group, InetAddress address, int port) {
        this.group = new CyclicBarrier(group);
        this.address = address;
        this.port = port;
        start();
    }

    int port() {
        return port;
    }

    /** Lets a stream that it has begun go on. */
    final Semaphore goesOn = new Semaphore(0);

    String url() {
        return "http://127.0.0.1:" + port;
    }

    void start() {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port), 200);
            server = socket;
            accepting = daemon(() -> accept(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nobody is let in any more when it returns: who connects while a socket is closed may still be. */
    void stop() {
        close(server);
        try {
            accepting.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Ends the connections of the requests that hang. */
    void hangUp() {
        for (Socket connection : hanging) {
            try {
                connection.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What its readiness says. */
    void readiness(int status) {
        readiness = status;
    }

    /** A header that all of its answers have from now on. */
    void says(String header) {
        more = header.isEmpty() ? "" : header + "\r\n";
    }

    /** How many requests came to a path. */
    int requests(String path) {
        return requests.getOrDefault(path, new AtomicInteger()).get();
    }

    /** The head of the last request to {@code /seen}. */
    String lastHead() {
        return lastHead;
    }

    int connections() {
        return connections.get();
    }

    /** How many requests to {@code /slowly} were here at one time. */
    int mostAtOnce() {
        return mostAtOnce.get();
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.incrementAndGet();
                daemon(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
            String path = in.readLine().split(" ")[1];
            int length = 0;
            StringBuilder head = new StringBuilder();
            for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                head.append(line).append('\n');
                if (line.toLowerCase().startsWith("content-length:")) {
                    length = Integer.parseInt(line.substring(15).trim());
                }
            }
            in.skip(length);
            if (path.startsWith("/seen")) {
                lastHead = head.toString();
            }
            int before =
                    requests.computeIfAbsent(path, key -> new AtomicInteger()).getAndIncrement();
            answer(connection, in, path, before);
        } catch (IOException | InterruptedException | BrokenBarrierException | TimeoutException e) {
            // the gateway has gone
        }
    }

    private void answer(Socket connection, BufferedReader in, String path, int before)
            throws IOException, InterruptedException, BrokenBarrierException, TimeoutException {
        if (path.equals("/health/ready")) {
            write(connection, ANSWER.formatted(readiness, more));
        } else if (path.startsWith("/resets") && before < 2) {
            connection.setSoLinger(true, 0);
        } else if (path.startsWith("/halves") && before < 2) {
            write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no");
        } else if (path.startsWith("/silence") && before < 2) {
            write(connection, "");
        } else if (path.startsWith("/hangs")) {
            // until whoever asked has had enough, or is hung up on
            hanging.add(connection);
            in.read();
        } else if (path.startsWith("/drips")) {
            write(
                    connection,
                    "HTTP/1.1 200 OK\r\n" + (path.endsWith("body") ? "Content-Length: 60000\r\n\r\n" : "X-Slow: "));
            Semaphore between = new Semaphore(0);
            while (true) {
                write(connection, "o");
                between.tryAcquire(50, MILLISECONDS);
            }
        } else if (path.startsWith("/slowly")) {
            mostAtOnce.accumulateAndGet(slow.incrementAndGet(), Math::max);
            group.await(120, SECONDS);
            slow.decrementAndGet();
            write(connection, ANSWER.formatted(200, more));
        } else if (path.startsWith("/stream")) {
            write(
                    connection,
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 3; i++) {
                write(connection, "9\r\ndata: " + i + "\n\n\r\n");
                goesOn.tryAcquire(30, SECONDS);
            }
            write(connection, "0\r\n\r\n");
        } else if (path.startsWith("/large")) {
            write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n" + "x".repeat(300_000));
        } else {
            // it says that it keeps the connection, and closes it
            write(connection, ANSWER.formatted(200, more + "Connection: keep-alive\r\n"));
        }
    }

    private static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "wild");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

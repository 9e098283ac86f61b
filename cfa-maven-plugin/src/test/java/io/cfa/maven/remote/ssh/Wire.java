package io.cfa.maven.remote.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A network between client and host, that can go dead without closing anything. */
final class Wire implements AutoCloseable {

    private final ServerSocket entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final int port;
    private volatile boolean dead;

    Wire(int port) throws IOException {
        this.port = port;
        start(() -> {
            while (!entry.isClosed()) {
                Socket from = entry.accept();
                Socket to = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.add(from);
                sockets.add(to);
                boolean[] lost = {false};
                start(() -> carry(from, to, lost));
                start(() -> carry(to, from, lost));
            }
        });
    }

    int port() {
        return entry.getLocalPort();
    }

    /** From now on, nothing arrives that is sent over the connections that there are; new ones work. */
    void die() {
        dead = true;
        sockets.clear();
    }

    @Override
    public void close() throws IOException {
        entry.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void carry(Socket from, Socket to, boolean[] lost) throws IOException {
        InputStream input = from.getInputStream();
        OutputStream output = to.getOutputStream();
        byte[] bytes = new byte[8192];
        try (from;
                to) {
            for (int count = input.read(bytes); count >= 0; count = input.read(bytes)) {
                lost[0] |= dead && !sockets.contains(from);
                if (!lost[0]) {
                    output.write(bytes, 0, count);
                }
            }
        }
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // closed
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Work {
        void run() throws IOException;
    }
}

package io.cfa.maven.backup.bucket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A way to a server that is gone for good after it has taken so many bytes for it. */
final class CutConnection implements AutoCloseable {

    private final ServerSocket listening;
    private final URI to;
    private final AtomicLong left;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    CutConnection(String to, long bytes) throws IOException {
        this.to = URI.create(to);
        this.left = new AtomicLong(bytes);
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    BucketAccess access(String address) {
        return BucketAccess.of(
                BucketAddress.of(address, "cfa.archiveBucket"),
                new BucketAccess.Settings(
                        Optional.of("http://127.0.0.1:" + listening.getLocalPort()), Optional.empty(), false),
                S3Server.KEY);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                open.add(client);
                Socket server = new Socket(to.getHost(), to.getPort());
                open.add(server);
                start(() -> forward(client, server, left));
                start(() -> forward(server, client, new AtomicLong(Long.MAX_VALUE)));
            }
        } catch (IOException e) {
            closeQuietly();
        }
    }

    private void forward(Socket from, Socket into, AtomicLong most) {
        byte[] buffer = new byte[1024];
        try (InputStream in = from.getInputStream();
                OutputStream out = into.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (most.addAndGet(-read) < 0) {
                    closeQuietly();
                    return;
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // one side is gone, and with it the other
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    private void closeQuietly() {
        try {
            close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}

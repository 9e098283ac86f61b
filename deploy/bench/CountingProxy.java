import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicLong;

/** Passes bytes on to a port of this machine, and keeps a file with the count of those that clients sent: java CountingProxy.java FROM TO FILE. */
final class CountingProxy {

    private final int to;
    private final Path file;
    private final AtomicLong sent = new AtomicLong();

    private CountingProxy(int to, Path file) {
        this.to = to;
        this.file = file;
    }

    public static void main(String... arguments) throws IOException {
        CountingProxy proxy = new CountingProxy(Integer.parseInt(arguments[1]), Path.of(arguments[2]));
        try (ServerSocket server = new ServerSocket(Integer.parseInt(arguments[0]), 100, InetAddress.getLoopbackAddress())) {
            proxy.note();
            while (true) {
                proxy.serve(server.accept());
            }
        }
    }

    private void serve(Socket client) throws IOException {
        Socket registry = new Socket(InetAddress.getLoopbackAddress(), to);
        new Thread(() -> pass(client, registry, true)).start();
        new Thread(() -> pass(registry, client, false)).start();
    }

    private void pass(Socket from, Socket into, boolean counts) {
        try (from;
                into) {
            InputStream in = from.getInputStream();
            OutputStream out = into.getOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (counts) {
                    sent.addAndGet(read);
                    note();
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // one side is done
        }
    }

    private synchronized void note() throws IOException {
        Path incoming = file.resolveSibling(file.getFileName() + ".incoming");
        Files.writeString(incoming, sent + "\n");
        Files.move(incoming, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

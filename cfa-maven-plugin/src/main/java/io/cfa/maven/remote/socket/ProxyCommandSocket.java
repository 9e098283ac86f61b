package io.cfa.maven.remote.socket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A socket through the standard input and output of a local command, run by the user's shell as ssh runs it. */
final class ProxyCommandSocket extends ArrivalSocket {

    private static final int MOST_WORDS = 4096;

    private final Process process;
    private final ByteArrayOutputStream words = new ByteArrayOutputStream();

    ProxyCommandSocket(String shell, String command) throws IOException {
        process = new ProcessBuilder(shell, "-c", "exec " + command).start();
        start(() -> {
            try (OutputStream to = arrived.writer()) {
                process.getInputStream().transferTo(to);
            }
        });
        start(this::listen);
    }

    /** What the command printed on standard error, the last of it. */
    String words() {
        synchronized (words) {
            return words.toString(StandardCharsets.UTF_8);
        }
    }

    @Override
    public OutputStream getOutputStream() {
        return process.getOutputStream();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        arrived.end();
    }

    private void listen() throws IOException {
        InputStream error = process.getErrorStream();
        for (int one = error.read(); one >= 0; one = error.read()) {
            synchronized (words) {
                if (words.size() == MOST_WORDS) {
                    words.reset();
                }
                words.write(one);
            }
        }
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // the command was ended
                    }
                },
                "cfa-proxy-command");
        thread.setDaemon(true);
        thread.start();
    }

    private interface Work {
        void run() throws IOException;
    }
}

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Slow callers of a server on this machine, and of no other: java Attack.java KIND SOCKETS SECONDS PORT [TOKENS].
 *
 * <p>KIND is {@code headers} (a request line, then a byte of a header now and then), {@code refused} (a PUT of 15 MB without a token, then a byte of
 * its body now and then) or {@code bodies} (a PUT of 60 kB, or of 4 MB of which all but the end comes at once, with a token of the file TOKENS). A
 * socket that was closed is opened again. Prints how many were opened, how many the server closed, and how many were open at the end.
 */
final class Attack {

    private static final long BETWEEN_BYTES_NANOS = 4_000_000_000L;
    private static final int OPENED_A_SECOND = 400;

    private final String kind;
    private final int port;
    private final List<String> tokens;
    private int opened;
    private int closed;

    /** All of a large body but its end; what is sent of it is shared by all, as two thousand of them are 8 GB. */
    private static final byte[] MOST_OF_IT = " ".repeat(4_000_000 - 10).getBytes(StandardCharsets.ISO_8859_1);

    private static final class Slow {
        private SocketChannel channel;
        private ByteBuffer head;
        private ByteBuffer rest;
        private long next;
    }

    private Attack(String kind, int port, List<String> tokens) {
        this.kind = kind;
        this.port = port;
        this.tokens = tokens;
    }

    public static void main(String[] args) throws Exception {
        List<String> tokens = args.length > 4 ? Files.readAllLines(Path.of(args[4])) : List.of();
        new Attack(args[0], Integer.parseInt(args[3]), tokens)
                .run(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    }

    private void run(int sockets, int seconds) throws Exception {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        List<Slow> all = new ArrayList<>();
        for (int i = 0; i < sockets; i++) {
            all.add(new Slow());
        }
        ByteBuffer answers = ByteBuffer.allocate(4096);
        while (System.nanoTime() < end) {
            int budget = OPENED_A_SECOND / 20;
            for (Slow slow : all) {
                if (slow.channel == null && budget > 0) {
                    budget--;
                    open(slow);
                } else if (slow.channel != null) {
                    goOn(slow, answers);
                }
            }
            Thread.sleep(50);
        }
        long open = all.stream().filter(slow -> slow.channel != null).count();
        System.out.println(opened + " " + closed + " " + open);
    }

    private void open(Slow slow) {
        try {
            slow.channel = SocketChannel.open();
            slow.channel.configureBlocking(false);
            slow.channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            boolean large = kind.equals("bodies") && opened % 4 == 0;
            slow.head = ByteBuffer.wrap(beginning(large).getBytes(StandardCharsets.ISO_8859_1));
            slow.rest = ByteBuffer.wrap(large ? MOST_OF_IT : new byte[0]);
            slow.next = 0;
            opened++;
        } catch (IOException e) {
            close(slow);
        }
    }

    private void goOn(Slow slow, ByteBuffer answers) {
        try {
            if (!slow.channel.finishConnect()) {
                return;
            }
            if (slow.head.hasRemaining()) {
                slow.channel.write(slow.head);
            } else if (slow.rest.hasRemaining()) {
                slow.channel.write(slow.rest);
            } else if (System.nanoTime() - slow.next > 0) {
                slow.channel.write(ByteBuffer.wrap(new byte[] {'a'}));
                slow.next = System.nanoTime() + BETWEEN_BYTES_NANOS;
            }
            answers.clear();
            if (slow.channel.read(answers) < 0) {
                close(slow);
            }
        } catch (IOException e) {
            close(slow);
        }
    }

    private void close(Slow slow) {
        closed++;
        try {
            slow.channel.close();
        } catch (IOException e) {
            // it is gone either way
        }
        slow.channel = null;
    }

    private String beginning(boolean large) {
        if (kind.equals("headers")) {
            return "GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
        }
        int length = kind.equals("refused") ? 15_000_000 : large ? MOST_OF_IT.length + 10 : 60_000;
        return "PUT /api/identity/participants/me HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + (kind.equals("bodies") ? "Authorization: Bearer " + tokens.get(opened % tokens.size()) + "\r\n" : "")
                + "Content-Length: " + length + "\r\n\r\n{";
    }
}

package io.cfa.maven.host.state;

import io.cfa.maven.model.PublishedPort;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A TCP port that something on the host listens on.
 *
 * <p>Source: proc_pid_net(5), which has addresses as hexadecimal words in the machine's byte order.
 *
 * @param address as {@code /proc/net/tcp} writes it
 * @param port    1 to 65535
 */
public record ListeningPort(String address, int port) {

    private static final Pattern LINE =
            Pattern.compile("\\s*[0-9]+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) \\S+ 0A .*");
    private static final Pattern PUBLISHED = Pattern.compile(":([0-9]+)(?:-([0-9]+))?->");
    private static final String LOOPBACK = "0100007F";

    /** Reads {@code /proc/net/tcp} and {@code tcp6}. */
    static List<ListeningPort> parse(String text) {
        return text.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> new ListeningPort(line.group(1), Integer.parseInt(line.group(2), 16)))
                .toList();
    }

    /** Reads the host's ports out of what {@code docker ps} prints: {@code 0.0.0.0:58081->8080/tcp, …}. */
    static List<Integer> published(String text) {
        List<Integer> ports = new ArrayList<>();
        Matcher matcher = PUBLISHED.matcher(text);
        while (matcher.find()) {
            int first = Integer.parseInt(matcher.group(1));
            int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
            for (int port = first; port <= last; port++) {
                ports.add(port);
            }
        }
        return ports;
    }

    /** Whether it is in the way of a port that shall be published. */
    public boolean blocks(PublishedPort wanted) {
        // a loopback listener leaves the other addresses free, but not all of them
        boolean otherAddress =
                wanted.hostAddress().filter("127.0.0.1"::equals).isPresent() && !address.matches("0+|" + LOOPBACK);
        return port == wanted.hostPort() && !otherAddress;
    }
}

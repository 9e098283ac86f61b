package io.cfa.maven.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The ports that a kernel gives to outgoing connections, and those of them that it keeps back. A connection that has one that a stack publishes keeps the stack's
 * container from starting ("address already in use") for as long as it is open, and nothing that listens is to be found there.
 *
 * <p>Source: ip-sysctl of the Linux kernel, {@code ip_local_port_range} and {@code ip_local_reserved_ports}.
 *
 * @param given    from the first to the last
 * @param reserved what is kept back, as the kernel prints it: {@code 58081-58087,58090}; empty where nothing is
 */
public record OutgoingPorts(Range given, String reserved) {

    /** Prints both. */
    public static final String SCRIPT =
            "cat /proc/sys/net/ipv4/ip_local_port_range /proc/sys/net/ipv4/ip_local_reserved_ports";

    private static final String NUMBER = "[0-9]{1,5}";
    private static final String RESERVED = NUMBER + "(-" + NUMBER + ")?(," + NUMBER + "(-" + NUMBER + ")?)*";

    /** Ports from one to another, which belongs to them. */
    public record Range(int first, int last) {

        boolean has(int port) {
            return port >= first && port <= last;
        }

        private static Range of(String text) {
            String[] ends = text.split("-", 2);
            return new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
        }
    }

    /** Reads what {@link #SCRIPT} printed; nothing where a kernel printed something else. */
    public static Optional<OutgoingPorts> parse(String text) {
        List<String> words = Arrays.stream(text.strip().split("\\s+")).toList();
        boolean readable =
                (words.size() == 2 || words.size() == 3 && words.get(2).matches(RESERVED))
                        && words.subList(0, 2).stream().allMatch(word -> word.matches(NUMBER));
        return readable
                ? Optional.of(new OutgoingPorts(
                        Range.of(words.get(0) + "-" + words.get(1)), words.size() == 3 ? words.get(2) : ""))
                : Optional.empty();
    }

    /** Those of these ports that a connection may take, in order. */
    public List<Integer> mayTake(Collection<Integer> ports) {
        List<Range> kept = Stream.of(reserved.split(","))
                .filter(range -> !range.isEmpty())
                .map(Range::of)
                .toList();
        return new TreeSet<>(ports)
                .stream()
                        .filter(given::has)
                        .filter(port -> kept.stream().noneMatch(range -> range.has(port)))
                        .toList();
    }

    /** What is to be reserved so that these are, as the kernel wants to be told: all at once. */
    public String reserving(Collection<Integer> ports) {
        List<Range> ranges = new ArrayList<>();
        for (int port : new TreeSet<>(ports)) {
            int last = ranges.size() - 1;
            if (last >= 0 && ranges.get(last).last() + 1 == port) {
                ranges.set(last, new Range(ranges.get(last).first(), port));
            } else {
                ranges.add(new Range(port, port));
            }
        }
        String ours = ranges.stream()
                .map(range -> range.first() == range.last()
                        ? String.valueOf(range.first())
                        : range.first() + "-" + range.last())
                .collect(Collectors.joining(","));
        return reserved.isEmpty() ? ours : reserved + "," + ours;
    }
}

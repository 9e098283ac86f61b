package io.cfa.maven.model.compose;

import com.google.common.net.InetAddresses;
import io.cfa.maven.model.env.Interpolation;
import io.cfa.maven.model.source.YamlNode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * An entry of a service's {@code ports}, variables replaced, read as Docker Compose reads it: {@code [address:][host:]container[/protocol]}.
 *
 * @param address   the address of the host; all of them where absent
 * @param host      the ports of the host; left to chance where absent
 * @param container the ports of the container
 * @param protocol  {@code tcp}, {@code udp} or {@code sctp}
 */
public record PortBinding(Optional<String> address, Optional<PortRange> host, PortRange container, String protocol) {

    private static final Set<String> PROTOCOLS = Set.of("tcp", "udp", "sctp");

    /**
     * Reads either form.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static PortBinding of(YamlNode port, Interpolation variables) {
        if (!port.isMapping()) {
            return of(variables.replace(port.text(), port.place()));
        }
        UnaryOperator<String> part = name -> port.get(name)
                .map(node -> variables.replace(decimal(node), node.place()))
                .orElse("");
        port.require("target");
        String protocol = part.apply("protocol");
        return of(
                part.apply("host_ip"),
                part.apply("published"),
                part.apply("target"),
                protocol.isEmpty() ? "tcp" : protocol);
    }

    /** As it is written, which is what it is: YAML reads a number such as {@code 010} as eight. */
    private static String decimal(YamlNode node) {
        String text = node.isNothing() ? "" : node.text();
        if (!node.isQuoted() && text.matches("0[xXoObB_0-9][0-9a-fA-F_]*|[0-9]+_[0-9_]*")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is a number, and not a decimal one: expected it without a zero before it");
        }
        return text;
    }

    /**
     * Reads the short form.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static PortBinding of(String text) {
        int slash = text.indexOf('/');
        String ports = slash < 0 ? text : text.substring(0, slash);
        int last = ports.lastIndexOf(':');
        String before = last < 0 ? "" : ports.substring(0, last);
        int middle = before.lastIndexOf(':');
        String address = middle < 0 ? "" : before.substring(0, middle);
        if (address.contains(":") && !address.startsWith("[")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" has an address without brackets: expected [" + address + "] before the ports");
        }
        String protocol = slash < 0 ? "" : text.substring(slash + 1);
        return of(
                address,
                before.substring(middle + 1),
                ports.substring(last + 1),
                protocol.isEmpty() ? "tcp" : protocol);
    }

    /**
     * Reads the parts of the long form; empty is absent.
     *
     * @throws IllegalArgumentException if a part is none
     */
    static PortBinding of(String address, String host, String container, String protocol) {
        String plain =
                address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
        if (!plain.isEmpty() && (!InetAddresses.isInetAddress(plain) || plain.contains("%"))) {
            throw new IllegalArgumentException(
                    "\"" + address + "\" is not an address: expected an IP address such as 127.0.0.1");
        }
        if (!PROTOCOLS.contains(protocol.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("\"" + protocol + "\" is not a protocol: expected tcp, udp or sctp");
        }
        PortRange inside = PortRange.of(container);
        if (inside.first() == 0) {
            throw new IllegalArgumentException(
                    "\"" + container + "\" is not a port: expected a number from 1 to 65535");
        }
        Optional<PortRange> outside = host.isEmpty() ? Optional.empty() : Optional.of(PortRange.of(host));
        if (outside.filter(range -> range.size() != inside.size() && inside.size() > 1)
                .isPresent()) {
            throw new IllegalArgumentException("\"" + host + "\" has not as many ports as \"" + container
                    + "\": expected ranges of the same length");
        }
        return new PortBinding(
                plain.isEmpty() ? Optional.empty() : Optional.of(plain),
                outside,
                inside,
                protocol.toLowerCase(Locale.ROOT));
    }

    /** Whether no other machine reaches it. */
    public boolean isLoopback() {
        return address.filter(ip -> InetAddresses.forString(ip).isLoopbackAddress())
                .isPresent();
    }

    /** Whether the host's port is known before the container runs; of a range for one port the engine chooses. */
    public boolean isFixed() {
        return host.filter(range -> range.size() == container.size() && range.first() > 0)
                .isPresent();
    }
}

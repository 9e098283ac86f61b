package io.cfa.kit.edge.connection;

import io.cfa.kit.edge.connection.ClientConnection.Phase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * All connections by the address and port that they come from. Where there are too many, whoever has kept us waiting longest makes room for
 * whoever comes, so that slow callers push each other out and a quick one is never among them: what nginx does when its connections run out.
 */
public final class ConnectionTable {

    private final int most;
    private final int perAddress;
    private final long headNanos;
    private final Map<InetSocketAddress, ClientConnection> open = new ConcurrentHashMap<>();
    private final Map<InetAddress, Integer> counts = new ConcurrentHashMap<>();

    public ConnectionTable(int most, int perAddress, Duration head) {
        this.most = most;
        this.perAddress = perAddress;
        this.headNanos = head.toNanos();
    }

    /** Makes room for a new connection; null where there is none. */
    ClientConnection admit(InetSocketAddress from) {
        InetAddress address = from.getAddress();
        boolean crowded = counts.getOrDefault(address, 0) >= perAddress;
        if (crowded && !closeOneOf(connection -> connection.address().equals(address))) {
            return null;
        }
        if (!crowded && open.size() >= most && !closeOneOf(connection -> true)) {
            return null;
        }
        ClientConnection connection = new ClientConnection(address);
        open.put(from, connection);
        counts.merge(address, 1, Integer::sum);
        return connection;
    }

    public ClientConnection at(InetSocketAddress from) {
        return open.get(from);
    }

    /** It is closed, or about to be. */
    void forget(InetSocketAddress from) {
        ClientConnection connection = open.remove(from);
        if (connection != null) {
            counts.computeIfPresent(connection.address(), (address, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Closes those whose headers take too long. */
    void closeOverdue(long now) {
        for (ClientConnection connection : open.values()) {
            if (connection.phase() == Phase.HEAD && now - connection.since() > headNanos) {
                connection.closeIfWaiting();
            }
        }
    }

    int size() {
        return open.size();
    }

    private boolean closeOneOf(Predicate<ClientConnection> whose) {
        Set<ClientConnection> taken = new HashSet<>();
        for (ClientConnection victim = victim(whose, taken); victim != null; victim = victim(whose, taken)) {
            if (victim.closeIfWaiting()) {
                return true;
            }
            taken.add(victim);
        }
        return false;
    }

    private ClientConnection victim(Predicate<ClientConnection> whose, Set<ClientConnection> but) {
        ClientConnection victim = null;
        for (ClientConnection connection : open.values()) {
            if (connection.phase() != Phase.BUSY
                    && whose.test(connection)
                    && !but.contains(connection)
                    && (victim == null || isRather(connection, victim))) {
                victim = connection;
            }
        }
        return victim;
    }

    private static boolean isRather(ClientConnection one, ClientConnection other) {
        int phases = one.phase().compareTo(other.phase());
        return phases < 0 || phases == 0 && one.since() - other.since() < 0;
    }
}

package io.cfa.kit.edge.connection;

import io.cfa.kit.edge.connection.ClientConnection.Phase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * All connections by the address and port that they come from. Where there are too many, whoever has kept us waiting longest makes room for
 * whoever comes, so that slow callers push each other out and a quick one is never among them: what nginx does when its connections run out.
 */
public final class ConnectionTable {

    /** A head comes in one packet or two: more at a time than that are slow ones. */
    private static final int MOST_HEADS = 128;

    private final int most;
    private final int perAddress;
    private final long headNanos;
    private final BooleanSupplier slowBody;
    private final Map<InetSocketAddress, ClientConnection> open = new ConcurrentHashMap<>();
    private final Map<InetAddress, Integer> counts = new ConcurrentHashMap<>();

    /**
     * Of no connection yet.
     *
     * @param most       so many are open at one time
     * @param perAddress so many of them from one address
     * @param head       until when the headers of a request must have come
     * @param slowBody   ends a connection whose body does not come, and says whether there was one
     */
    public ConnectionTable(int most, int perAddress, Duration head, BooleanSupplier slowBody) {
        this.most = most;
        this.perAddress = perAddress;
        this.headNanos = head.toNanos();
        this.slowBody = slowBody;
    }

    /** Makes room for a new connection; null where there is none. */
    ClientConnection admit(InetSocketAddress from) {
        InetAddress address = from.getAddress();
        boolean crowded = counts.getOrDefault(address, 0) >= perAddress;
        if (crowded && !makesRoom(connection -> connection.address().equals(address))) {
            return null;
        }
        if (!crowded && open.size() >= most && !makesRoom(connection -> true)) {
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

    /** A head has begun and is not complete, which takes the memory of a request: of more of them than may be, the oldest is closed. */
    void headBegan() {
        long heads = open.values().stream().filter(ConnectionTable::isHead).count();
        if (heads > MOST_HEADS) {
            closeOneOf(ConnectionTable::isHead);
        }
    }

    private static boolean isHead(ClientConnection connection) {
        return connection.phase() == Phase.HEAD;
    }

    /** Closes those whose headers take too long. */
    void closeOverdue(long now) {
        for (ClientConnection connection : open.values()) {
            if (isHead(connection) && now - connection.since() > headNanos) {
                connection.closeIfWaiting();
            }
        }
    }

    int size() {
        return open.size();
    }

    /** A connection that may be used again is the last to go: its caller has done nothing wrong, and may be sending already. */
    private boolean makesRoom(Predicate<ClientConnection> whose) {
        return closeOneOf(whose.and(connection -> connection.phase() != Phase.IDLE))
                || slowBody.getAsBoolean()
                || closeOneOf(whose);
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

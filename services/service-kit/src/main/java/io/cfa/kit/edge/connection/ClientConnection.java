package io.cfa.kit.edge.connection;

import java.net.InetAddress;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** One connection of a caller, and what it is waiting for. */
public final class ClientConnection {

    /** In the order in which they make room for others. */
    enum Phase {
        /** A request has begun and its headers are not complete. */
        HEAD,
        /** Nothing has come yet. */
        FRESH,
        /** A request was answered, and another may follow. */
        IDLE,
        /** Something has come, which is read, worked on or answered, or waits its turn: not to be taken away. */
        BUSY
    }

    private final InetAddress address;
    private volatile SocketWrapperBase<NioChannel> socket;
    private volatile Phase phase = Phase.FRESH;
    private volatile long since = System.nanoTime();

    ClientConnection(InetAddress address) {
        this.address = address;
    }

    InetAddress address() {
        return address;
    }

    Phase phase() {
        return phase;
    }

    /** When the phase began, by the clock of {@link System#nanoTime()}; that of a head with its first byte. */
    long since() {
        return since;
    }

    void isAt(SocketWrapperBase<NioChannel> wrapper) {
        socket = wrapper;
    }

    /** Something came, of what began then or before; {@link #since()} says when. */
    void works() {
        if (phase != Phase.HEAD && phase != Phase.BUSY) {
            since = System.nanoTime();
        }
        phase = Phase.BUSY;
    }

    void waits(Phase next, long from) {
        since = from;
        phase = next;
    }

    /** Closes it unless it is being worked for; whether it did. */
    boolean closeIfWaiting() {
        SocketWrapperBase<NioChannel> wrapper = socket;
        if (wrapper == null || !wrapper.getLock().tryLock()) {
            return false;
        }
        try {
            if (phase == Phase.BUSY) {
                return false;
            }
            wrapper.close();
            return true;
        } finally {
            wrapper.getLock().unlock();
        }
    }

    /** Closes it whatever it does; who reads from it fails at its next read. */
    public void close() {
        SocketWrapperBase<NioChannel> wrapper = socket;
        if (wrapper != null) {
            wrapper.close();
        }
    }
}

package io.cfa.contract;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports of this machine that nothing listens on, for servers that are started later or again. They are below those that the system itself gives to
 * connections (from 32768 on in Linux, {@code ip_local_port_range}), any of which may be taken by then; each process begins at another, and gives none twice.
 */
public final class FreePort {

    private static final int FIRST = 10_000;
    private static final int PORTS = 22_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 97 % PORTS));

    private FreePort() {}

    /** One that nobody has been given. */
    public static int next() {
        while (true) {
            int port = FIRST + NEXT.getAndIncrement() % PORTS;
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // somebody listens there
            }
        }
    }
}

package io.cfa.maven.remote.socket;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Connects over TCP: looks the name up, for as long as a connection may take and no longer, and tries each address that it has.
 *
 * @param resolver what knows the addresses of a name
 * @param family   {@code inet} or {@code inet6} for those alone
 */
public record TcpDialer(Resolver resolver, Optional<String> family) {

    /** What knows the addresses of a name. */
    public interface Resolver {

        /** The addresses; at least one. */
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    /** One that asks this machine's resolver. */
    public static TcpDialer system(Optional<String> family) {
        return new TcpDialer(InetAddress::getAllByName, family);
    }

    Socket dial(String host, int port, int timeout) throws IOException {
        IOException failure = new UnknownHostException(host);
        for (InetAddress address : addresses(host, timeout)) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, port), timeout);
                return socket;
            } catch (IOException e) {
                socket.close();
                failure = e;
            }
        }
        throw failure;
    }

    private List<InetAddress> addresses(String host, int timeout) throws IOException {
        CompletableFuture<InetAddress[]> lookup = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        lookup.complete(resolver.addresses(host));
                    } catch (UnknownHostException | RuntimeException e) {
                        lookup.completeExceptionally(e);
                    }
                },
                "cfa-lookup");
        thread.setDaemon(true);
        thread.start();
        try {
            return List.of(lookup.get(timeout, TimeUnit.MILLISECONDS)).stream()
                    .filter(this::isWanted)
                    .toList();
        } catch (TimeoutException e) {
            throw new SlowLookupException(host);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnknownHostException unknown ? unknown : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private boolean isWanted(InetAddress address) {
        return switch (family.orElse("any")) {
            case "inet" -> address instanceof Inet4Address;
            case "inet6" -> !(address instanceof Inet4Address);
            default -> true;
        };
    }
}

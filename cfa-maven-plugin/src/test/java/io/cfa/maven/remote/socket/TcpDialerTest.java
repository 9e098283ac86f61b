package io.cfa.maven.remote.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TcpDialerTest {

    @Test
    void aLookupThatTakesLongerThanAConnectionMayIsGivenUp() {
        CountDownLatch never = new CountDownLatch(1);
        TcpDialer dialer = new TcpDialer(
                name -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return new InetAddress[0];
                },
                Optional.empty());
        assertThatThrownBy(() -> dialer.dial("slow", 22, 100)).isInstanceOf(SlowLookupException.class);
        never.countDown();
    }

    @Test
    void eachAddressOfANameIsTried() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            InetAddress[] addresses = {InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1")};
            TcpDialer dialer = new TcpDialer(name -> addresses, Optional.empty());
            try (Socket socket = dialer.dial("two", server.getLocalPort(), 1000)) {
                assertThat(socket.getInetAddress()).isEqualTo(addresses[1]);
            }
        }
    }

    @Test
    void aNameWithoutAnAddressOfTheFamilyDoesNotResolve() {
        TcpDialer dialer =
                new TcpDialer(name -> new InetAddress[] {InetAddress.getByName("127.0.0.1")}, Optional.of("inet6"));
        assertThatThrownBy(() -> dialer.dial("v4", 22, 100)).isInstanceOf(UnknownHostException.class);
    }
}

package io.cfa.gateway;

import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ProtocolHandler;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Many requests may come while a service is away. One that is being worked on takes some 140 kB, wherever it waits, so there are as many of
 * those as the heap has room for; further ones wait as connections with something to read, which take a few kilobytes.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class ConcurrencyLimits implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

    private static final int KILO = 1024;

    private final int most;

    ConcurrencyLimits(GatewayLimits limits) {
        this.most = limits.requests();
    }

    /** After Spring Boot, which sets the threads. */
    @Override
    public void customize(ConfigurableTomcatWebServerFactory server) {
        server.addProtocolHandlerCustomizers(this::limit);
    }

    private void limit(ProtocolHandler handler) {
        if (handler instanceof AbstractHttp11Protocol<?> http) {
            http.setMaxHttpResponseHeaderSize(4 * KILO);
        }
        if (handler instanceof AbstractProtocol<?> protocol) {
            protocol.setProperty("socket.appReadBufSize", String.valueOf(2 * KILO));
            protocol.setProperty("socket.appWriteBufSize", String.valueOf(4 * KILO));
            // virtual threads know no limit; a pool of others has its own
            if (protocol.getExecutor() != null) {
                protocol.setExecutor(new BoundedExecutor(most, protocol.getExecutor()));
            }
        }
    }
}

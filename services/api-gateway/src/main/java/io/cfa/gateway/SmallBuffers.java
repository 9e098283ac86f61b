package io.cfa.gateway;

import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Many requests may wait here at one time, and their buffers with them. */
@Configuration(proxyBeanMethods = false)
class SmallBuffers {

    private static final int KILO = 1024;

    @Bean
    TomcatConnectorCustomizer smallBuffersOfEachConnection() {
        return connector -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                http.setMaxHttpResponseHeaderSize(4 * KILO);
            }
            if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
                protocol.setProperty("socket.appReadBufSize", String.valueOf(2 * KILO));
                protocol.setProperty("socket.appWriteBufSize", String.valueOf(4 * KILO));
            }
        };
    }
}

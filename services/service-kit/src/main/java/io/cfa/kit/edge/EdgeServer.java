package io.cfa.kit.edge;

import io.cfa.kit.edge.connection.ClientConnection;
import io.cfa.kit.edge.connection.ConnectionTable;
import io.cfa.kit.edge.connection.GuardedProtocol;
import io.cfa.kit.edge.connection.WorkSlots;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ProtocolHandler;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Sets Tomcat up: our limits on its connector, a connector of their own for probes, problem details for its own errors. */
@Order(Ordered.LOWEST_PRECEDENCE)
final class EdgeServer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final int KILO = 1024;

    /** Above our own bound, so that Tomcat never stops accepting, which would leave those who wait to chance. */
    private static final int ABOVE = 64;

    private final EdgeLimits limits;
    private final ConnectionTable table;
    private final BodyReaders readers;

    EdgeServer(EdgeLimits limits) {
        this.limits = limits;
        this.table = new ConnectionTable(limits.connections(), limits.perAddress(), limits.head(), () -> readers()
                .cutOne());
        this.readers = new BodyReaders(limits.readers(), this::close);
    }

    private void close(InetSocketAddress from) {
        ClientConnection connection = table.at(from);
        if (connection != null) {
            connection.close();
        }
    }

    BodyReaders readers() {
        return readers;
    }

    /** After Spring Boot, which sets the threads. */
    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.setProtocol(GuardedProtocol.class.getName());
        server.addProtocolHandlerCustomizers(this::limit);
        server.addEngineValves(new RefusedBodyValve(readers));
        server.addContextCustomizers(context ->
                ((StandardHost) context.getParent()).setErrorReportValveClass(ProblemReportValve.class.getName()));
        if (limits.probePort() > 0) {
            server.addAdditionalConnectors(probes());
        }
    }

    private void limit(ProtocolHandler handler) {
        GuardedProtocol http = (GuardedProtocol) handler;
        http.guard(table, readers::cutOverdue);
        http.setMaxConnections(limits.connections() + ABOVE);
        http.setMaxHttpResponseHeaderSize(4 * KILO);
        http.setProperty("socket.appReadBufSize", String.valueOf(2 * KILO));
        http.setProperty("socket.appWriteBufSize", String.valueOf(4 * KILO));
        // what a refused request still sends is thrown away by RefusedBodyValve, which knows an end
        http.setMaxSwallowSize(0);
        // who is refused by its headers is not asked for its body
        http.setContinueResponseTiming("onRead");
        Executor threads = http.getExecutor();
        http.setExecutor(new WorkSlots(limits.requests(), threads == null ? platformThreads() : threads));
    }

    /** Where this Java has no virtual ones. */
    private static Executor platformThreads() {
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "request");
            thread.setDaemon(true);
            return thread;
        });
    }

    private Connector probes() {
        Connector connector = new Connector();
        connector.setPort(limits.probePort());
        AbstractProtocol<?> protocol = (AbstractProtocol<?>) connector.getProtocolHandler();
        protocol.setAddress(InetAddress.getLoopbackAddress());
        protocol.setMinSpareThreads(1);
        protocol.setMaxThreads(2);
        protocol.setMaxConnections(16);
        return connector;
    }
}

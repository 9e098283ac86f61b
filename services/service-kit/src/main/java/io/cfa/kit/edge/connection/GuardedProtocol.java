package io.cfa.kit.edge.connection;

import java.util.function.LongConsumer;
import org.apache.coyote.http11.Http11NioProtocol;

/** HTTP/1.1 over a {@link GuardedEndpoint}; public and with this constructor because Tomcat makes it by its name. */
public final class GuardedProtocol extends Http11NioProtocol {

    private final GuardedEndpoint endpoint;

    /** For Tomcat. */
    public GuardedProtocol() {
        this(new GuardedEndpoint());
    }

    private GuardedProtocol(GuardedEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /** Before it starts; the reaper is told the time a few times a second. */
    public void guard(ConnectionTable table, LongConsumer reaper) {
        endpoint.guard(table, reaper);
    }
}

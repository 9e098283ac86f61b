package io.cfa.kit.edge.connection;

import io.cfa.kit.edge.connection.ClientConnection.Phase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.function.LongConsumer;
import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's endpoint, which knows for each connection how long it has been waiting for what. Tomcat's own time-out counts from the last byte, so a
 * byte every few seconds keeps a connection for ever.
 */
final class GuardedEndpoint extends NioEndpoint {

    private static final long LOOK_MILLIS = 250;

    private volatile ConnectionTable connectionsOfCallers;
    private volatile LongConsumer overdue;
    private volatile Thread reaper;

    public void guard(ConnectionTable table, LongConsumer alsoOverdue) {
        connectionsOfCallers = table;
        overdue = alsoOverdue;
    }

    @Override
    public void setHandler(Handler<NioChannel> handler) {
        super.setHandler(new Watching(handler));
    }

    @Override
    public void startInternal() throws Exception {
        super.startInternal();
        Thread thread = new Thread(this::reap, getName() + "-Reaper");
        thread.setDaemon(true);
        reaper = thread;
        thread.start();
    }

    @Override
    public void stopInternal() {
        Thread thread = reaper;
        reaper = null;
        if (thread != null) {
            thread.interrupt();
        }
        super.stopInternal();
    }

    private void reap() {
        try {
            while (reaper == Thread.currentThread()) {
                Thread.sleep(LOOK_MILLIS);
                long now = System.nanoTime();
                connectionsOfCallers.closeOverdue(now);
                overdue.accept(now);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        InetSocketAddress from = addressOf(socket);
        if (from == null || connectionsOfCallers.admit(from) == null) {
            destroySocket(socket);
            return false;
        }
        boolean taken = super.setSocketOptions(socket);
        SocketWrapperBase<NioChannel> wrapper = connections.get(socket);
        if (wrapper == null) {
            connectionsOfCallers.forget(from);
        } else {
            isAt(from, wrapper);
        }
        return taken;
    }

    /** The poller says that something has come: from now on it is not the caller who keeps us waiting. */
    @Override
    public boolean processSocket(SocketWrapperBase<NioChannel> wrapper, SocketEvent event, boolean dispatch) {
        ClientConnection connection =
                event == SocketEvent.OPEN_READ ? connectionsOfCallers.at(addressOf(wrapper)) : null;
        if (connection != null) {
            connection.works();
        }
        return super.processSocket(wrapper, event, dispatch);
    }

    private void isAt(InetSocketAddress from, SocketWrapperBase<NioChannel> wrapper) {
        ClientConnection connection = connectionsOfCallers.at(from);
        if (connection != null) {
            connection.isAt(wrapper);
        }
    }

    private static InetSocketAddress addressOf(SocketChannel socket) {
        try {
            return (InetSocketAddress) socket.getRemoteAddress();
        } catch (IOException e) {
            return null;
        }
    }

    private static InetSocketAddress addressOf(SocketWrapperBase<NioChannel> wrapper) {
        // after its end the channel does not tell its address any more, its socket does
        java.net.Socket socket = wrapper.getSocket().getIOChannel().socket();
        return new InetSocketAddress(socket.getInetAddress(), socket.getPort());
    }

    /** Stands before Tomcat's handler, which gets every event of every connection. */
    private final class Watching implements Handler<NioChannel> {

        private final Handler<NioChannel> handler;

        Watching(Handler<NioChannel> handler) {
            this.handler = handler;
        }

        @Override
        public SocketState process(SocketWrapperBase<NioChannel> wrapper, SocketEvent event) {
            ClientConnection connection = connectionsOfCallers.at(addressOf(wrapper));
            if (connection == null) {
                return handler.process(wrapper, event);
            }
            connection.works();
            long began = connection.since();
            long came = System.currentTimeMillis();
            SocketState state = handler.process(wrapper, event);
            if (state == SocketState.OPEN) {
                // empty lines before a request are no request
                boolean answered = ((NioSocketWrapper) wrapper).getLastWrite() >= came;
                connection.waits(answered ? Phase.IDLE : Phase.HEAD, answered ? System.nanoTime() : began);
            } else if (state == SocketState.LONG
                    && !(wrapper.getCurrentProcessor() instanceof Processor processor && processor.isAsync())) {
                connection.waits(Phase.HEAD, began);
                connectionsOfCallers.headBegan();
            }
            return state;
        }

        @Override
        public Object getGlobal() {
            return handler.getGlobal();
        }

        @Override
        public void release(SocketWrapperBase<NioChannel> wrapper) {
            connectionsOfCallers.forget(addressOf(wrapper));
            handler.release(wrapper);
        }

        @Override
        public void pause() {
            handler.pause();
        }

        @Override
        public void recycle() {
            handler.recycle();
        }
    }
}

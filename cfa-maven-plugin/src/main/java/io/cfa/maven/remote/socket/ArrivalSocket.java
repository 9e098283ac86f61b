package io.cfa.maven.remote.socket;

import java.io.InputStream;
import java.net.Socket;

/** A socket whose bytes come by another thread, with the read time-out of one: to notice that nobody answers, login and keep-alive need it. */
abstract class ArrivalSocket extends Socket {

    /** What has come. */
    final ArrivalStream arrived = new ArrivalStream();

    @Override
    public final InputStream getInputStream() {
        return arrived;
    }

    @Override
    public final void setSoTimeout(int millis) {
        arrived.timeout(millis);
    }

    @Override
    public final void setTcpNoDelay(boolean on) {
        // the matter of what brings the bytes
    }
}

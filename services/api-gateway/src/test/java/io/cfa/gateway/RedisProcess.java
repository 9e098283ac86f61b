package io.cfa.gateway;

import io.cfa.contract.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import redis.embedded.RedisServer;

/** A real Redis with a password, on a port that it keeps when it is stopped and started again. */
final class RedisProcess implements AutoCloseable {

    static final String PASSWORD = "a-password-of-the-tests";

    private static final class Shared {
        private static final RedisProcess ONE = new RedisProcess();
    }

    private final int port = FreePort.next();
    private RedisServer server;

    RedisProcess() {
        start();
    }

    /** One for all tests of the module, gone with the process. */
    static RedisProcess shared() {
        return Shared.ONE;
    }

    int port() {
        return port;
    }

    void start() {
        try {
            server = RedisServer.newRedisServer()
                    .bind("127.0.0.1")
                    .port(port)
                    .setting("requirepass " + PASSWORD)
                    .setting("save \"\"")
                    .build();
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}

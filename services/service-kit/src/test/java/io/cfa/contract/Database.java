package io.cfa.contract;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One real PostgreSQL for all tests of a module, started by the first that asks, gone with the process. */
public final class Database {

    private static final class Started {
        private static final EmbeddedPostgres SERVER = start();
    }

    private Database() {}

    /** The port that it listens on. */
    public static int port() {
        return Started.SERVER.getPort();
    }

    /** Its address, as a service's container gets it. */
    public static String url() {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/postgres";
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

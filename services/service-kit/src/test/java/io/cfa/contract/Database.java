package io.cfa.contract;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.flywaydb.core.Flyway;

/** One real PostgreSQL for all tests of a module, started by the first that asks, gone with the process. */
public final class Database {

    private static final class Started {
        private static final EmbeddedPostgres SERVER = start();
    }

    private static final class Migrated {
        private static final String NAME = migrate(create(""));
    }

    private Database() {}

    /** The port that it listens on. */
    public static int port() {
        return Started.SERVER.getPort();
    }

    /** Its address, as a service's container gets it. */
    public static String url() {
        return url("postgres");
    }

    /** The address of an empty database that nobody else has. */
    public static String another() {
        return url(create(""));
    }

    /** The address of a database that nobody else has, with the module's migrations done: a copy, as to do them is half a second of a core. */
    public static String migrated() {
        return url(create("template " + Migrated.NAME));
    }

    private static String create(String template) {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = Started.SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " " + template);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return name;
    }

    private static String migrate(String database) {
        Flyway.configure().dataSource(url(database), "postgres", "").load().migrate();
        return database;
    }

    private static String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
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

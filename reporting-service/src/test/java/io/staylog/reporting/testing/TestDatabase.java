package io.staylog.reporting.testing;

import com.zaxxer.hikari.HikariDataSource;
import io.staylog.reporting.projection.ProjectionSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;

/** A real PostgreSQL, one per test JVM, and a fresh database in it for whoever asks. */
public final class TestDatabase {
    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabase() {}

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofMinutes(2))
                    // Nothing here is to outlive the machine, and a new database is hundreds of files.
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JDBC address of a new, empty database; user {@code postgres}, no password. */
    public static String freshUrl() {
        return create("");
    }

    private static String create(String how) {
        var name = "test" + COUNT.incrementAndGet();
        create(name, how);
        return url(name);
    }

    private static void create(String name, String how) {
        new JdbcTemplate(SERVER.getPostgresDatabase()).execute("create database " + name + how);
    }

    private static String url(String name) {
        return "jdbc:postgresql://127.0.0.1:" + SERVER.getPort() + "/" + name;
    }

    /** JDBC address of a new database that has the service's empty tables already, as a migration leaves them. */
    public static String migratedUrl() {
        return create(" template " + Template.name());
    }

    /** A pool on a new, empty database. */
    public static HikariDataSource fresh() {
        return pool(freshUrl());
    }

    /** A pool on a new database that has the service's empty tables already. */
    public static HikariDataSource migrated() {
        return pool(migratedUrl());
    }

    private static HikariDataSource pool(String url) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername("postgres");
        pool.setMaximumPoolSize(6);
        // Most tests use one, and each connection is a process.
        pool.setMinimumIdle(1);
        return pool;
    }

    /** Copying a database takes a fraction of the time that migrating one does. */
    private static final class Template {
        private static final String NAME = "migrated";

        static {
            create(NAME, "");
            try (var pool = pool(url(NAME))) {
                new ProjectionSchema(pool).migrate();
            }
        }

        static String name() {
            return NAME;
        }
    }
}

package io.staylog.reporting.testing;

import com.zaxxer.hikari.HikariDataSource;
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
        var name = "test" + COUNT.incrementAndGet();
        new JdbcTemplate(SERVER.getPostgresDatabase()).execute("create database " + name);
        return "jdbc:postgresql://127.0.0.1:" + SERVER.getPort() + "/" + name;
    }

    /** A pool on a new, empty database. */
    public static HikariDataSource fresh() {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(freshUrl());
        pool.setUsername("postgres");
        pool.setMaximumPoolSize(6);
        return pool;
    }
}

package io.staylog.reporting.bad.web;

import java.sql.Connection;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;

/** Bad on purpose, each in its way. */
public class DatabaseInWeb {
    public static class Jdbc {
        public Connection connection;
    }

    public static class Pool {
        public DataSource pool;
    }

    public static class SpringJdbc {
        public JdbcTemplate jdbc;
    }

    public static class Migration {
        public Flyway flyway;
    }
}

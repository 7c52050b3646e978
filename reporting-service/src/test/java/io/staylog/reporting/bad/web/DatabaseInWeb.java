package io.staylog.reporting.bad.web;

import org.springframework.jdbc.core.JdbcTemplate;

/** Bad on purpose. */
public class DatabaseInWeb {
    public JdbcTemplate jdbc;
}

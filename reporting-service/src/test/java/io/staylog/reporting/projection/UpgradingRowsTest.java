package io.staylog.reporting.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.staylog.reporting.testing.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rows that were written before events that they now tell of were known. */
class UpgradingRowsTest {
    @Test
    void they_go_and_the_readers_go_back_to_the_beginning_of_the_log() {
        try (HikariDataSource database = TestDatabase.fresh()) {
            var jdbc = new JdbcTemplate(database);
            Flyway.configure()
                    .dataSource(database)
                    .schemas(ProjectionSchema.LIVE)
                    .defaultSchema(ProjectionSchema.LIVE)
                    .locations("classpath:db/projection")
                    .target("1")
                    .load()
                    .migrate();
            jdbc.update("insert into projection.hotel values ('rio', 'Rio', 'UTC', 'EUR', '2026-03-01', '2026-03-09')");
            jdbc.update("insert into projection.event_count values ('booking.events', 0, 'HotelRegistered',"
                    + " 'PROJECTED', 1, 0)");
            jdbc.update("insert into projection.projection_offset values ('booking.events', 0, gen_random_uuid(), 17,"
                    + " now())");

            new ProjectionSchema(database).migrate();

            assertThat(jdbc.queryForObject("select next_offset from projection.projection_offset", Long.class))
                    .isZero();
            assertThat(jdbc.queryForObject("select count(*) from projection.hotel", Long.class))
                    .isZero();
            // As a service of before would count, and so would have to stop.
            assertThatThrownBy(() -> jdbc.update("insert into projection.event_count select 'booking.events', 0,"
                            + " 'HotelRegistered', 'PROJECTED', 1, 0"))
                    .isInstanceOf(DataIntegrityViolationException.class);
        }
    }
}

package io.staylog.reporting.rendering;

import io.staylog.reporting.projection.ProjectionSchema;
import io.staylog.reporting.projection.ProjectionState;
import io.staylog.reporting.rendering.RenderingSettings.Wanted;
import io.staylog.schemas.report.DocumentFormat;
import io.staylog.schemas.report.DocumentKind;
import io.staylog.schemas.report.DocumentRequested;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks for the documents of each business date that has ended, by looking at the live rows. The id of a request follows from
 * hotel, date and kind; so it does not matter that one may be written twice: when a process dies between asking and noting it
 * down, or when two look at once. What a rebuild folds lies in other rows and asks for nothing.
 */
final class Nightly {
    private static final Logger LOG = LoggerFactory.getLogger(Nightly.class);

    // A hotel's newest dates only: who closes many at once is replaying history.
    private static final String ENDED = """
            select hotel_id, closed_date, as_of from (
                select d.hotel_id, d.closed_date, d.closed_at,
                    row_number() over (partition by d.hotel_id order by d.closed_date desc) as nth,
                    (select string_agg(o.topic || '=' || o.positions, ';' order by o.topic) from (
                        select topic, string_agg(partition || ':' || next_offset, ',' order by partition) as positions
                        from projection_offset group by topic) o) as as_of
                from business_day d where d.closed_at > ?) d
            where nth <= ? and not exists (
                select 1 from {control}.nightly_request n where n.hotel_id = d.hotel_id
                    and n.business_date = d.closed_date and n.kind = ? and n.format = ?)
            order by hotel_id, closed_date""".replace("{control}", ProjectionSchema.CONTROL);

    private record Ended(String hotelId, LocalDate date, String asOf) {}

    private final RenderingSettings.Nightly settings;
    private final ProjectionState state;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final ReportLog log;
    private final InstantSource clock;

    Nightly(
            RenderingSettings.Nightly settings,
            ProjectionState state,
            JdbcTemplate jdbc,
            PlatformTransactionManager manager,
            ReportLog log,
            InstantSource clock) {
        this.settings = settings;
        this.state = state;
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(manager);
        this.log = log;
        this.clock = clock;
    }

    /** The document of that kind of a hotel's business date, by whomever and however often it is asked for. */
    static UUID requestId(String hotelId, LocalDate date, Wanted wanted) {
        var name = "nightly/" + hotelId + "/" + date + "/" + wanted.kind() + "/" + wanted.format();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /** Looks once. */
    void look() {
        if (state.now().good()) {
            settings.wanted().forEach(this::ask);
        }
    }

    private void ask(Wanted wanted) {
        for (var ended : ended(wanted)) {
            var request = DocumentRequested.newBuilder()
                    .setRequestId(requestId(ended.hotelId(), ended.date(), wanted))
                    .setHotelId(ended.hotelId())
                    .setKind(DocumentKind.valueOf(wanted.kind().name()))
                    .setFormat(DocumentFormat.valueOf(wanted.format().name()))
                    .setBusinessDate(ended.date())
                    .setIsNightly(true)
                    .build();
            log.ask(request, ended.asOf());
            jdbc.update(
                    "insert into " + ProjectionSchema.CONTROL + ".nightly_request"
                            + " (hotel_id, business_date, kind, format, request_id, asked_at)"
                            + " values (?, ?, ?, ?, ?, now()) on conflict do nothing",
                    ended.hotelId(),
                    ended.date(),
                    wanted.kind().name(),
                    wanted.format().name(),
                    request.getRequestId());
            LOG.info("asked for the {} of {} for {}", wanted.kind(), ended.hotelId(), ended.date());
        }
    }

    private List<Ended> ended(Wanted wanted) {
        return Objects.requireNonNull(transactions.execute(status -> {
            jdbc.execute(ProjectionSchema.enter(ProjectionSchema.LIVE));
            return jdbc.query(
                    ENDED,
                    (row, n) -> new Ended(
                            row.getString("hotel_id"),
                            Objects.requireNonNull(row.getObject("closed_date", LocalDate.class)),
                            row.getString("as_of")),
                    Timestamp.from(clock.instant().minus(settings.ageMax())),
                    settings.datesMax(),
                    wanted.kind().name(),
                    wanted.format().name());
        }));
    }
}

package io.staylog.reporting.sources;

import io.staylog.reporting.document.DailyReportSource;
import io.staylog.reporting.document.DailyReportSource.Check;
import io.staylog.reporting.document.DailySources;
import io.staylog.reporting.report.daily.DailyReports;
import io.staylog.reporting.sources.DocumentSources.Asked;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The daily report as its page has it, with the newest result of a check. */
final class DailyPages {
    private static final String CHECK = """
            select at, held, broken::text as broken from check_result
            where hotel_id in (?, 'all', '') order by at desc, request_id limit 1""";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

    private DailyPages() {}

    static DailyReportSource of(Asked asked, DailyReports daily) {
        var report = daily.of(asked.jdbc(), asked.hotel().hotelId(), asked.begunDate());
        var standsOn = asked.heading().standsOn();
        return DailySources.of(
                        report.standingOn(new TreeMap<>(standsOn.offsets()), standsOn.dataAt()),
                        asked.heading().hotel(),
                        check(asked))
                .linkingTo(standsOn.publicUrl());
    }

    private static @Nullable Check check(Asked asked) {
        return asked.jdbc()
                .sql(CHECK)
                .param(asked.hotel().hotelId())
                .query(DailyPages::checkOf)
                .optional()
                .orElse(null);
    }

    private static Check checkOf(ResultSet row, int n) throws SQLException {
        var broken = JSON.readValue(row.getString("broken"), NAMES);
        var at = Objects.requireNonNull(row.getObject("at", OffsetDateTime.class))
                .toInstant();
        return new Check(at, broken.isEmpty(), row.getInt("held"), broken);
    }
}

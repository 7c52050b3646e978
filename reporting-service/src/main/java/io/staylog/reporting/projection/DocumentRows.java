package io.staylog.reporting.projection;

import io.staylog.reporting.projection.RowChange.CheckTold;
import io.staylog.reporting.projection.RowChange.DocumentAnswered;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Writes what became of requests for documents, and what checks have found. */
final class DocumentRows {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final Unnest<DocumentAnswered> ANSWERS = new Unnest<DocumentAnswered>()
            .column("request_id", "uuid", DocumentAnswered::requestId)
            .column("hotel_id", "text", DocumentAnswered::hotelId)
            .column("kind", "text", DocumentAnswered::kind)
            .column("format", "text", DocumentAnswered::format)
            .column("state", "text", DocumentAnswered::state)
            .column("business_date", "date", d -> d.about().businessDate())
            .column("from_date", "date", d -> d.about().fromDate())
            .column("to_date", "date", d -> d.about().toDate())
            .column("booking_id", "uuid", d -> d.about().bookingId())
            .column("series", "text", d -> d.about().series())
            .column("number", "bigint", d -> d.about().number())
            .column("is_nightly", "boolean", d -> d.about().isNightly())
            .column("file_name", "text", file(DocumentAnswered.File::name))
            .column("size_bytes", "bigint", file(DocumentAnswered.File::sizeBytes))
            .column("sha256", "text", file(DocumentAnswered.File::sha256))
            .column("stands_on", "jsonb", d -> JSON.writeValueAsString(standsOn(d)))
            .column("public_url", "text", file(DocumentAnswered.File::publicUrl))
            .column("data_at", "timestamptz", file(DocumentAnswered.File::dataAt))
            .column("is_final", "boolean", d -> d.file() != null && d.file().isFinal())
            .column(
                    "code",
                    "text",
                    d -> d.failure() == null ? null : d.failure().code())
            .column(
                    "message",
                    "text",
                    d -> d.failure() == null ? null : d.failure().message())
            .column("at", "timestamptz", DocumentAnswered::at)
            .upsertWhere("document", "document.state = 'FAILED' and excluded.state = 'RENDERED'", "request_id");

    private static final Unnest<CheckTold> CHECKS = new Unnest<CheckTold>()
            .column("request_id", "uuid", CheckTold::requestId)
            .column("hotel_id", "text", CheckTold::hotelId)
            .column("held", "int", CheckTold::held)
            .column("broken", "jsonb", c -> JSON.writeValueAsString(c.broken()))
            .column("skipped", "jsonb", c -> JSON.writeValueAsString(c.skipped()))
            .column("records", "bigint", CheckTold::records)
            .column("actor_id", "text", CheckTold::actorId)
            .column("at", "timestamptz", CheckTold::at)
            .upsertWhere("check_result", "false", "request_id");

    private DocumentRows() {}

    static void write(JdbcTemplate jdbc, RowBatch batch) {
        ANSWERS.execute(jdbc, batch.documents());
        CHECKS.execute(jdbc, batch.checks());
    }

    private static Map<String, Map<Integer, Long>> standsOn(DocumentAnswered answer) {
        var file = answer.file();
        return file == null ? Map.of() : file.standsOn();
    }

    private static Function<DocumentAnswered, @Nullable Object> file(
            Function<DocumentAnswered.File, @Nullable Object> value) {
        return answer -> {
            var file = answer.file();
            return file == null ? null : value.apply(file);
        };
    }
}

package io.staylog.reporting.rendering;

import io.staylog.reporting.projection.ProjectionSchema;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who works on what, for people who look. Nothing is decided by it but whether a request was answered at all. */
final class WorkBoard {
    private static final String TABLE = ProjectionSchema.CONTROL + ".document_work";

    private final JdbcTemplate jdbc;

    WorkBoard(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** How an attempt ends. */
    enum Outcome {
        RENDERED,
        FAILED,
        TO_BE_TRIED_AGAIN
    }

    void begins(UUID requestId, String renderer, int delivery) {
        jdbc.update(
                "insert into " + TABLE + " as w (request_id, renderer, delivery, started_at)"
                        + " values (?, ?, ?, clock_timestamp()) on conflict (request_id) do update set"
                        + " renderer = excluded.renderer, delivery = excluded.delivery,"
                        + " started_at = excluded.started_at, ended_at = null, outcome = null"
                        + " where w.outcome is distinct from 'RENDERED'",
                requestId,
                renderer,
                delivery);
    }

    void ends(UUID requestId, String renderer, Outcome outcome) {
        jdbc.update(
                "insert into " + TABLE + " as w (request_id, renderer, delivery, started_at, ended_at, outcome)"
                        + " values (?, ?, 0, clock_timestamp(), clock_timestamp(), ?) on conflict (request_id) do update set"
                        + " ended_at = excluded.ended_at, outcome = excluded.outcome"
                        + " where w.outcome is distinct from 'RENDERED'",
                requestId,
                renderer,
                outcome.name());
    }
}

package io.staylog.edge.web;

import io.micrometer.tracing.Tracer;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Makes problems: one form for all of them, with the trace that the request belongs to. */
public final class Problems {
    private static final String TYPE = "urn:staylog:problem:";
    private static final String RETRY_SECONDS = "2";

    private final Tracer tracer;

    /** Takes trace ids from there. */
    public Problems(Tracer tracer) {
        this.tracer = tracer;
    }

    public Problem of(
            int status,
            String code,
            @Nullable String field,
            String detail,
            Map<String, String> details,
            @Nullable UUID requestId,
            boolean retriable) {
        return new Problem(
                URI.create(TYPE + code),
                title(code),
                status,
                detail,
                code,
                field,
                details,
                traceId(),
                requestId == null ? null : requestId.toString(),
                retriable);
    }

    public Problem of(Kind kind, @Nullable String field, String detail) {
        return of(kind.status(), kind.code(), field, detail, Map.of(), null, kind.retriable());
    }

    /** Begins the answer that a problem belongs into. */
    public ResponseEntity.BodyBuilder answer(Problem problem) {
        var answer = ResponseEntity.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.status() == Kind.NOT_READY.status() || problem.status() == Kind.TOO_MANY_WAITERS.status()) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        if (problem.status() == Kind.BODY_TOO_LARGE.status() || problem.status() == Kind.BODY_TOO_SLOW.status()) {
            answer.header(HttpHeaders.CONNECTION, "close"); // What is left of the body is not waited for.
        }
        return answer;
    }

    private static String title(String code) {
        return code.substring(0, 1).toUpperCase(Locale.ROOT) + code.substring(1).replace('_', ' ');
    }

    private @Nullable String traceId() {
        var span = tracer.currentSpan();
        return span == null || span.context().traceId().isEmpty()
                ? null
                : span.context().traceId();
    }
}

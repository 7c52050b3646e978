package io.staylog.reporting.web;

import io.staylog.logview.LogUnavailableException;
import io.staylog.reporting.report.ReportException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Says "no" as {@code application/problem+json} (RFC 9457), always with {@code code}, {@code retriable}, {@code details} and
 * {@code correlationId}, never with what the caller sent.
 */
@RestControllerAdvice
final class Problems extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String RETRY_AFTER_S = "2";
    private static final Map<String, String> EXPECTED = Map.of(
            "LocalDate", "a date such as 2016-08-31",
            "UUID", "a UUID",
            "int", "a whole number",
            "Integer", "a whole number",
            "boolean", "true or false");

    @ExceptionHandler
    ResponseEntity<Object> on(ReportException e) {
        var status = switch (e.kind()) {
            case BAD_REQUEST -> HttpStatus.BAD_REQUEST;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case BUSY -> HttpStatus.SERVICE_UNAVAILABLE;
            case LATE -> HttpStatus.GATEWAY_TIMEOUT;
            case UNAUTHORIZED -> HttpStatus.UNAUTHORIZED;
        };
        return answer(problem(status, e.code(), String.valueOf(e.getMessage()), e.details()));
    }

    @ExceptionHandler
    ResponseEntity<Object> on(MethodArgumentTypeMismatchException e) {
        var type = e.getRequiredType();
        return answer(problem(
                HttpStatus.BAD_REQUEST,
                "parameter_invalid",
                "A parameter cannot be read.",
                Map.of("parameter", e.getName(), "expected", expected(type))));
    }

    private static String expected(@Nullable Class<?> type) {
        if (type != null && type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
        }
        return EXPECTED.getOrDefault(type == null ? "" : type.getSimpleName(), "another value");
    }

    /** The database is away, or has no projection yet: both pass. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<Object> onDatabase(RuntimeException e) {
        LOG.warn("The reports cannot be read now: {}", e.getMessage());
        return answer(problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "not_available",
                "The reports cannot be read now; /actuator/health/readiness says why.",
                Map.of()));
    }

    /** Kafka is away, or slow. */
    @ExceptionHandler
    ResponseEntity<Object> on(LogUnavailableException e) {
        LOG.warn("Records cannot be read from the log now: {}", e.getMessage());
        return answer(problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "log_not_available",
                "The log cannot be read now; try again.",
                Map.of()));
    }

    @ExceptionHandler
    ResponseEntity<Object> onBug(RuntimeException e) {
        var problem =
                problem(HttpStatus.INTERNAL_SERVER_ERROR, "internal_error", "Something is broken here.", Map.of());
        LOG.error("an answer failed, correlation id {}", problem.getProperties(), e);
        return answer(problem);
    }

    @Override
    protected ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(problem(
                HttpStatus.BAD_REQUEST,
                "parameter_missing",
                "A parameter is missing.",
                Map.of("parameter", e.getParameterName())));
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var known = HttpStatus.valueOf(status.value());
        var code = known.name().toLowerCase(Locale.ROOT);
        return ResponseEntity.status(status)
                .headers(headers)
                .body(problem(known, code, known.getReasonPhrase(), Map.of()));
    }

    static ProblemDetail problem(HttpStatus status, String code, String detail, Map<String, String> details) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("code", code);
        problem.setProperty("retriable", isRetriable(status.value()));
        problem.setProperty("details", details);
        var id = correlationId();
        problem.setProperty("correlationId", id);
        // Without one, Spring would say here what the caller has asked for.
        problem.setInstance(URI.create("urn:staylog:answer:" + id));
        return problem;
    }

    private static boolean isRetriable(int status) {
        return status == HttpStatus.SERVICE_UNAVAILABLE.value() || status == HttpStatus.GATEWAY_TIMEOUT.value();
    }

    /** The trace's id where there is one, so that the log lines of the request can be found. */
    private static String correlationId() {
        var trace = MDC.get("traceId");
        return trace == null || trace.isEmpty() ? UUID.randomUUID().toString() : trace;
    }

    private static ResponseEntity<Object> answer(ProblemDetail problem) {
        var answer = ResponseEntity.status(problem.getStatus());
        if (isRetriable(problem.getStatus())) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_S);
        }
        if (problem.getStatus() == HttpStatus.UNAUTHORIZED.value()) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return answer.body(problem);
    }

    /** For a filter, which no advice covers. The texts are ours and need no escaping. */
    static void write(HttpServletResponse response, HttpStatus status, String code, String detail) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        var body = """
                {"title":"%s","status":%d,"detail":"%s","code":"%s","retriable":false,"details":{},"correlationId":"%s"}
                """.formatted(status.getReasonPhrase(), status.value(), detail, code, correlationId());
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
}

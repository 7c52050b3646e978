package io.staylog.edge.web;

import io.staylog.logview.LogUnavailableException;
import io.staylog.logview.TooManyWaitersException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Turns everything that can go wrong at the edge into a {@link Problem}.
 *
 * <p>No message of an exception of others goes out: they repeat what was sent, and that may be anything.
 */
@RestControllerAdvice
public final class ProblemAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final Problems problems;
    private final AnswerFigures figures;

    public ProblemAdvice(Problems problems, AnswerFigures figures) {
        this.problems = problems;
        this.figures = figures;
    }

    @ExceptionHandler
    public ResponseEntity<Problem> handle(Exception e) {
        return switch (e) {
            case RefusedException refused -> refused(refused);
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case MethodArgumentNotValidException invalid -> invalidBody(invalid.getFieldErrors());
            case HandlerMethodValidationException invalid -> invalid(invalid);
            case MethodArgumentTypeMismatchException mismatch -> mismatch(mismatch);
            case MissingServletRequestParameterException missing ->
                answer(Kind.INVALID_PARAMETER, missing.getParameterName(), "this parameter is needed");
            case HttpMediaTypeNotSupportedException _ ->
                answer(Kind.MEDIA_TYPE_NOT_SUPPORTED, HttpHeaders.CONTENT_TYPE, "send application/json");
            case HttpMediaTypeNotAcceptableException _ ->
                answer(Kind.NOT_ACCEPTABLE, HttpHeaders.ACCEPT, "only application/json can be answered");
            case HttpRequestMethodNotSupportedException unsupported -> method(unsupported);
            case TooManyWaitersException _ ->
                answer(Kind.TOO_MANY_WAITERS, null, "too many requests wait already; ask without waiting, or later");
            case LogUnavailableException unavailable ->
                answer(Kind.LOG_UNAVAILABLE, null, unavailable.getMessage() + "; try again soon");
            case ErrorResponse other
            when other.getStatusCode().is4xxClientError() ->
                other.getStatusCode().value() == Kind.NOT_FOUND.status()
                        ? answer(Kind.NOT_FOUND, null, "there is nothing at this address")
                        : answer(Kind.BAD_REQUEST, null, "the request cannot be understood");
            default -> fault(e);
        };
    }

    private ResponseEntity<Problem> refused(RefusedException refused) {
        var kind = refused.kind();
        if (kind == Kind.OUTCOME_UNKNOWN) {
            LOG.warn("The log did not confirm a request: {}", String.valueOf(refused.getCause()));
        }
        figures.answered("edge", kind.code());
        var problem = problems.of(
                kind.status(),
                kind.code(),
                refused.field(),
                String.valueOf(refused.getMessage()),
                Map.of(),
                refused.requestId(),
                kind.retriable());
        return problems.answer(problem).body(problem);
    }

    private ResponseEntity<Problem> unreadable(HttpMessageNotReadableException unreadable) {
        return switch (unreadable.getCause()) {
            case RefusedException refused -> refused(refused);
            case UnrecognizedPropertyException unknown ->
                answer(
                        Kind.UNKNOWN_FIELD,
                        Fields.ofPath(unknown.getPath()),
                        "there is no such field; known are: " + known(unknown));
            case MismatchedInputException mismatch ->
                answer(Kind.INVALID_VALUE, Fields.ofPath(mismatch.getPath()), "must be " + form(mismatch));
            case InputCoercionException overflow ->
                answer(Kind.INVALID_VALUE, Fields.ofPath(overflow.getPath()), "is too large a number");
            case DatabindException other ->
                answer(Kind.INVALID_VALUE, Fields.ofPath(other.getPath()), "has a value that makes no sense here");
            case null, default -> answer(Kind.MALFORMED_BODY, null, "a JSON object is needed in the body");
        };
    }

    private static String known(UnrecognizedPropertyException unknown) {
        var known = unknown.getKnownPropertyIds();
        return known == null || known.isEmpty()
                ? "none"
                : String.join(", ", known.stream().map(String::valueOf).sorted().toList());
    }

    private static String form(MismatchedInputException mismatch) {
        var type = mismatch.getTargetType();
        if (type == null) {
            return "something else";
        }
        if (type.isEnum()) {
            return "one of "
                    + String.join(
                            ", ",
                            List.of(type.getEnumConstants()).stream()
                                    .map(String::valueOf)
                                    .filter(name -> !name.equals("UNKNOWN"))
                                    .toList());
        }
        return form(type);
    }

    private static String form(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "LocalDate" -> "a date that exists, for example 2026-07-01";
            case "Integer", "int" -> "a whole number of at most 9 digits";
            case "Long", "long" -> "a whole number; amounts are in minor units, for example 1250 for 12.50";
            case "Boolean", "boolean" -> "true or false";
            case "String" -> "a text";
            case "UUID" -> "a UUID";
            case "List", "ArrayList", "Set", "HashSet" -> "a list";
            default -> "an object";
        };
    }

    private ResponseEntity<Problem> invalid(HandlerMethodValidationException invalid) {
        for (var result : invalid.getParameterValidationResults()) {
            if (!(result instanceof ParameterErrors)) {
                return invalidParameter(result);
            }
        }
        for (var result : invalid.getParameterValidationResults()) {
            if (result instanceof ParameterErrors errors) {
                return invalidBody(errors.getFieldErrors());
            }
        }
        return answer(Kind.BAD_REQUEST, null, "the request cannot be understood");
    }

    private ResponseEntity<Problem> invalidParameter(ParameterValidationResult result) {
        var parameter = result.getMethodParameter();
        var kind = parameter.hasParameterAnnotation(PathVariable.class) ? Kind.INVALID_ID : Kind.INVALID_PARAMETER;
        return answer(kind, parameter.getParameterName(), text(result.getResolvableErrors()));
    }

    private ResponseEntity<Problem> invalidBody(List<FieldError> errors) {
        // Always the same one of several, so that a caller who mends one at a time sees progress.
        var first = errors.stream()
                .sorted(Comparator.comparing(FieldError::getField))
                .findFirst();
        return answer(
                first.map(FieldError::getCode).map(Kind::ofConstraint).orElse(Kind.INVALID_VALUE),
                first.map(FieldError::getField).orElse(null),
                first.map(FieldError::getDefaultMessage).orElse("is not valid"));
    }

    private static String text(List<? extends MessageSourceResolvable> errors) {
        return errors.isEmpty()
                ? "is not valid"
                : String.valueOf(errors.getFirst().getDefaultMessage());
    }

    private ResponseEntity<Problem> mismatch(MethodArgumentTypeMismatchException mismatch) {
        var kind = mismatch.getParameter().hasParameterAnnotation(PathVariable.class)
                ? Kind.INVALID_ID
                : Kind.INVALID_PARAMETER;
        var type = mismatch.getRequiredType();
        return answer(kind, mismatch.getName(), "must be " + form(type == null ? LocalDate.class : type));
    }

    private ResponseEntity<Problem> method(HttpRequestMethodNotSupportedException unsupported) {
        var problem = problems.of(Kind.METHOD_NOT_ALLOWED, null, "this address takes other methods; see Allow");
        var answer = problems.answer(problem);
        var allowed = unsupported.getSupportedHttpMethods();
        if (allowed != null) {
            answer.allow(allowed.toArray(HttpMethod[]::new));
        }
        return answer.body(problem);
    }

    private ResponseEntity<Problem> fault(Exception e) {
        LOG.error("A request failed through a fault of this program", e);
        return answer(Kind.INTERNAL_ERROR, null, "a fault of this program; it is logged under the trace id");
    }

    private ResponseEntity<Problem> answer(Kind kind, @Nullable String field, String detail) {
        figures.answered("edge", kind.code());
        var problem = problems.of(kind, field, detail);
        return problems.answer(problem).body(problem);
    }
}

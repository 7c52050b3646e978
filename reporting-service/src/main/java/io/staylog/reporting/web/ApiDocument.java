package io.staylog.reporting.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.staylog.edge.api.ApiWords;
import io.staylog.reporting.projection.FoldingProgress;
import io.staylog.reporting.projection.Rebuild;
import io.staylog.reporting.rendering.Queue;
import io.staylog.reporting.rendering.Verification;
import io.staylog.reporting.report.Answer;
import io.staylog.reporting.report.Ari;
import io.staylog.reporting.report.Behaviour;
import io.staylog.reporting.report.Books;
import io.staylog.reporting.report.Care;
import io.staylog.reporting.report.DocumentList;
import io.staylog.reporting.report.Guests;
import io.staylog.reporting.report.Invoices;
import io.staylog.reporting.report.Ledger;
import io.staylog.reporting.report.Lists;
import io.staylog.reporting.report.Money;
import io.staylog.reporting.report.PaymentHealth;
import io.staylog.reporting.report.Performance;
import io.staylog.reporting.report.Rows;
import io.staylog.reporting.report.Timeline;
import io.staylog.reporting.report.daily.DailyLines;
import io.staylog.reporting.report.daily.DailyReport;
import io.staylog.reporting.report.daily.Figure;
import io.staylog.reporting.report.daily.Rate;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/** Says in the API document what the code alone does not: which "no" there is, and the headers of a "yes". */
final class ApiDocument implements GlobalOpenApiCustomizer {
    private static final String PROBLEM = "Problem";

    /** Which parameter can bring which codes with status 400. */
    private static final Map<String, List<String>> BAD_REQUEST = Map.ofEntries(
            Map.entry("from", List.of("date_out_of_range", "range_invalid")),
            Map.entry("arrivalFrom", List.of("date_out_of_range", "range_invalid")),
            Map.entry("departureFrom", List.of("date_out_of_range", "range_invalid")),
            Map.entry("bookedFrom", List.of("date_out_of_range", "range_invalid")),
            Map.entry("since", List.of("date_out_of_range", "range_invalid")),
            Map.entry("date", List.of("date_out_of_range")),
            Map.entry("on", List.of("date_out_of_range")),
            Map.entry("rooms", List.of("rooms_out_of_range")),
            Map.entry("account", List.of("filter_missing")),
            Map.entry("limit", List.of("limit_out_of_range")),
            Map.entry("guest", List.of("guest_invalid")),
            Map.entry("cursor", List.of("cursor_invalid")));

    /** Operations of which only those may ask who show the token, or may ask for more. */
    private static final Set<String> OF_GUESTS = Set.of("bookings", "guest", "expiredParties");

    /** What else an operation can answer with. */
    private static final Map<String, Map<Integer, String>> NOT_FOUND = Map.of(
            "payment", Map.of(404, "payment_not_found"),
            "folio", Map.of(404, "booking_not_found"),
            "timeline", Map.of(404, "booking_not_found", 503, "log_not_available"),
            "guest", Map.of(404, "guest_not_found"),
            "ari", Map.of(400, "parameter_missing", 404, "hotel_not_found"));

    private static final List<Class<?>> NULLABLE = Stream.concat(
                    Stream.of(FoldingProgress.class, Figure.class, Rate.class),
                    Stream.of(
                                    Rows.class,
                                    Lists.class,
                                    Money.class,
                                    Ledger.class,
                                    Care.class,
                                    Invoices.class,
                                    Rebuild.class,
                                    DocumentList.class,
                                    Queue.class,
                                    Verification.class,
                                    Timeline.class,
                                    Ari.class,
                                    Guests.class,
                                    Books.class,
                                    Performance.class,
                                    Behaviour.class,
                                    PaymentHealth.class,
                                    DailyReport.class,
                                    DailyLines.class)
                            .flatMap(home -> Stream.of(home.getDeclaredClasses())))
            .toList();

    private static final Set<String> WITHOUT_ROWS = Set.of("status", "queue", "file", "verification");

    private static final Set<String> TEXTS =
            Set.of("hotel", "code", "cursor", "reference", "confirmationCode", "guest", FreshnessCheck.HEADER);

    private final ApiWords words;

    ApiDocument(ApiWords words) {
        this.words = words;
    }

    @Override
    public void customise(OpenAPI document) {
        document.getComponents().addSchemas(PROBLEM, problem());
        document.getPaths()
                .values()
                .forEach(path -> path.readOperationsMap().forEach((method, operation) -> describe(method, operation)));
        var schemas = document.getComponents().getSchemas();
        NULLABLE.forEach(type -> nulls(schemas.get(type.getSimpleName()), type));
        // One for each kind of rows: AnswerTotals, AnswerNights and so on.
        schemas.forEach((name, schema) -> {
            if (name.startsWith(Answer.class.getSimpleName())) {
                nulls(schema, Answer.class);
            }
        });
        words.into(document);
    }

    /** A field that is null where there is nothing to say is written as null, which the document has to allow. */
    private static void nulls(@Nullable Schema<?> schema, Class<?> type) {
        if (schema == null || !type.isRecord()) {
            return;
        }
        for (var component : type.getRecordComponents()) {
            boolean canBeNull = component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                    && !component.getAccessor().isAnnotationPresent(JsonInclude.class);
            var property = schema.getProperties().get(component.getName());
            if (canBeNull && property != null) {
                property.addType("null");
            }
        }
    }

    private static void describe(HttpMethod method, Operation operation) {
        if (method == HttpMethod.GET) {
            operation.addParametersItem(after());
        }
        var names = parameters(operation);
        var responses = operation.getResponses();
        if (method == HttpMethod.POST) {
            responses.remove("200");
            responses.addApiResponse("202", begun("It has begun"));
            if (!operation.getOperationId().equals("rebuild")) {
                responses.addApiResponse("201", begun("It has ended within the time of Prefer; the body says how"));
            }
        } else if (!WITHOUT_ROWS.contains(operation.getOperationId())) {
            var yes = Objects.requireNonNull(responses.get("200"));
            yes.description("The rows, and what they stand on");
            yes.addHeaderObject(Answers.AS_OF, header("What the rows stand on: topic=partition:nextOffset,…;…"));
            yes.addHeaderObject(
                    Answers.AT, header("Time of the newest event in the rows; absent where there is none yet"));
            yes.addHeaderObject("ETag", header("The same as long as the rows stand on the same offsets"));
            if (names.contains("cursor")) {
                yes.addHeaderObject("Link", header("The next page, with rel=next; absent on the last page"));
            }
        }
        problems(method, operation.getOperationId(), names)
                .forEach((status, codes) -> responses.addApiResponse(
                        Integer.toString(status),
                        new ApiResponse()
                                .description(String.join(", ", new TreeSet<>(codes)))
                                .content(new Content()
                                        .addMediaType(
                                                org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                                                new MediaType().schema(new Schema<>().$ref(PROBLEM))))));
    }

    private static ApiResponse begun(String description) {
        return new ApiResponse()
                .description(description)
                .addHeaderObject("Location", header("Where to see how far it is"));
    }

    /** Read your writes: every question may name an event that has to be in the answer. */
    private static Parameter after() {
        return new Parameter()
                .in("header")
                .name(FreshnessCheck.HEADER)
                .required(false)
                .schema(text());
    }

    private static Set<String> parameters(Operation operation) {
        var names = new HashSet<String>();
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(parameter -> names.add(parameter.getName()));
        }
        return names;
    }

    /** Codes by their status. */
    private static SortedMap<Integer, Set<String>> problems(HttpMethod method, String operation, Set<String> names) {
        var problems = new TreeMap<Integer, Set<String>>();
        add(problems, 400, "parameter_unknown", "parameter_repeated");
        if (!TEXTS.containsAll(names)) {
            add(problems, 400, "parameter_invalid");
        }
        names.forEach(name -> BAD_REQUEST.getOrDefault(name, List.of()).forEach(code -> add(problems, 400, code)));
        if (names.contains("hotel") && !operation.equals("unmatchedNotifications")) {
            add(problems, 404, "hotel_not_found");
        }
        NOT_FOUND.getOrDefault(operation, Map.of()).forEach((status, code) -> add(problems, status, code));
        if (OF_GUESTS.contains(operation)) {
            add(problems, 401, "unauthorized");
        }
        if (method == HttpMethod.GET) {
            add(problems, 400, "position_invalid");
            add(problems, 503, "not_available", "too_busy");
            add(problems, 504, "not_there_yet");
        }
        if (method == HttpMethod.POST) {
            add(problems, 401, "unauthorized");
        }
        switch (operation) {
            case "rebuild" -> add(problems, 409, "rebuild_running");
            case "ask" -> {
                add(
                        problems,
                        400,
                        "malformed_body",
                        "field_unknown",
                        "field_missing",
                        "field_invalid",
                        "position_invalid",
                        "sensitive_card_data");
                add(problems, 415, "unsupported_media_type");
                add(problems, 503, "outcome_unknown");
            }
            case "document", "verify" -> add(problems, 404, "document_not_found");
            case "file" -> {
                add(problems, 401, "unauthorized");
                add(problems, 404, "document_not_found", "document_not_ready", "document_failed");
                add(problems, 410, "document_erased", "document_expired", "file_lost");
            }
            case "verification" -> add(problems, 404, "verification_not_found");
            default -> {}
        }
        add(problems, 406, "not_acceptable");
        add(problems, 421, "host_unknown");
        add(problems, 500, "internal_error");
        return problems;
    }

    private static void add(Map<Integer, Set<String>> problems, int status, String... codes) {
        problems.computeIfAbsent(status, number -> new HashSet<>()).addAll(List.of(codes));
    }

    private static Header header(String description) {
        return new Header().description(description).schema(text());
    }

    private static Schema<?> problem() {
        var details = type("object");
        details.setAdditionalProperties(text());
        return type("object")
                .addProperty("type", text())
                .addProperty("title", text())
                .addProperty("status", type("integer"))
                .addProperty("detail", text())
                .addProperty("instance", text())
                .addProperty("code", text())
                .addProperty("retriable", type("boolean"))
                .addProperty("details", details)
                .addProperty("correlationId", text());
    }

    private static Schema<?> text() {
        return type("string");
    }

    /** A schema as OpenAPI 3.1 has it, whose types are a list. */
    private static Schema<?> type(String name) {
        return new io.swagger.v3.oas.models.media.JsonSchema().typesItem(name);
    }
}

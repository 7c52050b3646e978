package io.staylog.booking.web;

import io.staylog.booking.view.BookingView;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/** Says in the API document what the code alone does not: which answers there are, and who may call. */
final class ApiDocument implements GlobalOpenApiCustomizer {
    private static final String TOKEN = "token";
    private static final String PROBLEM = "#/components/schemas/Problem";
    private static final String BOOKING = "#/components/schemas/BookingView";
    private static final String ACCEPTED = "#/components/schemas/Accepted";

    private static final Map<String, String> DECIDED = new TreeMap<>(Map.of(
            "402", "payment_declined: the bank said no; the rooms are free again",
            "404", "hotel_not_found, booking_not_found",
            "409",
                    "sold_out, price_changed, duplicate_channel_reference, illegal_transition, hold_expired,"
                            + " check_in_too_early, day_closed, day_not_current, modification_not_allowed",
            "412", "version_conflict: the booking has changed since it was looked at"));

    @Override
    public void customise(OpenAPI document) {
        document.info(
                new Info()
                        .title("Staylog booking-service")
                        .version("1")
                        .description(
                                "Asks hotels for rooms and shows what they decided. Requests that change something go to the"
                                        + " log and are decided there: 202 says that the log has it, Prefer: wait=N waits for the outcome."));
        if (document.getComponents() == null) {
            document.setComponents(new Components());
        }
        var components = document.getComponents();
        components.addSecuritySchemes(
                TOKEN, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
        addSchema(components, Problem.class);
        addSchema(components, Accepted.class);
        addSchema(components, BookingView.class);
        document.getPaths()
                .values()
                .forEach(item -> item.readOperationsMap().forEach((method, operation) -> describe(method, operation)));
    }

    private static void addSchema(Components components, Class<?> type) {
        ModelConverters.getInstance(true)
                .readAllAsResolvedSchema(new AnnotatedType(type))
                .referencedSchemas
                .forEach(components::addSchemas);
        components.addSchemas(
                type.getSimpleName(),
                ModelConverters.getInstance(true).readAllAsResolvedSchema(new AnnotatedType(type)).schema);
    }

    private static void describe(PathItem.HttpMethod method, Operation operation) {
        var responses = operation.getResponses();
        if (method != PathItem.HttpMethod.GET) {
            operation.addSecurityItem(new SecurityRequirement().addList(TOKEN));
            describeOutcomes(operation, responses);
        } else {
            responses.addApiResponse("404", problem("hotel_not_found or booking_not_found"));
        }
        for (var kind : Kind.values()) {
            boolean isOfChangesOnly = switch (kind) {
                case MALFORMED_BODY,
                        UNKNOWN_FIELD,
                        IDEMPOTENCY_KEY_MISSING,
                        IDEMPOTENCY_KEY_INVALID,
                        PRECONDITION_INVALID,
                        BODY_TOO_SLOW,
                        BODY_TOO_LARGE,
                        MEDIA_TYPE_NOT_SUPPORTED,
                        IDEMPOTENCY_CONFLICT,
                        PRECONDITION_REQUIRED,
                        OUTCOME_UNKNOWN -> true;
                default -> false;
            };
            if (method != PathItem.HttpMethod.GET || !isOfChangesOnly) {
                add(responses, kind);
            }
        }
    }

    private static void describeOutcomes(Operation operation, ApiResponses responses) {
        responses.remove("200");
        boolean places = operation.getOperationId().equals("requestBooking")
                || operation.getOperationId().equals("requestWalkIn");
        boolean isOfBooking = !places
                && operation.getParameters().stream().anyMatch(p -> p.getName().equals("bookingId"));
        responses.addApiResponse(
                "202",
                new ApiResponse()
                        .description("The log has the request; what came of it is to be seen at the Location")
                        .addHeaderObject("Location", new Header().schema(new StringSchema()))
                        .content(json(ACCEPTED)));
        responses.addApiResponse(
                places ? "201" : "200",
                new ApiResponse()
                        .description("With Prefer: wait, " + (places ? "the booking is confirmed" : "it came true"))
                        .addHeaderObject(Answers.POSITION, new Header().schema(new StringSchema()))
                        .content(json(places || isOfBooking ? BOOKING : ACCEPTED)));
        DECIDED.forEach((status, codes) -> responses.addApiResponse(status, problem(codes)));
    }

    private static void add(ApiResponses responses, Kind kind) {
        var status = Integer.toString(kind.status());
        var known = responses.get(status);
        var codes = known == null || known.getDescription() == null ? "" : known.getDescription();
        if (Arrays.stream(codes.split("[ ,:]+")).noneMatch(kind.code()::equals)) {
            responses.addApiResponse(status, problem(codes.isEmpty() ? kind.code() : codes + ", " + kind.code()));
        }
    }

    private static ApiResponse problem(String description) {
        return new ApiResponse()
                .description(description)
                .content(new Content()
                        .addMediaType(
                                org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                                new MediaType().schema(new Schema<>().$ref(PROBLEM))));
    }

    private static Content json(String reference) {
        return new Content()
                .addMediaType(
                        org.springframework.http.MediaType.APPLICATION_JSON_VALUE,
                        new MediaType().schema(new Schema<>().$ref(reference)));
    }
}

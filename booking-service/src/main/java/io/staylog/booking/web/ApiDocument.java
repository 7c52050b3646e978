package io.staylog.booking.web;

import io.staylog.booking.view.BookingView;
import io.staylog.edge.api.ApiWords;
import io.staylog.edge.web.Headers;
import io.staylog.edge.web.Problem;
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
import java.util.Set;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.http.HttpHeaders;

/** Says in the API document what the code alone does not: which answers there are, and who may call. */
final class ApiDocument implements GlobalOpenApiCustomizer {
    private static final String TOKEN = "token";
    private static final String PROBLEM = "#/components/schemas/Problem";
    private static final String BOOKING = "#/components/schemas/BookingView";
    private static final String ACCEPTED = "#/components/schemas/Accepted";
    private static final String WAIT = "wait=N waits at most N seconds for the outcome";
    private static final Set<String> NEEDS_VERSION = Set.of("cancel", "modify", "reinstate");

    private final ApiWords words;

    ApiDocument(ApiWords words) {
        this.words = words;
    }

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
                TOKEN,
                new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("The token in the file that staylog.token-file names."));
        addSchema(components, Problem.class);
        addSchema(components, Accepted.class);
        addSchema(components, BookingView.class);
        document.getPaths()
                .values()
                .forEach(item -> item.readOperationsMap().forEach((method, operation) -> describe(method, operation)));
        words.into(document);
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
            describeHeaders(method, operation);
        }
        ApiAnswers.of(operation.getOperationId())
                .forEach((status, codes) ->
                        responses.addApiResponse(Integer.toString(status), problem(String.join(", ", codes))));
    }

    /** The code takes every header as optional, to say in its own words which one is missing. */
    private static void describeHeaders(PathItem.HttpMethod method, Operation operation) {
        for (var parameter : operation.getParameters()) {
            switch (parameter.getName()) {
                case Headers.KEY ->
                    parameter
                            .required(method == PathItem.HttpMethod.POST)
                            .description("A repeat with the same key is the same request and is answered once");
                case HttpHeaders.IF_MATCH -> {
                    boolean isNeeded = NEEDS_VERSION.contains(operation.getOperationId());
                    parameter
                            .required(isNeeded)
                            .description(
                                    isNeeded
                                            ? "ETag of the booking that the change is meant for, or * for any"
                                            : "Only *: this depends on the booking's state and not on its version");
                }
                case Headers.PREFER -> parameter.description(WAIT);
                default -> {} // Says what it is by its name and schema.
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
                        .addHeaderObject(
                                "Location",
                                new Header()
                                        .description("Where the outcome will be")
                                        .schema(new StringSchema()))
                        .content(json(ACCEPTED)));
        responses.addApiResponse(
                places ? "201" : "200",
                new ApiResponse()
                        .description("It was decided before, or while the caller waited: "
                                + (places ? "the booking is confirmed" : "it came true"))
                        .addHeaderObject(
                                Answers.POSITION,
                                new Header()
                                        .description("Of the event behind the answer, for min-position")
                                        .schema(new StringSchema()))
                        .content(json(places || isOfBooking ? BOOKING : ACCEPTED)));
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

package io.staylog.payment.web;

import io.staylog.edge.api.ApiWords;
import io.staylog.edge.web.Headers;
import io.staylog.edge.web.Problem;
import io.staylog.payment.view.PaymentView;
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
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/** Says in the API document what the code alone does not: which answers there are, and who may call. */
final class ApiDocument implements GlobalOpenApiCustomizer {
    private static final String TOKEN = "token";
    private static final String PROBLEM = "#/components/schemas/Problem";
    private static final String PAYMENT = "#/components/schemas/PaymentView";
    private static final String ACCEPTED = "#/components/schemas/Accepted";
    private static final String NOTIFICATION = "Notification";
    private static final String WAIT = "wait=N waits at most N seconds for the outcome";

    private final ApiWords words;

    ApiDocument(ApiWords words) {
        this.words = words;
    }

    @Override
    public void customise(OpenAPI document) {
        document.info(new Info()
                .title("Staylog payment-service")
                .version("1")
                .description(
                        "Shows payments, takes what operators ask about them and what banks say by themselves. All of"
                                + " it goes to the log and is decided there: 202 says that the log has it,"
                                + " Prefer: wait=N waits for the outcome."));
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
        addSchema(components, PaymentView.class);
        components.addSchemas(NOTIFICATION, new ObjectSchema());
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
        if (operation.getOperationId().equals(ApiAnswers.NOTIFY)) {
            describeNotification(operation, responses);
        } else if (method != PathItem.HttpMethod.GET) {
            operation.addSecurityItem(new SecurityRequirement().addList(TOKEN));
            describeOutcomes(responses);
            describeHeaders(operation);
        }
        ApiAnswers.of(operation.getOperationId())
                .forEach((status, codes) ->
                        responses.addApiResponse(Integer.toString(status), problem(String.join(", ", codes))));
    }

    private static void describeNotification(Operation operation, ApiResponses responses) {
        responses.remove("200");
        responses.addApiResponse(
                "204",
                new ApiResponse().description("The log has it, or it is of a kind that is not used; do not repeat it"));
        operation.setRequestBody(
                new RequestBody().required(true).content(json("#/components/schemas/" + NOTIFICATION)));
    }

    /** The code takes every header as optional, to say in its own words which one is missing. */
    private static void describeHeaders(Operation operation) {
        for (var parameter : operation.getParameters()) {
            switch (parameter.getName()) {
                case Headers.KEY ->
                    parameter
                            .required(true)
                            .description("A repeat with the same key is the same request and is answered once");
                case Headers.PREFER -> parameter.description(WAIT);
                default -> {} // Says what it is by its name and schema.
            }
        }
    }

    private static void describeOutcomes(ApiResponses responses) {
        responses.remove("200");
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
                "200",
                new ApiResponse()
                        .description("It was decided, and what it led to at the bank has ended")
                        .addHeaderObject(
                                Headers.POSITION,
                                new Header()
                                        .description("Of the event behind the answer, for min-position")
                                        .schema(new StringSchema()))
                        .content(json(PAYMENT)));
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

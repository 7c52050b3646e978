package io.staylog.booking.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The API document says what the code does: no more, no less. */
class ApiDocumentTest extends EdgeTest {
    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    private JsonNode document() {
        var answer = http.get("/v3/api-docs");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void every_address_of_ours_is_in_the_document_and_every_one_in_the_document_is_ours() {
        var inCode = new TreeSet<String>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, method) -> {
            if (method.getBeanType().getPackageName().equals("io.staylog.booking.web")
                    && !method.getBeanType().equals(ErrorPage.class)) {
                mapping.getMethodsCondition()
                        .getMethods()
                        .forEach(verb -> mapping.getPatternValues().forEach(path -> inCode.add(verb + " " + path)));
            }
        });
        var inDocument = new TreeSet<String>();
        document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(verb -> inDocument.add(verb.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(inDocument).isEqualTo(inCode).hasSize(22);
    }

    @Test
    void every_operation_describes_its_refusals_in_the_one_form() {
        document()
                .path("paths")
                .forEach(path -> path.properties().forEach(verb -> {
                    var responses = verb.getValue().path("responses");
                    var expected = verb.getKey().equals("get")
                            ? new String[] {"200", "400", "404", "406", "421", "422", "429", "500", "503"}
                            : new String[] {
                                "202", "400", "401", "402", "404", "409", "412", "413", "415", "422", "428", "503"
                            };
                    for (var status : expected) {
                        assertThat(responses.has(status))
                                .as(verb + " " + status)
                                .isTrue();
                    }
                    responses.properties().forEach(response -> {
                        if (Integer.parseInt(response.getKey()) >= 400) {
                            var schema = response.getValue()
                                    .path("content")
                                    .path("application/problem+json")
                                    .path("schema")
                                    .path("$ref")
                                    .asString();
                            assertThat(schema).as(response.toString()).isEqualTo("#/components/schemas/Problem");
                        }
                    });
                    assertThat(verb.getValue().path("summary").asString()).isNotBlank();
                    assertThat(verb.getValue().has("security"))
                            .isEqualTo(!verb.getKey().equals("get"));
                }));
    }

    @Test
    void every_reference_leads_somewhere_and_limits_are_told() {
        var document = document();
        var schemas = document.path("components").path("schemas");
        for (var name :
                new String[] {"Problem", "Accepted", "BookingView", "BookingBody", "Availability", "BookingHistory"}) {
            assertThat(schemas.has(name)).as(name).isTrue();
        }
        var references = new TreeSet<String>();
        collect(document, references);
        assertThat(references)
                .isNotEmpty()
                .allMatch(reference -> !document.at(reference.substring(1)).isMissingNode());
        var rooms = schemas.path("BookingBody").path("properties").path("roomStays");
        assertThat(rooms.path("maxItems").asInt()).isEqualTo(50);
        assertThat(schemas.path("BookingBody").path("required").toString())
                .contains("roomStays", "currency", "ratePlanId");
        assertThat(document.path("openapi").asString()).startsWith("3.1");
    }

    private static void collect(JsonNode node, TreeSet<String> references) {
        if (node.isObject() && node.path("$ref").isString()) {
            references.add(node.path("$ref").asString());
        }
        node.forEach(child -> collect(child, references));
    }
}

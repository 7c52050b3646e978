package io.staylog.payment.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.staylog.edge.api.ApiWords;
import io.staylog.edge.web.ErrorPage;
import io.staylog.edge.web.Kind;
import io.staylog.payment.Http.Answer;
import io.staylog.payment.bank.NotNoticed;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The API document says what the code does: no more, no less. */
class ApiDocumentTest extends EdgeTest {
    private static final String PAYMENT = "/v1/hotels/{hotelId}/payments/{paymentId}";

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Autowired
    ApiWords words;

    private JsonNode document() {
        var answer = http.get("/v3/api-docs");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void every_address_of_ours_is_in_the_document_and_every_one_in_the_document_is_ours() {
        var inCode = new TreeSet<String>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, method) -> {
            if (method.getBeanType().getPackageName().startsWith("io.staylog.")
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
        assertThat(inDocument).isEqualTo(inCode).hasSize(17);
    }

    @Test
    void every_operation_describes_its_refusals_in_the_one_form_and_who_may_call() {
        document()
                .path("paths")
                .forEach(path -> path.properties().forEach(verb -> {
                    var operation = verb.getValue();
                    var id = operation.path("operationId").asString();
                    boolean isNotify = id.equals(ApiAnswers.NOTIFY);
                    boolean isGet = verb.getKey().equals("get");
                    var expected =
                            new TreeSet<>(isNotify ? Set.of("204") : isGet ? Set.of("200") : Set.of("200", "202"));
                    ApiAnswers.of(id).keySet().forEach(status -> expected.add(Integer.toString(status)));
                    var responses = operation.path("responses");
                    assertThat(responses.propertyNames()).as(id).containsExactlyInAnyOrderElementsOf(expected);
                    responses.properties().forEach(response -> {
                        if (Integer.parseInt(response.getKey()) >= 400) {
                            assertThat(response.getValue()
                                            .at("/content/application~1problem+json/schema/$ref")
                                            .asString())
                                    .isEqualTo("#/components/schemas/Problem");
                        }
                    });
                    assertThat(operation.path("summary").asString()).isNotBlank();
                    assertThat(operation.has("security")).as(id).isEqualTo(!isGet && !isNotify);
                }));
    }

    @Test
    void every_code_that_is_told_exists_and_every_one_that_an_operator_can_meet_is_told() {
        var told = new TreeSet<String>();
        document()
                .path("paths")
                .forEach(path -> path.forEach(
                        operation -> ApiAnswers.of(operation.path("operationId").asString())
                                .values()
                                .forEach(told::addAll)));
        var known = new TreeSet<>(PaymentAnswers.STATUS.keySet());
        Arrays.stream(Kind.values()).map(Kind::code).forEach(known::add);
        Arrays.stream(NotNoticed.Code.values()).map(NotNoticed.Code::text).forEach(known::add);
        known.addAll(List.of(PaymentAnswers.PAYMENT_DECLINED, PaymentAnswers.OPERATION_FAILED));
        assertThat(known).containsAll(told);
        // The others are answers to booking-service, and to settlements, which come over the log alone.
        var elsewhere = Set.of("payment_id_taken", "settlement_known", "settlement_invalid");
        assertThat(PaymentAnswers.STATUS.keySet()).allMatch(code -> told.contains(code) != elsewhere.contains(code));
    }

    @Test
    void every_reference_leads_somewhere() {
        var document = document();
        var references = new TreeSet<String>();
        collect(document, references);
        assertThat(references)
                .isNotEmpty()
                .allMatch(reference -> !document.at(reference.substring(1)).isMissingNode());
        assertThat(document.path("openapi").asString()).startsWith("3.1");
    }

    private static void collect(JsonNode node, TreeSet<String> references) {
        if (node.isObject() && node.path("$ref").isString()) {
            references.add(node.path("$ref").asString());
        }
        node.forEach(child -> collect(child, references));
    }

    @Test
    void every_operation_parameter_body_and_field_is_described_and_nothing_that_is_not_there() {
        document();
        assertThat(words.missing()).isEmpty();
        assertThat(words.unused()).isEmpty();
    }

    @Test
    void every_example_of_the_document_is_taken_in() {
        var story = story().initiated().authorized();
        var examples = new TreeSet<String>();
        document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(verb -> {
                    var id = verb.getValue().path("operationId").asString();
                    if (verb.getValue().has("requestBody") && !id.equals(ApiAnswers.NOTIFY)) {
                        var address = path.getKey()
                                .replace("{hotelId}", "rio")
                                .replace("{paymentId}", story.payment.toString())
                                .replace("{disputeId}", "dp_1");
                        var example = verb.getValue().at("/requestBody/content/application~1json/example");
                        var answer = http.post(address, UUID.randomUUID().toString(), example.toString());
                        assertThat(answer.status())
                                .as(address + " " + answer.body())
                                .isEqualTo(202);
                        agrees(document(), answer, "post", path.getKey());
                        examples.add(id);
                    }
                }));
        assertThat(examples).hasSize(9);
    }

    @Test
    void what_is_answered_is_what_the_document_says() {
        var story = story().initiated();
        story.happened(story.unknown(io.staylog.schemas.payment.BankOperation.AUTHORIZE));
        var document = document();
        agrees(document, http.get(path(story, "")), "get", PAYMENT);
        story.authorized();
        agrees(document, http.get(path(story, "")), "get", PAYMENT);
        agrees(document, http.get("/v1/payments/" + story.payment), "get", "/v1/payments/{paymentId}");
        agrees(document, http.get("/v1/payments/" + UUID.randomUUID()), "get", "/v1/payments/{paymentId}");
        agrees(document, http.get(path(story, "/events")), "get", PAYMENT + "/events");
        agrees(document, http.get("/v1/hotels/rio/payments?limit=1"), "get", "/v1/hotels/{hotelId}/payments");
        agrees(document, http.get("/v1/hotels/rio/attention"), "get", "/v1/hotels/{hotelId}/attention");
        agrees(document, http.get("/v1/attention"), "get", "/v1/attention");
    }

    /** Has no more and no other fields than the schema of its status, in its media type. */
    private static void agrees(JsonNode document, Answer answer, String verb, String path) {
        var response =
                document.path("paths").path(path).path(verb).path("responses").path(answer.status() + "");
        var type = answer.header("Content-Type");
        var schema = response.path("content").path(type).path("schema");
        assertThat(schema.isMissingNode())
                .as(verb + " " + path + ": " + answer.status() + " " + type)
                .isFalse();
        var root = document.path("components").deepCopy();
        var whole = JsonMapper.shared().createObjectNode();
        whole.set("components", root);
        whole.set("$ref", schema.path("$ref"));
        closed(root);
        var errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole)
                .validate(
                        answer.json(),
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        assertThat(errors).as(answer.body()).isEmpty();
    }

    /** OpenAPI leaves open what else an object may have; an answer shall have nothing that is not told. */
    private static void closed(JsonNode schema) {
        if (schema.path("properties").isObject() && !schema.has("additionalProperties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
        schema.forEach(ApiDocumentTest::closed);
    }
}

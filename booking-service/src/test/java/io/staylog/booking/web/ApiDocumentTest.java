package io.staylog.booking.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.staylog.booking.Http.Answer;
import io.staylog.booking.view.ViewFixture;
import io.staylog.edge.api.ApiWords;
import io.staylog.edge.web.ErrorPage;
import io.staylog.edge.web.Kind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The API document says what the code does: no more, no less. */
class ApiDocumentTest extends EdgeTest {
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
        assertThat(inDocument).isEqualTo(inCode).hasSize(27);
    }

    @Test
    void every_operation_describes_its_refusals_in_the_one_form() {
        document()
                .path("paths")
                .forEach(path -> path.properties().forEach(verb -> {
                    var responses = verb.getValue().path("responses");
                    var expected = new TreeSet<String>(Set.of(verb.getKey().equals("get") ? "200" : "202"));
                    if (!verb.getKey().equals("get")) {
                        expected.add(
                                path.toString().contains("requestBooking")
                                                || path.toString().contains("requestWalkIn")
                                        ? "201"
                                        : "200");
                    }
                    ApiAnswers.of(verb.getValue().path("operationId").asString())
                            .keySet()
                            .forEach(status -> expected.add(Integer.toString(status)));
                    assertThat(responses.propertyNames()).containsExactlyInAnyOrderElementsOf(expected);
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

    @Test
    void every_code_that_is_told_is_one_that_exists_and_every_one_of_the_deciders_is_told() {
        var told = new TreeSet<String>();
        document()
                .path("paths")
                .forEach(path -> path.forEach(
                        operation -> ApiAnswers.of(operation.path("operationId").asString())
                                .values()
                                .forEach(told::addAll)));
        var known = new TreeSet<String>(Answers.STATUS.keySet());
        Arrays.stream(Kind.values()).map(Kind::code).forEach(known::add);
        known.addAll(List.of(Answers.PAYMENT_DECLINED, Answers.HOLD_EXPIRED, Answers.CHANGE_ABANDONED));
        assertThat(known).containsAll(told);
        assertThat(told).containsAll(Answers.STATUS.keySet());
    }

    @Test
    void a_header_is_said_to_be_needed_exactly_where_it_is() {
        document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(verb -> {
                    boolean needsKey = isNeeded(verb.getValue(), "Idempotency-Key");
                    boolean needsVersion = isNeeded(verb.getValue(), "If-Match");
                    if (verb.getKey().equals("get")) {
                        assertThat(needsKey || needsVersion).isFalse();
                        return;
                    }
                    var address = path.getKey()
                            .replace("{bookingId}", UUID.randomUUID().toString())
                            .replace("{number}", "1")
                            .replaceAll("\\{\\w+}", "nowhere");
                    var body = body(verb.getValue());
                    var method = verb.getKey().toUpperCase(Locale.ROOT);
                    var without = http.call(method, address, body);
                    assertThat(without.code().equals("idempotency_key_missing"))
                            .as(method + " " + address + ": "
                                    + without.response().body())
                            .isEqualTo(needsKey);
                    var withKey = http.call(method, address, body, "Idempotency-Key", UUID.randomUUID() + "");
                    assertThat(withKey.code().equals("precondition_required")).isEqualTo(needsVersion);
                }));
    }

    private static boolean isNeeded(JsonNode operation, String header) {
        return operation
                .path("parameters")
                .valueStream()
                .anyMatch(parameter -> parameter.path("name").asString().equals(header)
                        && parameter.path("required").asBoolean());
    }

    /** The document's own example of what is sent; nothing where nothing is. */
    private static String body(JsonNode operation) {
        var example = operation.at("/requestBody/content/application~1json/example");
        return example.isMissingNode() ? "{}" : example.toString();
    }

    @Test
    void every_operation_parameter_body_and_field_is_described_and_nothing_that_is_not_there() {
        var document = document();
        assertThat(words.missing()).isEmpty();
        assertThat(words.unused()).isEmpty();
        assertThat(undescribed(document)).isEmpty();
    }

    /** Parameters, bodies and fields without a word; a field of a type of its own can only be described with it. */
    private static TreeSet<String> undescribed(JsonNode document) {
        var found = new TreeSet<String>();
        document.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    var id = operation.path("operationId").asString();
                    expect(found, id, operation);
                    operation
                            .path("parameters")
                            .forEach(parameter -> expect(found, id + " " + parameter.path("name"), parameter));
                    if (operation.has("requestBody")) {
                        expect(found, id + " body", operation.path("requestBody"));
                    }
                }));
        document.at("/components/schemas").properties().forEach(schema -> {
            expect(found, schema.getKey(), schema.getValue());
            schema.getValue()
                    .path("properties")
                    .properties()
                    .forEach(field -> expect(found, schema.getKey() + "." + field.getKey(), field.getValue()));
        });
        return found;
    }

    private static void expect(Set<String> found, String name, JsonNode described) {
        if (described.path("description").asString("").isBlank()) {
            found.add(name);
        }
    }

    @Test
    void every_example_of_the_document_is_taken_in() {
        var hotel = new ViewFixture(model, "exemplary", 1, new AtomicReference<>(Instant.now())).open(10);
        var booking = UUID.randomUUID();
        hotel.decide(ViewFixture.placing(UUID.randomUUID(), booking, "NONE"), null);
        var examples = new TreeSet<String>();
        document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(verb -> {
                    if (verb.getValue().has("requestBody")) {
                        var address = path.getKey()
                                .replace("{hotelId}", "exemplary")
                                .replace("{bookingId}", booking.toString())
                                .replace("{number}", "1")
                                .replaceAll("\\{\\w+}", "DBL");
                        var method = verb.getKey().toUpperCase(Locale.ROOT);
                        boolean needsVersion = isNeeded(verb.getValue(), "If-Match");
                        var key = UUID.randomUUID().toString();
                        var answer = needsVersion
                                ? http.call(
                                        method, address, body(verb.getValue()), "Idempotency-Key", key, "If-Match", "*")
                                : http.call(method, address, body(verb.getValue()), "Idempotency-Key", key);
                        assertThat(answer.status())
                                .as(method + " " + address + " "
                                        + answer.response().body())
                                .isEqualTo(202);
                        examples.add(verb.getValue().path("operationId").asString());
                    }
                }));
        assertThat(examples).hasSize(21);
    }

    @Test
    void what_is_answered_is_what_the_document_says() {
        var hotel = new ViewFixture(model, "documented", 1, new AtomicReference<>(Instant.now())).open(10);
        var held = UUID.randomUUID();
        var confirmed = UUID.randomUUID();
        var rejected = UUID.randomUUID();
        var requestId = UUID.randomUUID();
        hotel.decide(ViewFixture.placing(UUID.randomUUID(), held, "CARD"), null);
        hotel.decide(ViewFixture.placing(requestId, confirmed, "NONE"), null);
        hotel.decide(ViewFixture.placing(UUID.randomUUID(), rejected, "GOLD"), null);
        var document = document();
        var hotelPath = "/v1/hotels/{hotelId}";
        agrees(document, http.get("/v1/hotels/documented"), "get", hotelPath);
        agrees(document, http.get("/v1/hotels/nowhere"), "get", hotelPath);
        agrees(document, http.get("/v1/hotels/documented/business-date"), "get", hotelPath + "/business-date");
        for (var departure : new String[] {"2026-12-07", "2027-12-07", "2026-12-01"}) {
            var path = "/v1/hotels/documented/availability?arrival=2026-12-05&departure=" + departure;
            agrees(document, http.get(path), "get", hotelPath + "/availability");
        }
        for (var id : new UUID[] {held, confirmed, rejected, UUID.randomUUID()}) {
            agrees(document, http.get("/v1/bookings/" + id), "get", "/v1/bookings/{bookingId}");
        }
        agrees(document, http.get("/v1/bookings/" + held + "/events"), "get", "/v1/bookings/{bookingId}/events");
        var placed = http.post("/v1/hotels/documented/bookings", booking(), "Idempotency-Key", "documented");
        agrees(document, placed, "post", hotelPath + "/bookings");
        hotel.decide(
                ViewFixture.placing(
                        UUID.fromString(placed.json().path("requestId").asString()),
                        UUID.fromString(placed.json().path("bookingId").asString()),
                        "NONE"),
                null);
        var repeat = http.post("/v1/hotels/documented/bookings", booking(), "Idempotency-Key", "documented");
        assertThat(repeat.status()).isEqualTo(201);
        agrees(document, repeat, "post", hotelPath + "/bookings");
        var put = http.put("/v1/hotels/documented/room-types/a", "{\"name\": \"A\", \"physicalCount\": 1}");
        agrees(document, put, "put", hotelPath + "/room-types/{roomTypeId}");
        for (var location : new String[] {put.header("Location"), "/v1/hotels/documented/requests/" + requestId}) {
            agrees(document, http.get(location), "get", hotelPath + "/requests/{requestId}");
        }
        var cancel = http.post("/v1/bookings/" + held + "/cancel", "{}", "Idempotency-Key", "k", "If-Match", "*");
        agrees(document, cancel, "post", "/v1/bookings/{bookingId}/cancel");
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
        assertThat(errors).as(answer.response().body()).isEmpty();
    }

    /** OpenAPI leaves open what else an object may have; an answer shall have nothing that is not told. */
    private static void closed(JsonNode schema) {
        if (schema.path("properties").isObject() && !schema.has("additionalProperties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
        schema.forEach(ApiDocumentTest::closed);
    }
}

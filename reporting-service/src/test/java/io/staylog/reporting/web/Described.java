package io.staylog.reporting.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.staylog.reporting.testing.RunningService;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The published description, held against real answers. */
final class Described {
    private final JsonNode document;

    Described(JsonNode document) {
        this.document = document;
    }

    /** The answer to a GET has a status, a media type, fields and, where it is a "no", a code that the document knows. */
    void expect(String address, HttpResponse<String> answer) {
        expect("get", address, answer);
    }

    void expect(String verb, String address, HttpResponse<String> answer) {
        var path = address.replaceAll("\\?.*", "");
        var response =
                document.path("paths").path(path).path(verb).path("responses").path(answer.statusCode() + "");
        var type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        var schema = response.path("content").path(type).path("schema");
        assertThat(schema.isMissingNode())
                .as(verb + " " + path + ": " + answer.statusCode() + " " + type)
                .isFalse();
        var body = RunningService.json(answer);
        if (body.has("code") && body.has("correlationId")) {
            assertThat(List.of(response.path("description").asString().split(", ", -1)))
                    .as(path)
                    .contains(body.path("code").asString());
        }
        var components = document.path("components").deepCopy();
        closed(components);
        var whole = JsonMapper.shared().createObjectNode();
        whole.set("components", components);
        whole.set("$ref", schema.path("$ref"));
        var errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole)
                .validate(body);
        assertThat(errors).as(answer.body()).isEmpty();
    }

    /** OpenAPI leaves open what else an object may have; an answer shall have nothing that is not told. */
    private static void closed(JsonNode schema) {
        if (schema.path("properties").isObject() && !schema.has("additionalProperties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
        schema.forEach(Described::closed);
    }

    /** Operations, parameters, schemas and fields without a word. */
    TreeSet<String> undescribed() {
        var found = new TreeSet<String>();
        document.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    var id = operation.path("operationId").asString();
                    expect(found, id, operation);
                    operation
                            .path("parameters")
                            .forEach(parameter -> expect(found, id + " " + parameter.path("name"), parameter));
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

    private static void expect(TreeSet<String> found, String name, JsonNode described) {
        if (described.path("description").asString("").isBlank()) {
            found.add(name);
        }
    }
}

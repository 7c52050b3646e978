package io.staylog.payment.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API document is a file; it says what the program offers, no more and no less. */
@SpringBootTest(
        classes = ApiDocumentTest.Edge.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "logging.structured.format.console=",
            "logging.level.root=warn",
            "management.endpoint.health.validate-group-membership=false"
        })
class ApiDocumentTest {
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(ApiDocumentController.class)
    static class Edge {}

    @Autowired
    List<RequestMappingInfoHandlerMapping> mappings;

    @LocalServerPort
    int port;

    private HttpResponse<String> get(String path) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private JsonNode document() throws Exception {
        var answer = get("/v3/api-docs");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        return JsonMapper.shared().readTree(answer.body());
    }

    @Test
    void every_address_is_in_the_document_and_every_one_in_the_document_is_there() throws Exception {
        var inCode = new TreeSet<String>();
        for (var mapping : mappings) {
            mapping.getHandlerMethods()
                    .forEach((info, method) -> info.getMethodsCondition()
                            .getMethods()
                            .forEach(verb -> info.getPatternValues().forEach(path -> inCode.add(verb + " " + path))));
        }
        var inDocument = new TreeSet<String>();
        document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(verb -> inDocument.add(verb.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(inDocument).isEqualTo(inCode).isNotEmpty();
    }

    @Test
    void what_is_answered_has_the_status_and_the_media_type_that_the_document_says() throws Exception {
        for (var path : document().path("paths").properties()) {
            var answer = get(path.getKey().replace("/**", "/liveness"));
            var response = path.getValue().at("/get/responses/" + answer.statusCode());
            var type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
            assertThat(response.path("content").has(type))
                    .as(path.getKey() + ": " + answer.statusCode() + " " + type)
                    .isTrue();
        }
    }

    @Test
    void everything_in_it_is_described_and_every_reference_leads_somewhere() throws Exception {
        var document = document();
        assertThat(document.path("openapi").asString()).startsWith("3.1");
        document.path("paths")
                .properties()
                .forEach(path -> expectDescribed(path.getKey(), path.getValue().path("get")));
        var health = document.at("/components/schemas/Health");
        expectDescribed("Health", health);
        health.path("properties").properties().forEach(field -> expectDescribed(field.getKey(), field.getValue()));
        assertThat(document.toString().split("\"\\$ref\":", -1))
                .hasSameSizeAs(document.toString().split("\"#/components/schemas/Health\"", -1));
    }

    private static void expectDescribed(String name, JsonNode described) {
        assertThat(described.path("description").asString("")).as(name).isNotBlank();
    }
}

package io.staylog.cli.doctor;

import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Looks whether a service does its work, and reads from its health what it waits for. */
final class Services {
    private static final String READINESS = "/actuator/health/readiness";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Services() {}

    static List<Symptom> look(String service, URI address) {
        var request = HttpRequest.newBuilder(URI.create(address + READINESS))
                .timeout(PATIENCE)
                .build();
        try (var http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return List.of(symptom(service, address, answer.statusCode(), answer.body()));
        } catch (IOException e) {
            return List.of(Symptom.unreachable(
                    service,
                    "no answer from " + address,
                    "start it, or look at its end with: staylog logs " + service));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(Symptom.unreachable(service, "interrupted", "look again"));
        }
    }

    private static Symptom symptom(String service, URI address, int status, String body) {
        if (status == 200) {
            return Symptom.ok(service, "ready at " + address);
        }
        var reasons = reasons(body);
        return Symptom.wrong(
                service,
                "not ready at " + address + " (HTTP " + status + ")" + (reasons.isEmpty() ? "" : ": " + reasons),
                "it mends itself when that does; else look at: staylog logs " + service);
    }

    /** The components that are not up, with what they say of themselves. */
    private static String reasons(String body) {
        try {
            return Json.parse(body, "health").path("components").properties().stream()
                    .filter(component ->
                            !component.getValue().path("status").asString("").equals("UP"))
                    .map(component -> component.getKey() + " " + details(component.getValue()))
                    .collect(Collectors.joining(", "));
        } catch (Failure e) {
            // Something else answers at that address; its status is all there is to say.
            return "";
        }
    }

    private static String details(JsonNode component) {
        var details = component.path("details").properties().stream()
                .map(detail -> detail.getKey() + "=" + detail.getValue().asString(Json.line(detail.getValue())))
                .collect(Collectors.joining(", "));
        return component.path("status").asString("") + (details.isEmpty() ? "" : " (" + details + ")");
    }
}

package io.staylog.reporting.rendering;

import static io.staylog.reporting.testing.Events.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.reporting.testing.RunningService;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Real documents over HTTP; the steps share one service. */
@TestMethodOrder(OrderAnnotation.class)
class FetchingDocumentsTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<String> WAIT = List.of("Prefer", "wait=30");
    private static RunningService service;

    @BeforeAll
    static void run() throws IOException {
        service = new RunningService().start();
        service.write(
                hotel(HOTEL, "2026-03-01"),
                roomType(HOTEL, "DBL", 10),
                booked("anna", "2026-03-01", stay(1, "2026-03-02", 10_000, 12_000)),
                booked("bela", "2026-03-01", stay(1, "2026-03-02", 9_000)),
                closed(HOTEL, "2026-03-01"),
                arrived("anna", 2, "2026-03-02"));
        await().atMost(SOON)
                .until(() -> service.json("/v1/bookings?status=IN_HOUSE")
                                .path("rows")
                                .size()
                        == 1);
    }

    @AfterAll
    static void end() {
        service.close();
    }

    private static String body(String kind, String format, String more) {
        return "{\"hotelId\":\"" + HOTEL + "\",\"kind\":\"" + kind + "\",\"format\":\"" + format + "\"" + more + "}";
    }

    private static JsonNode made(String kind, String format, String more) {
        var answer = service.post("/v1/documents", body(kind, format, more), WAIT);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        var row = RunningService.json(answer).at("/rows/0");
        assertThat(row.path("state").asString()).as(answer.body()).isEqualTo("RENDERED");
        return row;
    }

    @ParameterizedTest
    @Order(1)
    @CsvSource({
        "DAILY_REPORT, businessDate",
        "ARRIVALS, businessDate",
        "DEPARTURES, businessDate",
        "IN_HOUSE, businessDate",
        "NO_SHOWS, businessDate",
        "PICKUP, businessDate",
        "FOLIO, booking",
        "BOOKINGS, range",
        "STAY_NIGHTS, range",
        "PAYMENTS, range",
        "LEDGER, range",
        "KPI_DAILY, range"
    })
    void every_kind_can_be_had_as_csv(String kind, String about) {
        var more = switch (about) {
            case "businessDate" -> ",\"businessDate\":\"2026-03-02\"";
            case "booking" -> ",\"bookingId\":\"" + id("anna") + "\"";
            default -> ",\"fromDate\":\"2026-03-01\",\"toDate\":\"2026-03-05\"";
        };
        var row = made(kind, "CSV", more);
        var file = service.get("/v1/documents/" + row.path("documentId").asString() + "/file");
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).contains("\r\n");
        assertThat(file.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
    }

    @Test
    @Order(2)
    void a_pdf_is_fetched_once_and_known_by_its_digest() {
        var row = made("DAILY_REPORT", "PDF", ",\"businessDate\":\"2026-03-01\"");
        assertThat(row.path("closed").asBoolean()).isTrue();
        var path = "/v1/documents/" + row.path("documentId").asString() + "/file";
        var file = service.get(path);
        assertThat(file.body()).startsWith("%PDF-");
        var tag = file.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).isEqualTo("\"" + row.path("sha256").asString() + "\"");
        assertThat(service.get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .contains(row.path("fileName").asString());
        assertThat(service.json("/v1/documents?sha256=" + row.path("sha256").asString())
                        .path("rows"))
                .hasSize(1);
    }

    private static JsonNode verified(JsonNode row) {
        await().atMost(SOON)
                .until(() -> service.json(
                                "/v1/documents/" + row.path("documentId").asString())
                        .at("/rows/0/standsOn")
                        .isObject());
        var path = "/v1/documents/" + row.path("documentId").asString() + "/verification";
        var answer = service.post(path, "", WAIT);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(service.json(path)).isEqualTo(RunningService.json(answer));
        return RunningService.json(answer);
    }

    @Test
    @Order(3)
    void a_document_is_made_again_from_the_rows_and_after_changes_from_the_log() {
        var row = made("IN_HOUSE", "CSV", ",\"businessDate\":\"2026-03-02\"");
        var first = verified(row);
        assertThat(first.path("equal").asBoolean()).as(first.toString()).isTrue();
        assertThat(first.path("from").asString()).isEqualTo("ROWS");
        service.write(arrived("bela", 2, "2026-03-02"));
        await().atMost(SOON)
                .until(() -> service.json("/v1/bookings?status=IN_HOUSE")
                                .path("rows")
                                .size()
                        == 2);
        var second = verified(row);
        assertThat(second.path("equal").asBoolean()).as(second.toString()).isTrue();
        assertThat(second.path("from").asString()).isEqualTo("LOG");
    }

    @Test
    @Order(4)
    void a_stored_file_that_was_tampered_with_is_found_and_the_difference_is_said() {
        var row = made("IN_HOUSE", "CSV", ",\"businessDate\":\"2026-03-02\"");
        service.database.update(
                "update projection_control.stored_document set bytes = 'x' where request_id = ?::uuid",
                row.path("documentId").asString());
        await().atMost(SOON)
                .until(() -> service.json(
                                "/v1/documents/" + row.path("documentId").asString())
                        .at("/rows/0/standsOn")
                        .isObject());
        service.database.update(
                "update projection.document set sha256 = 'y' where request_id = ?::uuid",
                row.path("documentId").asString());
        var result = verified(row);
        assertThat(result.path("equal").asBoolean()).isFalse();
        assertThat(result.at("/differences/0").asString()).startsWith("line 1: was 'x', is '");
        assertThat(result.path("reason").asString()).isNotEmpty();
    }

    @ParameterizedTest
    @Order(5)
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|field_missing|hotelId",
                "{\"hotelId\":\"x\",\"kind\":\"DAILY_REPORT\",\"format\":\"PDF\"}|field_missing|businessDate",
                "{\"hotelId\":\"x\",\"kind\":\"NONSENSE\",\"format\":\"PDF\"}|field_invalid|kind",
                "{\"hotelId\":\"x\",\"kind\":\"FOLIO\",\"format\":\"PDF\",\"bookingId\":\"7\"}|field_invalid|bookingId",
                "{\"hotelId\":\"x\",\"hotel\":\"x\"}|field_unknown|?",
                "{\"hotelId\":\"x\",\"kind\":\"INVOICE\",\"format\":\"PDF\",\"series\":\"4111 1111 1111 1111\",\"number\":1}"
                        + "|sensitive_card_data|series",
                "[]|malformed_body|?"
            })
    void what_makes_no_sense_is_refused_by_field(String body, String code, String field) {
        var answer = service.post("/v1/documents", body, List.of());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(RunningService.json(answer).path("code").asString()).isEqualTo(code);
        assertThat(RunningService.json(answer).at("/details/field").asString()).isEqualTo(field);
    }

    @Test
    @Order(6)
    void what_cannot_be_had_says_why() {
        var unknown = service.post(
                "/v1/documents",
                "{\"hotelId\":\"nowhere\",\"kind\":\"ARRIVALS\",\"format\":\"CSV\",\"businessDate\":\"2026-03-01\"}",
                WAIT);
        assertThat(RunningService.json(unknown).at("/rows/0/code").asString()).isEqualTo("unknown_hotel");
        var early =
                service.post("/v1/documents", body("DAILY_REPORT", "PDF", ",\"businessDate\":\"2026-04-01\""), WAIT);
        assertThat(RunningService.json(early).at("/rows/0/code").asString()).isEqualTo("date_not_begun");
        var paper = service.post(
                "/v1/documents",
                body("BOOKINGS", "PDF", ",\"fromDate\":\"2026-03-01\",\"toDate\":\"2026-03-02\""),
                WAIT);
        assertThat(RunningService.json(paper).at("/rows/0/code").asString()).isEqualTo("format_not_offered");
        var failed = RunningService.json(early).at("/rows/0/documentId").asString();
        assertThat(service.get("/v1/documents/" + failed + "/file").statusCode())
                .isEqualTo(404);
        assertThat(service.post("/v1/documents").statusCode()).isEqualTo(401);
        assertThat(service.get("/v1/documents/" + id("never")).statusCode()).isEqualTo(404);
    }

    @Test
    @Order(7)
    void the_list_goes_on_page_by_page_and_the_queue_is_seen() {
        var first = service.json("/v1/documents?hotel=" + HOTEL + "&limit=5");
        assertThat(first.path("rows")).hasSize(5);
        var second = service.json("/v1/documents?hotel=" + HOTEL + "&limit=5&cursor="
                + first.path("next").asString());
        assertThat(second.path("rows")).isNotEmpty();
        assertThat(second.at("/rows/0/documentId")).isNotEqualTo(first.at("/rows/0/documentId"));
        await().atMost(SOON)
                .until(() -> service.json("/v1/documents/queue").path("depth").asLong(-1) == 0);
        assertThat(service.json("/v1/documents/queue").path("renderers")).hasSize(1);
    }

    @Test
    @Order(8)
    void links_begin_with_the_address_that_is_kept_with_the_document() {
        var row = made("IN_HOUSE", "JSONL", ",\"businessDate\":\"2026-03-02\"");
        var id = row.path("documentId").asString();
        var file = service.get("/v1/documents/" + id + "/file", "Authorization", "Bearer " + RunningService.TOKEN);
        assertThat(file.body()).contains("\"links\":{\"bookingId\":\"" + service.url("/bookings/"));
        assertThat(verified(row).path("equal").asBoolean()).isTrue();
        service.database.update(
                "update projection.document set public_url = 'https://elsewhere.example' where request_id = ?::uuid",
                id);
        var result = verified(row);
        assertThat(result.path("equal").asBoolean()).isFalse();
        assertThat(result.at("/differences").toString()).contains("elsewhere.example");
    }
}

package io.staylog.reporting.web;

import static io.staylog.reporting.testing.Events.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.reporting.testing.RunningService;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/** The HTTP edge, as a caller sees it. */
class WebTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static RunningService service;

    @BeforeAll
    static void run() throws IOException {
        service = new RunningService().start();
        service.write(
                hotel(HOTEL, "2026-03-01"),
                roomType(HOTEL, "DBL", 10),
                booked("anna", "2026-03-01", stay(1, "2026-03-02", 10_000, 12_000)),
                booked("bela", "2026-03-01", stay(1, "2026-03-03", 9_000)),
                arrived("anna", 2, "2026-03-02"),
                rejected("r", "sold_out", "=cmd|'/c calc'!A1"));
        await().atMost(SOON)
                .until(() -> service.json("/v1/rejections").at("/rows").size() == 1);
    }

    @AfterAll
    static void end() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/reports/totals?hotels=x, 400, parameter_unknown",
        "/v1/reports/totals?hotel=seaview&hotel=x, 400, parameter_repeated",
        "/v1/reports/totals?hotel=nowhere, 404, hotel_not_found",
        "/v1/reports/totals?hotel=%00, 404, hotel_not_found",
        "/v1/reports/nights?from=2026-02-30, 400, parameter_invalid",
        "/v1/reports/nights?from=yesterday, 400, parameter_invalid",
        "/v1/reports/nights?from=%2B99999-01-01, 400, date_out_of_range",
        "/v1/reports/nights?from=2026-03-02&to=2026-03-01, 400, range_invalid",
        "/v1/reports/nights?by=week, 400, parameter_invalid",
        "/v1/reports/kpi?rooms=many, 400, parameter_invalid",
        "/v1/reports/kpi?rooms=-1, 400, rooms_out_of_range",
        "/v1/reports/pickup?since=2026-03-02&until=2026-03-01, 400, range_invalid",
        "/v1/bookings?limit=1000000000, 400, limit_out_of_range",
        "/v1/bookings?limit=99999999999999999999, 400, parameter_invalid",
        "/v1/bookings?limit=0, 400, limit_out_of_range",
        "/v1/bookings?cursor=forged, 400, cursor_invalid",
        "/v1/bookings?status=GONE, 400, parameter_invalid",
        "/v1/bookings?channel=PIGEON, 400, parameter_invalid",
        "/v1/bookings?guest=anna, 401, unauthorized",
        "/v1/bookings?bookedFrom=2026-03-02&bookedTo=2026-03-01, 400, range_invalid",
        "/v1/reports/totals?after=yesterday, 400, position_invalid",
        "/v1/reports/journal, 400, filter_missing",
        "/v1/reports/journal?hotel=seaview&account=PETTY_CASH, 400, parameter_invalid",
        "/v1/reports/journal?hotel=seaview&cursor=forged, 400, cursor_invalid",
        "/v1/reports/trial-balance?hotel=nowhere, 404, hotel_not_found",
        "/v1/reports/disputes?decided=perhaps, 400, parameter_invalid",
        "/v1/payments?bookingId=7, 400, parameter_invalid",
        "/v1/payments/7, 400, parameter_invalid",
        "/v1/invoices?hotel=nowhere, 404, hotel_not_found",
        "/v1/invoices?cursor=forged, 400, cursor_invalid",
        "/v1/bookings/7/folio, 400, parameter_invalid",
        "/v1/payments/00000000-0000-0000-0000-000000000000, 404, payment_not_found",
        "/v1/reports/totals?format=xml, 406, not_acceptable",
        "/v1/no-such-thing, 404, not_found",
    })
    void bad_questions_get_a_problem_with_a_code(String path, int status, String code) {
        var answer = service.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertProblem(answer, code);
        if (status != 404 || !code.equals("not_found")) {
            described().expect(pattern(path), answer);
        }
    }

    private static String pattern(String path) {
        return path.contains("payments/")
                ? "/v1/payments/{paymentId}"
                : path.endsWith("/folio") ? "/v1/bookings/{bookingId}/folio" : path;
    }

    @Test
    void a_folio_is_what_the_published_description_says() {
        described().expect("/v1/bookings/{bookingId}/folio", service.get("/v1/bookings/" + id("anna") + "/folio"));
    }

    private static Described described() {
        return new Described(service.json("/v3/api-docs"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/reports/totals",
                "/v1/reports/nights",
                "/v1/reports/months",
                "/v1/reports/arrivals",
                "/v1/reports/event-days",
                "/v1/reports/kpi",
                "/v1/reports/pickup",
                "/v1/reports/cash",
                "/v1/reports/daily?hotel=seaview",
                "/v1/reports/daily-lines?hotel=seaview",
                "/v1/reports/on-the-books",
                "/v1/reports/on-the-books?on=2026-03-01&per=SEGMENT&by=DAY",
                "/v1/reports/performance",
                "/v1/reports/performance?per=ROOM_TYPE",
                "/v1/reports/cancellations",
                "/v1/reports/cancellations?basis=ARRIVAL&by=MONTH",
                "/v1/reports/lead-times",
                "/v1/reports/lengths-of-stay",
                "/v1/reports/turnaways",
                "/v1/reports/payment-health",
                "/v1/reports/declines",
                "/v1/reports/roll-forward",
                "/v1/reports/bookings-by-status",
                "/v1/reports/trial-balance",
                "/v1/reports/journal?hotel=seaview",
                "/v1/reports/open-balances",
                "/v1/reports/cancellations?on=2026-03-01&basis=ARRIVAL&from=2026-03-01&to=2026-03-31",
                "/v1/reports/lead-times?on=2026-03-01",
                "/v1/reports/lengths-of-stay?on=2026-03-01",
                "/v1/reports/turnaways?on=2026-03-01",
                "/v1/reports/payment-health?on=2026-03-01&by=MONTH",
                "/v1/reports/declines?on=2026-03-01",
                "/v1/reports/roll-forward?on=2026-03-01",
                "/v1/reports/kpi?on=2026-03-01",
                "/v1/reports/nights?on=2026-03-01",
                "/v1/reports/months?on=2026-03-01",
                "/v1/reports/disputes?on=2026-03-01",
                "/v1/reports/attention",
                "/v1/reports/attention?hotel=seaview&on=2026-03-01",
                "/v1/reports/disputes",
                "/v1/reports/unmatched-notifications",
                "/v1/reports/settlements",
                "/v1/reports/settlement-differences",
                "/v1/reports/operator-acts",
                "/v1/bookings",
                "/v1/payments",
                "/v1/rejections",
                "/v1/invoices",
                "/v1/projections"
            })
    void what_is_answered_is_what_the_published_description_says(String path) {
        described().expect(path, service.get(path));
    }

    @Test
    void every_operation_parameter_and_field_is_described_and_nothing_that_is_not_there() {
        assertThat(described().undescribed()).isEmpty();
        assertThat(service.words().unused()).isEmpty();
    }

    private static void assertProblem(HttpResponse<String> answer, String code) {
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        var problem = RunningService.json(answer);
        assertThat(problem.at("/code").asString()).isEqualTo(code);
        assertThat(problem.at("/correlationId").asString()).isNotEmpty();
        assertThat(problem.has("retriable")).isTrue();
        assertThat(problem.has("details")).isTrue();
    }

    @Test
    void what_a_caller_sent_is_not_sent_back() {
        var card = "4111111111111111";
        assertThat(service.get("/v1/bookings?limit=" + card + card).body()).doesNotContain(card);
        assertThat(service.get("/v1/bookings?x" + card + "%0A=1").body()).doesNotContain(card);
        assertThat(service.get("/v1/reports/totals?hotel=" + card).body()).doesNotContain(card);
    }

    @Test
    void a_wrong_method_is_refused() {
        var answer = service.post("/v1/bookings", "Authorization", "Bearer " + RunningService.TOKEN);
        assertThat(answer.statusCode()).isEqualTo(405);
        assertProblem(answer, "method_not_allowed");
    }

    @Test
    void nothing_changes_without_the_token() {
        var refused = service.post("/v1/projections/rebuild");
        assertProblem(refused, "unauthorized");
        described().expect("post", "/v1/projections/rebuild", refused);
        assertProblem(service.post("/v1/projections/rebuild", "Authorization", "Basic eDp5"), "unauthorized");
        assertProblem(service.post("/v1/projections/rebuild", "Authorization", "Bearer "), "unauthorized");
    }

    @Test
    void a_foreign_name_that_points_here_reads_nothing() throws IOException {
        assertThat(raw("reports.evil.example")).startsWith("HTTP/1.1 421").contains("host_unknown");
        assertThat(raw("localhost")).startsWith("HTTP/1.1 200");
    }

    private static String raw(String host) throws IOException {
        try (var socket = new Socket("127.0.0.1", service.url("/").getPort())) {
            var request = "GET /v1/reports/totals HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_report_is_csv_for_those_who_want_it() {
        var byParameter = service.get("/v1/reports/nights?by=month&format=csv");
        var asOf = byParameter.headers().firstValue("X-Data-As-Of").orElseThrow();
        assertThat(asOf)
                .matches(
                        "booking\\.events=0:\\d+,1:\\d+,2:\\d+;guest\\.profiles=.*;payment\\.events=0:\\d+,1:\\d+,2:\\d+;report.*");
        var expected = "hotelId,period,roomNightsSold,roomNightsPaid,complimentary,guestNights,revenueMinor,grossMinor,"
                + "asOf\r\nseaview,2026-03,2,2,0,4,22000,22000,\"" + asOf + "\"\r\n";
        assertThat(byParameter.body()).isEqualTo(expected);
        assertThat(byParameter.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(service.get("/v1/reports/nights?by=month", "Accept", "text/csv")
                        .body())
                .isEqualTo(expected);
        assertThat(service.get("/v1/reports/nights", "Accept", "application/pdf")
                        .statusCode())
                .isEqualTo(406);
    }

    @Test
    void a_report_without_rows_is_still_csv() {
        var answer = service.get("/v1/reports/nights?from=2030-01-01&format=csv");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("hotelId,period,").endsWith(",asOf\r\n");
        assertThat(answer.headers().firstValue("X-Data-As-Of").orElse("")).contains("booking.events=");
    }

    @Test
    void a_text_that_a_spreadsheet_would_run_is_defused() {
        assertThat(service.get("/v1/rejections?format=csv").body()).contains(",'=cmd|'/c calc'!A1,");
    }

    @Test
    void problems_are_problems_also_for_those_who_asked_for_csv() {
        assertProblem(service.get("/v1/reports/totals?hotel=nowhere&format=csv"), "hotel_not_found");
        assertProblem(service.get("/v1/reports/totals?hotel=nowhere", "Accept", "text/csv"), "hotel_not_found");
    }

    @Test
    void a_list_links_to_its_next_page() {
        var first = service.get("/v1/bookings?hotel=seaview&limit=1");
        var link = first.headers().firstValue("Link").orElseThrow();
        assertThat(link).endsWith("; rel=\"next\"");
        var next = service.json(link.substring(1, link.indexOf('>')));
        assertThat(next.at("/rows/0/bookingId").asString()).isEqualTo(id("bela").toString());
        assertThat(next.has("next")).isFalse();
    }

    @Test
    void json_names_its_offsets() {
        var body = service.json("/v1/bookings");
        assertThat(body.at("/asOf/booking.events").size()).isEqualTo(RunningService.PARTITIONS);
        assertThat(body.at("/rows/0/arrivalDate").asString()).isEqualTo("2026-03-02");
        assertThat(body.at("/newestEventAt").asString()).endsWith("Z");
    }

    @Test
    void the_figures_of_hotels_are_metrics() {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(service.get("/actuator/prometheus").body())
                                .contains("staylog_bookings{hotel=\"seaview\"")
                                .contains("staylog_room_nights_sold")
                                .contains("staylog_net_cash_minor"));
    }

    @Test
    void the_published_description_is_that_of_the_controllers() {
        var published = new TreeMap<String, TreeSet<String>>();
        service.json("/v3/api-docs")
                .get("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .forEach(operation -> published.put(
                                operation.getKey().toUpperCase() + " " + path.getKey(),
                                parameters(operation.getValue()))));
        assertThat(published).isEqualTo(offered()).isNotEmpty();
    }

    private static TreeSet<String> parameters(JsonNode operation) {
        return operation
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.get("in").asString().equals("query"))
                .map(parameter -> parameter.get("name").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, TreeSet<String>> offered() {
        var offered = new TreeMap<String, TreeSet<String>>();
        service.controllers().getHandlerMethods().forEach((mapping, method) -> {
            for (var path : mapping.getPatternValues()) {
                if (path.startsWith("/v1/")) {
                    var verb = mapping.getMethodsCondition()
                            .getMethods()
                            .iterator()
                            .next();
                    offered.put(
                            verb + " " + path,
                            Arrays.stream(method.getMethodParameters())
                                    .filter(p -> p.hasParameterAnnotation(RequestParam.class))
                                    .map(p -> p.getParameter().getName())
                                    .collect(Collectors.toCollection(TreeSet::new)));
                }
            }
        });
        return offered;
    }
}

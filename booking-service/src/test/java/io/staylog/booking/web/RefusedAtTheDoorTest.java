package io.staylog.booking.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.Http.Answer;
import io.staylog.edge.web.LimitedBody;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes no sense is refused by name, and none of it reaches the log. */
class RefusedAtTheDoorTest extends EdgeTest {
    private static final String CARD = "4111 1111 1111 1111";
    private static final String PRICES = "/v1/hotels/rio/prices";
    private static final String BOOKINGS = "/v1/hotels/rio/bookings";

    @AfterEach
    void nothing_was_written() {
        assertThat(log.history()).isEmpty();
    }

    private Answer book(String body) {
        return http.post(BOOKINGS, body, "Idempotency-Key", "key");
    }

    private Answer book(String part, String otherPart) {
        assertThat(booking()).contains(part);
        return book(booking().replace(part, otherPart));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[",
                "{\"ratePlanId\":\"a\",\"ratePlanId\":\"b\"}",
                "{\"expectedTotalMinor\":NaN}",
                "{} {}",
                "{} x",
                "\uFEFF{}",
                "{'a':1}",
                "{\"a\":1,}",
                "{\"a\":01}"
            })
    void a_body_that_is_no_json_is_malformed(String body) {
        refused(book(body), 400, "malformed_body", "");
    }

    @Test
    void a_body_that_is_too_deep_is_malformed() {
        refused(book("[".repeat(33) + "]".repeat(33)), 400, "malformed_body", "");
    }

    @Test
    void a_body_in_utf_16_is_refused() {
        refused(
                http.post(BOOKINGS, booking(), "Content-Type", "application/json;charset=utf-16"),
                415,
                "media_type_not_supported",
                "Content-Type");
        var utf16 = "{\"a\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_16LE);
        assertThat(raw("POST", BOOKINGS, utf16, "Content-Type: application/json"))
                .contains("malformed_body");
    }

    @Test
    void a_body_with_broken_utf_8_is_malformed() {
        byte[] broken = {'"', (byte) 0xC3, (byte) 0x28, '"'};
        assertThat(raw("POST", BOOKINGS, broken, "Content-Type: application/json"))
                .contains("malformed_body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
    void another_content_type_is_refused(String type) {
        refused(
                http.post(BOOKINGS, booking(), "Content-Type", type, "Idempotency-Key", "k"),
                415,
                "media_type_not_supported",
                "Content-Type");
    }

    @Test
    void no_content_type_is_refused() {
        assertThat(raw("POST", BOOKINGS, booking().getBytes())).startsWith("HTTP/1.1 415 ");
    }

    @Test
    void a_compressed_body_is_refused() {
        refused(
                http.post(BOOKINGS, booking(), "Content-Encoding", "gzip", "Idempotency-Key", "k"),
                415,
                "media_type_not_supported",
                "Content-Encoding");
    }

    @Test
    void another_accept_is_refused() {
        refused(
                http.post(BOOKINGS, booking(), "Accept", "text/csv", "Idempotency-Key", "k"),
                406,
                "not_acceptable",
                "Accept");
    }

    @Test
    void another_method_is_refused_with_those_allowed() {
        var answer = http.call("DELETE", PRICES, null);
        refused(answer, 405, "method_not_allowed", "");
        assertThat(answer.header("Allow")).isEqualTo("PUT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v2/hotels/rio", "/v1/hotels", "/v1/hotels/rio/nothing", "/favicon.ico"})
    void an_unknown_address_is_not_found(String path) {
        refused(http.get(path), 404, "not_found", "");
    }

    @Test
    void a_body_of_64_KiB_is_read_and_one_byte_more_is_not() {
        var padded = booking() + " ".repeat(LimitedBody.BYTES_MAX - booking().length());
        refused(http.post(BOOKINGS, padded), 400, "idempotency_key_missing", "Idempotency-Key");
        refused(http.post(BOOKINGS, padded + " "), 413, "body_too_large", "");
    }

    @Test
    void an_endless_chunked_body_is_cut_off() {
        var chunk = "1000\r\n" + "x".repeat(4096) + "\r\n";
        var answer = http.raw(head("POST", BOOKINGS, "Content-Type: application/json", "Transfer-Encoding: chunked")
                + chunk.repeat(40));
        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("body_too_large");
        var large = "x".repeat(70_000);
        assertThat(keptAlive(large, "POST", BOOKINGS, "Content-Type: application/json", "Content-Length: 70000"))
                .startsWith("HTTP/1.1 413 ")
                .contains("Connection: close");
    }

    @Test
    void a_body_that_drips_is_cut_off() throws Exception {
        try (var socket = new java.net.Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            var out = socket.getOutputStream();
            out.write(head("POST", BOOKINGS, "Content-Type: application/json", "Content-Length: 1000")
                    .replace("Connection: close\r\n", "")
                    .getBytes());
            var in = socket.getInputStream();
            for (int i = 0; i < 30 && in.available() == 0; i++) {
                out.write(' ');
                out.flush();
                Thread.sleep(100); // The point of this test is a client that is slow in real time.
            }
            // All that comes until the other side closes.
            assertThat(new String(in.readAllBytes())).startsWith("HTTP/1.1 408").contains("Connection: close");
        }
    }

    @Test
    void large_headers_and_odd_paths_are_refused_without_a_trace_of_our_insides() {
        assertThat(http.raw(head("GET", "/v1/hotels/rio", "X-Large: " + "x".repeat(20_000))))
                .startsWith("HTTP/1.1 4")
                .doesNotContain("Exception", "org.apache");
        assertThat(http.raw(head("GET", "/v1/hotels/%00")))
                .startsWith("HTTP/1.1 4")
                .doesNotContain("Exception");
        assertThat(http.raw(head("GET", "/v1/hotels/../../etc/passwd"))).startsWith("HTTP/1.1 4");
        assertThat(http.raw(head("GET", "/v1/hotels/..%5C")))
                .startsWith("HTTP/1.1 4")
                .doesNotContain("Exception");
        assertThat(http.raw(head("GET", "/v1/hotels/a%2Fb")))
                .startsWith("HTTP/1.1 4")
                .doesNotContain("Exception");
        assertThat(http.raw(head("GET", "/v1/hotels/" + "x".repeat(3_000)))).startsWith("HTTP/1.1 400 ");
        assertThat(http.raw(head("GET", "/v1/hotels/rio?" + parameters(1_000)))).startsWith("HTTP/1.1 400 ");
    }

    private static String parameters(int count) {
        return IntStream.range(0, count).mapToObj(i -> "p" + i + "=1").collect(Collectors.joining("&"));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/hotels/a%20b, hotelId",
        "/v1/hotels/caf%C3%A9, hotelId",
        "/v1/bookings/1, bookingId",
        "/v1/bookings/1'%20OR%201=1, bookingId"
    })
    void an_id_with_other_characters_is_refused(String path, String field) {
        refused(http.get(path), 400, "invalid_id", field);
    }

    @Test
    void an_unknown_field_is_refused_by_name() {
        refused(book("\"currency\"", "\"curency\""), 400, "unknown_field", "curency");
        refused(book("\"arrivalDate\"", "\"arrival\""), 400, "unknown_field", "roomStays[0].arrival");
    }

    @Test
    void an_unknown_parameter_is_refused_by_name() {
        var path = "/v1/hotels/rio/availability?arrival=2026-12-01&departure=2026-12-02";
        refused(http.get(path + "&rateplan=flex"), 400, "unknown_parameter", "rateplan");
        refused(http.get(path + "&adults=1&adults=2"), 400, "invalid_parameter", "adults");
    }

    @ParameterizedTest
    @CsvSource({
        "arrival=2026-02-30&departure=2026-03-01, arrival",
        "arrival=yesterday&departure=2026-03-01, arrival",
        "arrival=2026-12-01, departure",
        "arrival=9999-12-01&departure=9999-12-02, arrival",
        "arrival=2026-12-02&departure=2026-12-01, departure",
        "arrival=2026-12-01&departure=2026-12-02&adults=0, adults",
        "arrival=2026-12-01&departure=2026-12-02&adults=2147483648, adults",
        "arrival=2026-12-01&departure=2026-12-02&adults=-1, adults",
        "arrival=2026-12-01&departure=2026-12-02&ratePlan=a%20b, ratePlan",
        "arrival=2026-12-01&departure=2026-12-02&min-position=x, min-position"
    })
    void a_parameter_that_makes_no_sense_is_refused_by_name(String query, String field) {
        refused(http.get("/v1/hotels/rio/availability?" + query), 400, "invalid_parameter", field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"2026-12-01\"  | \"2026-02-30\"           | roomStays[0].arrivalDate",
                "\"2026-12-01\"  | \"01/12/2026\"           | roomStays[0].arrivalDate",
                "\"2026-12-01\"  | \"2026-12-01T00:00:00Z\" | roomStays[0].arrivalDate",
                "\"2026-12-01\"  | \"9999-12-31\"           | roomStays[0].arrivalDate",
                "\"2026-12-01\"  | 20423                    | roomStays[0].arrivalDate",
                "\"2026-12-01\"  | [2026,12,1]              | roomStays[0].arrivalDate",
                "\"2026-12-01\"  | \"\"                     | roomStays[0].arrivalDate",
                "\"2026-12-01\"  | null                     | roomStays[0].arrivalDate",
                "\"double\"      | \"two words\"            | roomStays[0].roomTypeId",
                "\"double\"      | 7                        | roomStays[0].roomTypeId",
                "\"double\"      | null                     | roomStays[0].roomTypeId",
                "\"flex\"        | true                     | ratePlanId",
                "\"DIRECT_WEB\"  | \"UNKNOWN\"              | channel",
                "\"DIRECT_WEB\"  | \"CARRIER_PIGEON\"       | channel",
                "\"DIRECT_WEB\"  | 1                        | channel",
                "\"DIRECT_WEB\"  | null                     | channel",
                "\"EUR\"         | \"eur\"                  | currency",
                "\"EUR\"         | \"EURO\"                 | currency",
                "\"Anna Example\" | \"\"                    | guest.name",
                "\"Anna Example\" | \"   \"                 | guest.name",
                "\"Anna Example\" | \"a\\u0000b\"           | guest.name",
                "\"Anna Example\" | \"a\\ud800b\"           | guest.name",
                "\"Anna Example\" | [\"Anna\"]              | guest.name",
                "anna@example.org | no address              | guest.email",
                "\"pt-PT\"       | \"p t\"                  | guest.language",
                "\"EUR\"         | \"EUR\", \"expectedTotalMinor\": 12.5 | expectedTotalMinor",
                "\"EUR\"         | \"EUR\", \"expectedTotalMinor\": \"1,00\" | expectedTotalMinor",
                "\"EUR\"         | \"EUR\", \"expectedTotalMinor\": \"100\" | expectedTotalMinor",
                "\"EUR\"         | \"EUR\", \"expectedTotalMinor\": 1e400 | expectedTotalMinor",
                "\"EUR\"         | \"EUR\", \"expectedTotalMinor\": 99999999999999999998 | expectedTotalMinor",
                "\"EUR\"         | \"EUR\", \"bookingId\": \"7\" | bookingId",
                "\"EUR\"         | \"EUR\", \"paymentMethodToken\": \"two words\" | paymentMethodToken",
                "\"2026-12-03\"  | \"2026-12-03\", \"adults\": 0 | roomStays[0].adults",
                "\"2026-12-03\"  | \"2026-12-03\", \"adults\": -1 | roomStays[0].adults",
                "\"2026-12-03\"  | \"2026-12-03\", \"adults\": 2147483648 | roomStays[0].adults",
                "\"2026-12-03\"  | \"2026-12-03\", \"adults\": \"2\" | roomStays[0].adults",
                "\"2026-12-03\"  | \"2026-12-03\", \"childrenAges\": [18] | roomStays[0].childrenAges[0]",
                "\"2026-12-03\"  | \"2026-12-03\", \"childrenAges\": [null] | roomStays[0].childrenAges[0]"
            })
    void a_value_of_the_wrong_kind_is_refused_by_the_name_of_its_field(String part, String value, String field) {
        refused(book(part, value), 422, "invalid_value", field);
    }

    @Test
    void rooms_are_bounded() {
        var room = "{\"roomTypeId\": \"double\", \"arrivalDate\": \"2026-12-01\", \"departureDate\": \"2026-12-03\"}";
        assertThat(booking()).contains(room);
        refused(book(room, ""), 422, "invalid_value", "roomStays");
        refused(book(room, (room + ",").repeat(50) + room), 422, "invalid_value", "roomStays");
        refused(book("[" + room + "]", "null"), 422, "invalid_value", "roomStays");
    }

    @Test
    void names_are_bounded() {
        refused(book("Anna Example", "A".repeat(10_000)), 422, "invalid_value", "guest.name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"Anna Example\" | \"Anna 4111 1111 1111 1111\"  | guest.name",
                "\"Anna Example\" | \"4111-1111-1111-1111\"       | guest.name",
                "\"Anna Example\" | \"x4111111111111111x\"        | guest.name",
                "\"Anna Example\" | \"4111 1111 1111 1111 12/29\" | guest.name",
                "\"Anna Example\" | \"４１１１１１１１１１１１１１１１\" | guest.name",
                "\"Anna Example\" | \"\\u0034111 1111 1111 1111\" | guest.name",
                "\"flex\"         | \"4111111111111111\"          | ratePlanId",
                "\"EUR\"          | \"EUR\", \"expectedTotalMinor\": 4111111111111111 | expectedTotalMinor",
                "\"EUR\"          | \"EUR\", \"paymentMethodToken\": \"4111111111111111\" | paymentMethodToken",
                "\"EUR\"          | \"EUR\", \"channelReference\": \"3782 822463 10005\" | channelReference",
                "\"EUR\"          | \"EUR\", \"note\": [[\"5555 5555 5555 4444\"]] | note[0][0]"
            })
    void a_card_number_is_refused_wherever_it_is_and_never_repeated(String part, String value, String field) {
        var answer = book(part, value);
        refused(answer, 422, "sensitive_card_data", field);
        // A trace id is made of random digits.
        var said = answer.response().body().replaceAll("\"traceId\":\"[0-9a-f]{32}\"", "");
        assertThat(said).doesNotContain("4111", "1111", "5555", "82246", "traceId");
    }

    @Test
    void a_card_number_as_a_name_of_a_field_or_a_field_for_one_is_refused() {
        refused(book("\"currency\"", "\"4111111111111111\""), 422, "sensitive_card_data", "");
        refused(book("\"currency\"", "\"cvv\""), 422, "sensitive_card_data", "");
    }

    @Test
    void a_card_number_in_the_address_or_the_key_is_refused() {
        refused(http.get("/v1/hotels/4111111111111111"), 422, "sensitive_card_data", "");
        refused(http.get("/v1/hotels/rio/availability?arrival=4111-1111-1111-1111"), 422, "sensitive_card_data", "");
        refused(http.post(BOOKINGS, booking(), "Idempotency-Key", CARD), 422, "sensitive_card_data", "Idempotency-Key");
    }

    @Test
    void an_idempotency_key_is_needed_where_something_is_asked_for() {
        refused(http.post(BOOKINGS, booking()), 400, "idempotency_key_missing", "Idempotency-Key");
        refused(
                http.post(BOOKINGS, booking(), "Idempotency-Key", " "),
                400,
                "idempotency_key_missing",
                "Idempotency-Key");
        refused(
                http.post(BOOKINGS, booking(), "Idempotency-Key", "x".repeat(129)),
                400,
                "idempotency_key_invalid",
                "Idempotency-Key");
        refused(
                http.post(BOOKINGS, booking(), "Idempotency-Key", "tab\there"),
                400,
                "idempotency_key_invalid",
                "Idempotency-Key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void a_key_that_says_nothing_is_no_key_where_none_is_needed_either(String key) {
        var hotel =
                "{\"name\": \"Rio\", \"timeZone\": \"UTC\", \"currency\": \"EUR\", \"businessDate\": \"2026-12-01\"}";
        refused(
                http.put("/v1/hotels/rio", hotel, "Idempotency-Key", key),
                400,
                "idempotency_key_invalid",
                "Idempotency-Key");
    }

    @Test
    void a_change_says_which_version_it_is_meant_for() {
        var cancel = "/v1/bookings/0d3ad0d2-1111-4c3d-8c7e-5f1f7f0c9b11/cancel";
        refused(http.post(cancel, "{}", "Idempotency-Key", "k"), 428, "precondition_required", "If-Match");
        refused(
                http.post(cancel, "{}", "Idempotency-Key", "k", "If-Match", "two"),
                400,
                "precondition_invalid",
                "If-Match");
        refused(
                http.post(cancel, "{}", "Idempotency-Key", "k", "If-Match", "\"2\""),
                404,
                "booking_not_found",
                "bookingId");
        refused(
                http.post(cancel.replace("cancel", "check-in"), "{}", "Idempotency-Key", "k", "If-Match", "\"2\""),
                400,
                "precondition_invalid",
                "If-Match");
    }

    @Test
    void who_changes_something_shows_the_token() {
        for (var wrong : new String[] {"Bearer wrong", "Bearer ", "Basic " + encoded("a:b"), EdgeApplication.TOKEN}) {
            var answer = http.post(BOOKINGS, booking(), "Authorization", wrong, "Idempotency-Key", "k");
            refused(answer, 401, "unauthorized", "Authorization");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        }
        // A body that nobody reads must not be taken for the next request.
        assertThat(keptAlive("{}", "POST", BOOKINGS, "Authorization: Bearer wrong", "Content-Length: 2"))
                .startsWith("HTTP/1.1 401 ")
                .contains("Connection: close");
        assertThat(raw("DELETE", "/anything", new byte[0], "Authorization: Bearer x"))
                .startsWith("HTTP/1.1 401 ");
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes());
    }

    @Test
    void a_web_page_of_another_origin_is_kept_out() {
        refused(
                http.call("GET", "/v1/hotels/rio", null, "Origin", "https://evil.example"),
                403,
                "forbidden_origin",
                "Origin");
        refused(http.post(BOOKINGS, booking(), "Origin", "null"), 403, "forbidden_origin", "Origin");
        assertThat(http.raw("GET /v1/hotels/rio HTTP/1.1\r\nHost: desk.example\r\nOrigin: https://desk.example\r\n"
                        + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ");
        refused(
                http.call("GET", "/v1/hotels/rio", null, "Origin", "http://127.0.0.1:" + port),
                404,
                "hotel_not_found",
                "hotelId");
    }

    @Test
    void a_name_that_is_not_ours_is_not_answered() {
        for (var name : new String[] {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8080"}) {
            assertThat(http.raw("GET /v1/hotels/rio HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 421 ")
                    .contains("misdirected_host");
        }
        for (var name : new String[] {"localhost", "LOCALHOST:1", "127.0.0.1:" + port, "[::1]:80", "desk.example"}) {
            assertThat(http.raw("GET /v1/hotels/rio HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void every_answer_tells_browsers_to_be_careful() {
        var answer = http.get("/v1/hotels/rio");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
    }

    @ParameterizedTest
    @CsvSource({
        "timeout=5s, timeout",
        "waitFor=done, waitFor",
        "waitFor=settled&timeout=soon, timeout",
        "waitFor=, waitFor"
    })
    void a_long_poll_that_makes_no_sense_is_refused(String query, String field) {
        var path = "/v1/bookings/0d3ad0d2-1111-4c3d-8c7e-5f1f7f0c9b11?";
        refused(http.get(path + query), 400, "invalid_parameter", field);
    }

    @Test
    void an_unknown_booking_or_hotel_is_not_found() {
        var booking = "/v1/bookings/0d3ad0d2-1111-4c3d-8c7e-5f1f7f0c9b11";
        refused(http.get(booking), 404, "booking_not_found", "bookingId");
        refused(http.get(booking + "?waitFor=settled&timeout=50ms"), 404, "booking_not_found", "bookingId");
        refused(http.get(booking + "/events"), 404, "booking_not_found", "bookingId");
        refused(http.get("/v1/hotels/rio"), 404, "hotel_not_found", "hotelId");
        refused(http.get("/v1/hotels/rio/business-date"), 404, "hotel_not_found", "hotelId");
    }

    @Test
    void nothing_is_taken_in_before_the_service_is_open() {
        open.set(false);
        var answer = book(booking());
        refused(answer, 503, "not_ready", "");
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    private String raw(String method, String path, byte[] body, String... headers) {
        var head = head(method, path, headers).getBytes();
        head = (new String(head).replaceFirst("\r\n\r\n$", "\r\nContent-Length: " + body.length + "\r\n\r\n"))
                .getBytes();
        var all = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return http.raw(all);
    }

    /** Does not ask for the connection to be closed, and returns what comes until it is. */
    private String keptAlive(String body, String method, String path, String... headers) {
        return http.raw(head(method, path, headers).replace("Connection: close\r\n", "") + body);
    }

    private static String head(String method, String path, String... headers) {
        var authorized = java.util.Arrays.stream(headers).anyMatch(header -> header.startsWith("Authorization"));
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nIdempotency-Key: k\r\n"
                + (authorized ? "" : "Authorization: Bearer " + EdgeApplication.TOKEN + "\r\n")
                + java.util.Arrays.stream(headers)
                        .map(header -> header + "\r\n")
                        .collect(Collectors.joining())
                + "\r\n";
    }
}

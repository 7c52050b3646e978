package io.staylog.cli.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.cli.avro.JsonAvro.Result;
import io.staylog.cli.terminal.Json;
import io.staylog.schemas.booking.BookingHeld;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.RequestRejected;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class WritingJsonAsAvroTest {
    private static final String GOOD = """
            {"requestId": "0192f3a4-5b6c-7d8e-9f00-112233445566", "hotelId": "rio",
             "bookingId": "0192f3a4-5b6c-7d8e-9f00-112233445567", "ratePlanId": "FLEX", "channel": "OTA",
             "roomStays": [{"roomTypeId": "DBL", "arrivalDate": "2027-05-01", "departureDate": "2027-05-03",
                            "childrenAges": [4], "agreedNightsMinor": [12000, 13000]}],
             "currency": "EUR", "paymentMethodToken": "tok_ok"}
            """;

    @Test
    void a_good_document_becomes_a_record_with_its_defaults() {
        var record = ((Result.Good) read(GOOD)).record();

        var json = AvroJson.of(record);
        assertThat(json.at("/roomStays/0/arrivalDate").asString()).isEqualTo("2027-05-01");
        assertThat(json.at("/roomStays/0/adults").asInt()).isEqualTo(1);
        assertThat(json.at("/roomStays/0/agreedNightsMinor/1").asLong()).isEqualTo(13_000);
        assertThat(json.path("expectedTotalMinor").isNull()).isTrue();
        assertThat(json.at("/actor/type").asString()).isEqualTo("UNKNOWN");
    }

    @Test
    void what_was_written_reads_back_as_the_same_document() {
        var record = ((Result.Good) read(GOOD)).record();

        var again = JsonAvro.read(record.getSchema(), AvroJson.of(record));

        assertThat(again).isEqualTo(new Result.Good(record));
    }

    @Test
    void an_unknown_field_is_named_with_what_was_probably_meant() {
        assertThat(problems(GOOD.replace("\"currency\"", "\"curency\"")))
                .contains("$.curency: unknown field; BookingRequested has no such field; did you mean currency?");
    }

    @Test
    void a_missing_field_is_named_with_its_meaning() {
        assertThat(problems(GOOD.replace("\"hotelId\": \"rio\",", "")))
                .containsExactly("$.hotelId: missing; add text (The hotel, also the record's key.)");
    }

    @Test
    void a_wrong_type_says_what_was_expected_and_what_came() {
        assertThat(problems(GOOD.replace("[4]", "[\"four\"]")))
                .containsExactly("$.roomStays[0].childrenAges[0]: expected a whole number (32 bits), got \"four\"; "
                        + "write it without quotes");
    }

    @Test
    void a_price_with_a_decimal_point_is_refused() {
        assertThat(problems(GOOD.replace("12000", "120.00")))
                .containsExactly("$.roomStays[0].agreedNightsMinor[0]: expected a whole number (64 bits), got 120.00; "
                        + "amounts are in minor units, without a decimal point");
    }

    @Test
    void a_number_out_of_range_is_refused() {
        assertThat(problems(GOOD.replace("[4]", "[2147483648]")))
                .singleElement()
                .asString()
                .contains("out of range");
    }

    @Test
    void a_day_that_does_not_exist_is_refused() {
        assertThat(problems(GOOD.replace("2027-05-03", "2027-02-30")))
                .containsExactly("$.roomStays[0].departureDate: expected a date, got \"2027-02-30\"; "
                        + "write an existing day as yyyy-MM-dd, for example 2027-05-01");
    }

    @Test
    void an_unknown_symbol_is_refused_with_the_known_ones() {
        assertThat(problems(GOOD.replace("\"OTA\"", "\"OTTA\"")))
                .singleElement()
                .asString()
                .startsWith("$.channel: expected one of UNKNOWN, DIRECT_WEB,")
                .endsWith("did you mean OTA?");
    }

    @Test
    void a_uuid_that_is_none_is_refused() {
        assertThat(problems(GOOD.replace("-112233445567", "-1122")))
                .singleElement()
                .asString()
                .startsWith("$.bookingId: expected a uuid");
    }

    @Test
    void an_avro_union_wrapper_is_recognised() {
        assertThat(problems(GOOD.replace("\"tok_ok\"", "{\"string\": \"tok_ok\"}")))
                .containsExactly(
                        "$.paymentMethodToken: is wrapped in its type's name; write the value itself: \"tok_ok\"");
    }

    @Test
    void a_card_number_is_refused_and_not_repeated() {
        assertThat(problems(GOOD.replace("tok_ok", "4242 4242 4242 4242")))
                .singleElement()
                .asString()
                .contains("sensitive_card_data")
                .doesNotContain("4242");
    }

    @Test
    void all_problems_are_found_in_one_go() {
        assertThat(problems("{\"hotelId\": 7}")).hasSizeGreaterThan(4);
    }

    @Test
    void something_else_than_an_object_is_refused() {
        assertThat(problems("\"rio\""))
                .singleElement()
                .asString()
                .startsWith("$: expected an object (BookingRequested)");
    }

    @Test
    void instants_and_maps_are_read_too() {
        var held = problems(BookingHeld.getClassSchema(), "{\"holdExpiresAt\": \"soon\"}");
        var rejected = problems(RequestRejected.getClassSchema(), "{\"details\": {\"night\": 3}}");

        assertThat(held).anyMatch(problem -> problem.startsWith("$.holdExpiresAt: expected an instant, got \"soon\""));
        assertThat(rejected).anyMatch(problem -> problem.startsWith("$.details.night: expected text, got 3"));
    }

    private static Result read(String json) {
        return JsonAvro.read(BookingRequested.getClassSchema(), Json.parse(json, "test"));
    }

    private static List<String> problems(String json) {
        return problems(BookingRequested.getClassSchema(), json);
    }

    private static List<String> problems(Schema schema, String json) {
        return switch (JsonAvro.read(schema, Json.parse(json, "test"))) {
            case Result.Good _ -> List.of();
            case Result.Bad(var problems) ->
                problems.stream().map(Problem::toString).toList();
        };
    }
}

package io.staylog.booking.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.Http.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no hotel could accept is refused at once, under the code that hotels have for it. */
class ShapesTest extends EdgeTest {

    @AfterEach
    void nothing_was_written() {
        assertThat(log.history()).isEmpty();
    }

    private Answer book(String part, String otherPart) {
        assertThat(booking()).contains(part);
        return http.post("/v1/hotels/rio/bookings", booking().replace(part, otherPart), "Idempotency-Key", "key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"2026-12-03\"  | \"2026-11-30\" | stay_invalid | roomStays[0].departureDate",
                "\"2026-12-03\"  | \"2026-12-01\" | stay_invalid | roomStays[0].departureDate",
                "\"2026-12-03\"  | \"2028-12-01\" | stay_invalid | roomStays[0].departureDate",
                "\"2026-12-03\"  | \"2026-12-03\", \"dayUse\": true | stay_invalid | roomStays[0].dayUse",
                "\"2026-12-03\"  | \"2026-12-03\", \"agreedNightsMinor\": [1, -1] "
                        + "| price_not_positive | roomStays[0].agreedNightsMinor[1]",
                "\"EUR\"         | \"EUR\", \"expectedTotalMinor\": -1 | price_not_positive | expectedTotalMinor"
            })
    void a_stay_that_makes_no_sense_at_any_hotel_is_refused_at_once(
            String part, String value, String code, String field) {
        refused(book(part, value), 422, code, field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inventory    | \"roomTypeId\": \"a\", \"physical\": -1   | negative_quantity  | physical",
                "out-of-order | \"roomTypeId\": \"a\", \"rooms\": -1      | negative_quantity  | rooms",
                "overbooking  | \"roomTypeId\": \"a\", \"allowance\": -1  | negative_quantity  | allowance",
                "restrictions | \"minStayArrival\": -1                  | negative_quantity  | minStayArrival",
                "restrictions | \"minStayThrough\": -1                  | negative_quantity  | minStayThrough",
                "restrictions | \"maxStay\": -1                         | negative_quantity  | maxStay",
                "prices       | \"roomTypeId\": \"a\", \"ratePlanId\": \"b\", \"currency\": \"EUR\", \"grossMinor\": -1"
                        + " | price_not_positive | grossMinor"
            })
    void less_than_nothing_is_refused_at_once(String what, String fields, String code, String field) {
        refused(range(what, "2026-12-01", "2026-12-02", fields), 422, code, field);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-01, 2026-12-01, range_invalid",
        "2026-12-02, 2026-12-01, range_invalid",
        "2026-12-01, 2028-12-01, range_too_long"
    })
    void a_range_that_makes_no_sense_is_refused_at_once(String from, String to, String code) {
        refused(range("inventory", from, to, "\"roomTypeId\": \"a\", \"physical\": 1"), 422, code, "to");
        refused(range("out-of-order", from, to, "\"roomTypeId\": \"a\", \"rooms\": 1"), 422, code, "to");
        refused(range("overbooking", from, to, "\"roomTypeId\": \"a\", \"allowance\": 1"), 422, code, "to");
        refused(range("restrictions", from, to, "\"stopSell\": true"), 422, code, "to");
        var prices = "\"roomTypeId\": \"a\", \"ratePlanId\": \"b\", \"currency\": \"EUR\", \"grossMinor\": 1";
        refused(range("prices", from, to, prices), 422, code, "to");
    }

    private Answer range(String what, String from, String to, String fields) {
        return http.put(
                "/v1/hotels/rio/" + what, "{\"from\": \"" + from + "\", \"to\": \"" + to + "\", " + fields + "}");
    }

    @Test
    void rooms_and_fees_of_a_hotel_are_not_negative() {
        refused(
                http.put("/v1/hotels/rio/room-types/a", "{\"name\": \"A\", \"physicalCount\": -1}"),
                422,
                "negative_quantity",
                "physicalCount");
        refused(http.put("/v1/hotels/rio/rate-plans/a", """
                        {"name": "A", "pricing": "CALENDAR", "guarantee": "NONE",
                         "noShowFee": {"type": "FIXED", "value": -1}}
                        """), 422, "price_not_positive", "noShowFee.value");
    }
}

package io.staylog.reporting.web;

import static io.staylog.reporting.testing.Events.*;
import static io.staylog.reporting.testing.GuestEvents.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.reporting.testing.RunningService;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.OverbookingSet;
import io.staylog.schemas.booking.PricesSet;
import io.staylog.schemas.booking.Pricing;
import io.staylog.schemas.booking.RatePlanDefined;
import io.staylog.schemas.booking.RestrictionsSet;
import io.staylog.schemas.common.Channel;
import io.staylog.schemas.common.Fee;
import io.staylog.schemas.common.FeeType;
import io.staylog.schemas.common.Guarantee;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people and programs ask for: bookings by whatever is known of them, what can be sold, and nothing that is too old. */
class LookingForBookingsTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String[] TOKEN = {"Authorization", "Bearer " + RunningService.TOKEN};
    private static RunningService service;

    @BeforeAll
    static void run() throws IOException {
        service = new RunningService().start();
        service.write(
                profile("anna", "Anna Müller", "anna.m@example.org"),
                profile("bela", "Béla Nagy", "bela@example.org"),
                hotel(HOTEL, "2026-03-01"),
                roomType(HOTEL, "DBL", 10),
                bookedBy("anna", "b1", "2026-03-01", stay(1, "2026-03-02", 10_000, 12_000)),
                bookedBy("anna", "b2", Channel.DIRECT_WEB, "", "2026-03-01", stay(1, "2026-03-09", 9_000)),
                bookedBy("bela", "b3", "2026-03-01", stay(1, "2026-03-05", 9_000, 9_000, 9_000)),
                booked("nobody", "2026-03-01", stay(1, "2026-03-06", 9_000)),
                arrived("b1", 2, "2026-03-02"));
        service.write(
                ratePlan("FLEX"),
                prices("2026-03-01", "2026-03-31", 127, 20_000),
                prices("2026-03-01", "2026-03-31", 0b1100000, 25_000),
                restrictions(null, null, "2026-03-04", "2026-03-06", false, 2, 9),
                restrictions("DBL", null, "2026-03-05", "2026-03-06", true, 1, 7),
                overbooking("2026-03-05", "2026-03-06", 2),
                outOfOrder(HOTEL, "DBL", "2026-03-05", "2026-03-06", 3));
        await().atMost(SOON)
                .until(() -> service.json("/v1/bookings?guestId=" + id("anna"))
                                .at("/rows/0/status")
                                .asString("")
                                .equals("IN_HOUSE")
                        && !search("guest=nagy").isEmpty()
                        && service.json(ari("2026-03-05"))
                                        .at("/rows/0/outOfOrder")
                                        .asInt()
                                == 3);
    }

    @AfterAll
    static void end() {
        service.close();
    }

    private static RatePlanDefined ratePlan(String plan) {
        return RatePlanDefined.newBuilder()
                .setRequestId(id(plan))
                .setHotelId(HOTEL)
                .setRatePlanId(plan)
                .setName(plan)
                .setPricing(Pricing.CALENDAR)
                .setGuarantee(Guarantee.CARD)
                .setNoShowFee(new Fee(FeeType.NIGHTS, 1L))
                .build();
    }

    private static PricesSet prices(String from, String to, int weekdays, long gross) {
        return PricesSet.newBuilder()
                .setRequestId(id("prices" + gross))
                .setHotelId(HOTEL)
                .setRatePlanId("FLEX")
                .setRoomTypeId("DBL")
                .setFrom(LocalDate.parse(from))
                .setTo(LocalDate.parse(to))
                .setCurrency("EUR")
                .setGrossMinor(gross)
                .setWeekdays(weekdays)
                .build();
    }

    private static RestrictionsSet restrictions(
            String type, String plan, String from, String to, boolean closedToArrival, int minStay, int maxStay) {
        return RestrictionsSet.newBuilder()
                .setRequestId(id("restrictions" + type))
                .setHotelId(HOTEL)
                .setRoomTypeId(type)
                .setRatePlanId(plan)
                .setFrom(LocalDate.parse(from))
                .setTo(LocalDate.parse(to))
                .setClosedToArrival(closedToArrival)
                .setMinStayArrival(minStay)
                .setMaxStay(maxStay)
                .build();
    }

    private static OverbookingSet overbooking(String from, String to, int rooms) {
        return OverbookingSet.newBuilder()
                .setRequestId(id("overbooking"))
                .setHotelId(HOTEL)
                .setRoomTypeId("DBL")
                .setFrom(LocalDate.parse(from))
                .setTo(LocalDate.parse(to))
                .setAllowance(rooms)
                .build();
    }

    private static String ari(String night) {
        return "/v1/hotels/" + HOTEL + "/ari?from=" + night + "&to=" + night;
    }

    /** Ids of the bookings found, by somebody with the token. */
    private static List<String> search(String query) {
        var found = new ArrayList<String>();
        RunningService.json(service.get("/v1/bookings?" + query, TOKEN))
                .path("rows")
                .forEach(row -> found.add(row.at("/bookingId").asString()));
        return found;
    }

    private static String[] ids(String names) {
        return names == null
                ? new String[0]
                : List.of(names.split(" ")).stream()
                        .map(name -> id(name).toString())
                        .toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource({
        "guest, MULLER, b1 b2",
        "guest, Müller anna, b1 b2",
        "guest, anna.m@example.org, b1 b2",
        "guest, bel, b3",
        "guest, Anna Nagy, ",
        "guest, ller, ",
        "reference, ref-b3, b3",
        "reference, ref-b, ",
        "confirmationCode, b1, b1",
        "channel, direct_web, b2",
        "status, in_house, b1",
        "departureTo, 2026-03-04, b1",
        "arrivalTo, 2026-03-05, b1 b3",
        "bookedFrom, 2026-03-02, ",
    })
    void a_booking_is_found_by_what_is_known_of_it(String parameter, String value, String found) {
        assertThat(search(parameter + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .containsExactly(ids(found));
    }

    @Test
    void the_pages_of_a_search_go_on_where_the_last_one_ended() {
        var all = new ArrayList<String>();
        var path = "/v1/bookings?guest=example.org&limit=1";
        while (path != null) {
            var page = service.get(path, TOKEN);
            RunningService.json(page)
                    .path("rows")
                    .forEach(row -> all.add(row.at("/bookingId").asString()));
            path = page.headers()
                    .firstValue("Link")
                    .map(link -> link.substring(1, link.indexOf('>')))
                    .orElse(null);
        }
        assertThat(all).containsExactly(ids("b1 b3 b2"));
    }

    @Test
    void names_are_read_only_by_those_who_show_the_token() {
        var open = service.get("/v1/bookings?guestId=" + id("anna"));
        var trusted = service.get("/v1/bookings?guestId=" + id("anna"), TOKEN);
        assertThat(open.body())
                .doesNotContain("Müller", "example.org")
                .contains(id("anna").toString());
        assertThat(trusted.body()).contains("Anna Müller");
        assertThat(header(trusted, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(trusted, "ETag")).isNotEqualTo(header(open, "ETag"));
        assertThat(service.get("/v1/bookings?guest=anna", "Authorization", "Bearer wrong")
                        .statusCode())
                .isEqualTo(401);
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow();
    }

    @Test
    void an_answer_says_when_its_newest_event_was() {
        assertThat(header(service.get("/v1/bookings"), "X-Data-At")).endsWith("Z");
    }

    @Test
    void who_has_written_reads_what_came_of_it() {
        var before = service.json("/v1/reports/totals").at("/asOf/booking.events");
        var partition = before.properties().stream()
                .filter(p -> p.getValue().asLong() > 0)
                .findFirst()
                .orElseThrow();
        var next = partition.getKey() + ":" + partition.getValue().asLong();
        service.write(bookedBy("cara", "b9", "2026-03-01", stay(1, "2026-03-20", 1_000)));
        assertThat(service.json("/v1/bookings?reference=ref-b9&after=" + next)
                        .at("/rows")
                        .size())
                .isOne();
        var answer = service.get(
                "/v1/bookings?reference=ref-b9", "X-After", header(service.get("/v1/bookings"), "X-Data-As-Of"));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void what_does_not_come_in_time_is_a_problem_that_passes() {
        var answer = service.get("/v1/bookings?after=payment.events/0:999999");
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(RunningService.json(answer).at("/code").asString()).isEqualTo("not_there_yet");
        assertThat(RunningService.json(answer).at("/retriable").asBoolean()).isTrue();
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        new Described(service.json("/v3/api-docs")).expect("/v1/bookings", answer);
    }

    @Test
    void a_channel_fetches_what_can_be_sold_for_how_much_and_under_which_conditions() {
        var night = service.json(ari("2026-03-05")).at("/rows/0");
        assertThat(night.at("/ratePlanId").asString()).isEqualTo("FLEX");
        assertThat(night.at("/grossMinor").asLong()).isEqualTo(20_000);
        assertThat(List.of(
                        night.at("/physical").asInt(),
                        night.at("/outOfOrder").asInt(),
                        night.at("/overbooking").asInt(),
                        night.at("/taken").asInt(),
                        night.at("/available").asInt()))
                .containsExactly(10, 3, 2, 1, 8);
        assertThat(night.at("/closedToArrival").asBoolean()).isTrue();
        assertThat(night.at("/minStayArrival").asInt()).isEqualTo(2);
        assertThat(night.at("/maxStay").asInt()).isEqualTo(7);
        // Saturday 7 March has the price of the weekend.
        assertThat(service.json(ari("2026-03-07")).at("/rows/0/grossMinor").asLong())
                .isEqualTo(25_000);
        var csv = service.get(ari("2026-03-04") + "&format=csv").body();
        assertThat(csv)
                .startsWith("hotelId,roomTypeId,ratePlanId,night,")
                .contains("seaview,DBL,FLEX,2026-03-04,10,0,0,0,10");
    }

    @Test
    void the_description_says_what_these_answers_are() {
        var described = new Described(service.json("/v3/api-docs"));
        described.expect("/v1/hotels/{hotelId}/ari", service.get(ari("2026-03-05")));
        described.expect(
                "/v1/hotels/{hotelId}/ari", service.get("/v1/hotels/nowhere/ari?from=2026-03-05&to=2026-03-05"));
        described.expect("/v1/hotels/{hotelId}/ari", service.get("/v1/hotels/seaview/ari?from=2026-03-05"));
        described.expect("/v1/bookings/{bookingId}/timeline", service.get("/v1/bookings/" + id("b1") + "/timeline"));
        described.expect(
                "/v1/bookings/{bookingId}/timeline", service.get("/v1/bookings/" + UUID.randomUUID() + "/timeline"));
        described.expect("/v1/bookings", service.get("/v1/bookings", TOKEN));
    }

    @Test
    void topics_that_are_projected_are_all_in_what_an_answer_stands_on() {
        assertThat(header(service.get("/v1/bookings"), "X-Data-As-Of"))
                .contains(Topics.GUEST_PROFILES.name() + "=0:", Topics.REPORT_EVENTS.name() + "=0:");
    }
}

package io.staylog.reporting.report;

import static io.staylog.reporting.testing.Events.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.reporting.projection.ProjectorFixture;
import io.staylog.reporting.testing.Log;
import io.staylog.schemas.payment.PaymentPurpose;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A small hotel whose figures were worked out by hand. */
class ReportsTest {
    private static final Scope ALL = new Scope(null, null, null);
    private static final Scope SEAVIEW = new Scope(HOTEL, null, null);
    private static RegistryDouble registry;
    private static ProjectorFixture projection;
    private static BookingReports bookings;
    private static NightReports nights;
    private static Money money;
    private static Lists lists;

    @BeforeAll
    static void aSmallHotel() throws IOException {
        registry = RegistryDouble.withOurSchemas();
        var log = new Log(new SchemaRegistry(registry.url()));
        projection = new ProjectorFixture(new SchemaRegistry(registry.url()));
        log.add(hotel("hillside", "2026-03-01"), roomType("hillside", "DBL", 50));
        log.add(bookedAt("hillside", "other", "2026-03-01", stay(1, "2026-03-02", 1)));
        log.add(hotel(HOTEL, "2026-03-01"), roomType(HOTEL, "DBL", 2));
        log.add(
                booked("anna", "2026-03-01", stay(1, "2026-03-02", 10_000, 12_000)),
                booked("bela", "2026-03-01", stay(1, "2026-03-02", 0)),
                booked("cara", "2026-03-01", stay(1, "2026-03-03", 9_000, 9_000)),
                outOfOrder(HOTEL, "DBL", "2026-03-02", "2026-03-04", 1),
                rejected("sold out", "sold_out", "=HYPERLINK(\"x\")"),
                rejected("price", "price_changed", "The price has changed."),
                closed(HOTEL, "2026-03-01"),
                arrived("anna", 2, "2026-03-02"),
                arrived("bela", 2, "2026-03-02"),
                cancelled("cara", 2, "2026-03-02", 500),
                booked("dora", "2026-03-02", stay(1, "2026-03-05", 8_000)),
                held("emil", "2026-03-02", stay(1, "2026-03-06", 5_000)),
                expired("emil", 2, "2026-03-02"),
                held("hugo", "2026-03-02", stay(1, "2026-03-07", 5_000)),
                cancelled("hugo", 2, "2026-03-03", 0),
                booked("finn", "2026-03-02", stay(1, "2026-03-31", 7_000, 7_500)),
                closed(HOTEL, "2026-03-02"),
                left("bela", 3, "2026-03-03"),
                closed(HOTEL, "2026-03-03"),
                left("anna", 3, "2026-03-04"),
                booked("gina", "2026-03-04", stay(1, "2026-03-04")),
                arrived("gina", 2, "2026-03-04"),
                left("gina", 3, "2026-03-04"),
                noShow("dora", 2, "2026-03-05", 8_000));
        for (int day = 4; day <= 9; day++) {
            log.add(closed(HOTEL, "2026-03-0" + day));
        }
        // Three rooms from 10 March on; the days before keep two.
        log.add(roomType(HOTEL, "DBL", 3), arrived("finn", 2, "2026-03-31"));
        log.add(
                initiated("p-anna", PaymentPurpose.PREPAYMENT, 22_000, "2026-03-01"),
                captured("p-anna", 2, PaymentPurpose.PREPAYMENT, 22_000, "2026-03-01"),
                refunded("p-anna", 3, PaymentPurpose.PREPAYMENT, 2_000, "2026-03-04"),
                initiated("p-dora", PaymentPurpose.NO_SHOW_FEE, 8_000, "2026-03-05"),
                captured("p-dora", 2, PaymentPurpose.NO_SHOW_FEE, 8_000, "2026-03-05"),
                initiated("p-odd", PaymentPurpose.DEPOSIT, 100, "2026-03-06"),
                attention("p-odd", 2));
        projection.project(log.records(), 7);
        var snapshot = new Snapshot(projection.jdbc, projection.manager);
        bookings = new BookingReports(snapshot);
        nights = new NightReports(snapshot);
        money = new Money(snapshot);
        lists = new Lists(snapshot);
    }

    @AfterAll
    static void close() {
        projection.close();
        registry.close();
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    @Test
    void totals_keep_fees_lost_value_and_cash_apart() {
        assertThat(bookings.totals(HOTEL).rows())
                .containsExactly(new Rows.Totals(
                        HOTEL,
                        "Hotel seaview",
                        "EUR",
                        LocalDate.parse("2026-03-10"),
                        6,
                        0,
                        0,
                        1,
                        3,
                        1,
                        1,
                        0,
                        1,
                        1,
                        8,
                        5,
                        36_500,
                        36_500,
                        number("7300.00"),
                        26_000,
                        500,
                        8_000,
                        30_000,
                        2_000,
                        28_000));
        assertThat(bookings.totals(null).rows())
                .extracting(Rows.Totals::hotelId)
                .containsExactly("hillside", HOTEL);
    }

    @Test
    void nights_tell_complimentary_ones_apart_and_leave_no_shows_and_cancellations_out() {
        assertThat(nights.nights(SEAVIEW, By.DAY).rows())
                .containsExactly(
                        new Rows.Nights(HOTEL, "2026-03-02", 2, 1, 1, 4, 10_000, 10_000),
                        new Rows.Nights(HOTEL, "2026-03-03", 1, 1, 0, 2, 12_000, 12_000),
                        new Rows.Nights(HOTEL, "2026-03-31", 1, 1, 0, 2, 7_000, 7_000),
                        new Rows.Nights(HOTEL, "2026-04-01", 1, 1, 0, 2, 7_500, 7_500));
        var march = new Scope(HOTEL, LocalDate.parse("2026-03-03"), LocalDate.parse("2026-03-31"));
        assertThat(nights.nights(march, By.MONTH).rows())
                .containsExactly(new Rows.Nights(HOTEL, "2026-03", 2, 2, 0, 4, 19_000, 19_000));
    }

    @Test
    void months_know_their_fullest_night() {
        assertThat(nights.months(SEAVIEW).rows())
                .containsExactly(
                        new Rows.Months(HOTEL, "2026-03", 4, 29_000, number("7250.00"), 2, 3),
                        new Rows.Months(HOTEL, "2026-04", 1, 7_500, number("7500.00"), 1, 1));
    }

    @Test
    void occupancy_reckons_with_the_rooms_that_a_night_had() {
        assertThat(nights.kpi(SEAVIEW, By.MONTH, NightReports.Base.PHYSICAL, null)
                        .rows())
                .containsExactly(
                        new Rows.Kpi(
                                HOTEL,
                                "2026-03",
                                9 * 2 + 22 * 3,
                                2,
                                4,
                                3,
                                1,
                                29_000,
                                number("4.76"),
                                number("3.57"),
                                number("7250.00"),
                                number("9666.67"),
                                number("345.24")),
                        new Rows.Kpi(
                                HOTEL,
                                "2026-04",
                                90,
                                0,
                                1,
                                1,
                                0,
                                7_500,
                                number("1.11"),
                                number("1.11"),
                                number("7500.00"),
                                number("7500.00"),
                                number("83.33")));
        assertThat(nights.kpi(SEAVIEW, By.MONTH, NightReports.Base.OPERATIONAL, null)
                        .rows())
                .first()
                .satisfies(march -> assertThat(march.roomsAvailable()).isEqualTo(82));
        assertThat(nights.kpi(SEAVIEW, By.MONTH, NightReports.Base.PHYSICAL, 10).rows())
                .first()
                .satisfies(march -> assertThat(march.roomsAvailable()).isEqualTo(310));
    }

    @Test
    void before_it_opened_a_hotel_had_no_rooms() {
        var around = new Scope("hillside", LocalDate.parse("2026-02-28"), LocalDate.parse("2026-03-01"));

        assertThat(nights.kpi(around, By.DAY, NightReports.Base.PHYSICAL, null).rows())
                .extracting(Rows.Kpi::roomsAvailable)
                .containsExactly(0L, 50L);
    }

    @Test
    void a_day_without_guests_has_an_occupancy_and_no_average_rate() {
        var day = new Scope(HOTEL, LocalDate.parse("2026-03-20"), LocalDate.parse("2026-03-20"));
        assertThat(nights.kpi(day, By.DAY, NightReports.Base.PHYSICAL, null).rows())
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.occupancyPct()).isEqualTo(number("0.00"));
                    assertThat(row.adrMinor()).isNull();
                    assertThat(row.revparMinor()).isEqualTo(number("0.00"));
                });
        assertThat(nights.kpi(day, By.DAY, NightReports.Base.PHYSICAL, 0).rows())
                .singleElement()
                .satisfies(row -> assertThat(row.occupancyPct()).isNull());
    }

    @Test
    void arrivals_count_bookings_that_were_ever_secured() {
        assertThat(bookings.arrivals(SEAVIEW, By.MONTH).rows())
                .containsExactly(new Rows.Arrivals(
                        HOTEL,
                        "2026-03",
                        6,
                        3,
                        1,
                        1,
                        5,
                        36_500,
                        number("7300.00"),
                        number("1.2500"),
                        number("6.0000"),
                        number("0.333333")));
    }

    @Test
    void event_days_say_what_happened_on_each_business_date() {
        assertThat(bookings.eventDays(SEAVIEW, By.DAY).rows())
                .containsExactly(
                        new Rows.EventDays(
                                HOTEL, "2026-03-01", 3, 5, 40_000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 40_000),
                        new Rows.EventDays(
                                HOTEL, "2026-03-02", 2, 3, 22_500, 1, 2, 18_000, 0, 0, 0, 0, 0, 0, 2, 0, 1, 4_500),
                        new Rows.EventDays(HOTEL, "2026-03-03", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0),
                        new Rows.EventDays(HOTEL, "2026-03-04", 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0),
                        new Rows.EventDays(
                                HOTEL, "2026-03-05", 0, 0, 0, 0, 0, 0, 1, 1, 8_000, 0, 0, 0, 0, 0, -1, -8_000),
                        new Rows.EventDays(HOTEL, "2026-03-31", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0));
    }

    @Test
    void pickup_is_the_difference_of_two_moments() {
        var first = LocalDate.parse("2026-03-01");
        var second = LocalDate.parse("2026-03-02");
        var spring = new Scope(HOTEL, first, LocalDate.parse("2026-05-31"));
        assertThat(nights.pickup(spring, first, second, By.MONTH).rows())
                .containsExactly(
                        new Rows.Pickup(HOTEL, "2026-03", first, second, 5, 40_000, 5, 37_000, 2, 2, 0, -3_000),
                        new Rows.Pickup(HOTEL, "2026-04", first, second, 0, 0, 1, 7_500, 1, 0, 1, 7_500));
    }

    @Test
    void cash_is_told_by_purpose() {
        assertThat(money.cash(SEAVIEW, null).rows())
                .containsExactly(
                        new Rows.Cash(HOTEL, null, "EUR", "NO_SHOW_FEE", 1, 8_000, 0, 0, 8_000),
                        new Rows.Cash(HOTEL, null, "EUR", "PREPAYMENT", 1, 22_000, 1, 2_000, 20_000));
        assertThat(money.cash(SEAVIEW, By.DAY).rows())
                .extracting(Rows.Cash::period)
                .contains("2026-03-04");
    }

    @Test
    void statuses_are_counted_by_arrival() {
        assertThat(bookings.byStatus(SEAVIEW, null).rows())
                .contains(new Rows.Status(HOTEL, null, "EXPIRED", "EUR", 1, 1, 5_000))
                .contains(new Rows.Status(HOTEL, null, "CHECKED_OUT", "EUR", 3, 3, 22_000));
    }

    @Test
    void pages_of_a_list_hold_every_row_once() {
        var seen = new ArrayList<UUID>();
        String cursor = null;
        do {
            var page = lists.bookings(SEAVIEW, null, cursor, new Limit(2));
            page.rows().forEach(row -> seen.add(row.bookingId()));
            cursor = page.next();
        } while (cursor != null);
        assertThat(seen).hasSize(8).doesNotHaveDuplicates();
        assertThat(lists.bookings(SEAVIEW, "NO_SHOW", null, new Limit(200)).rows())
                .singleElement()
                .satisfies(dora -> assertThat(dora.feeMinor()).isEqualTo(8_000));
    }

    @Test
    void refusals_come_newest_first_and_page_by_page() {
        var first = lists.rejections(HOTEL, null, null, new Limit(1));
        assertThat(first.rows()).extracting(Lists.Rejection::code).containsExactly("price_changed");
        var second = lists.rejections(HOTEL, null, first.next(), new Limit(1));
        assertThat(second.rows()).extracting(Lists.Rejection::code).containsExactly("sold_out");
        assertThat(second.rows().getFirst().details()).containsEntry("night", "2026-03-05");
        assertThat(second.next()).isNull();
        assertThat(lists.rejections(HOTEL, "sold_out", null, new Limit(9)).rows())
                .hasSize(1);
    }

    @Test
    void payments_can_be_found_by_what_is_open() {
        var filter = new Money.PaymentFilter(HOTEL, null, null, true);
        assertThat(money.payments(filter, null, new Limit(9)).rows())
                .singleElement()
                .satisfies(odd -> {
                    assertThat(odd.attention()).isEqualTo("ask the bank");
                    assertThat(odd.state()).isEqualTo("NEEDS_ATTENTION");
                });
        var all = new Money.PaymentFilter(null, null, null, false);
        var first = money.payments(all, null, new Limit(2));
        var rest = money.payments(all, first.next(), new Limit(2));
        assertThat(first.rows()).hasSize(2);
        assertThat(rest.rows()).hasSize(1).doesNotContainAnyElementsOf(first.rows());
        assertThat(money.payment(id("p-anna")).rows()).singleElement().satisfies(payment -> {
            assertThat(payment.state()).isEqualTo("PARTIALLY_REFUNDED");
            assertThat(payment.changedAt()).isAfter("2026-01-01T00:00:00Z");
        });
    }

    @Test
    void every_answer_names_the_offsets_it_stands_on() {
        var answer = bookings.totals(null);
        assertThat(answer.asOf())
                .containsOnlyKeys("booking.events", "guest.profiles", "payment.events", "report.events");
        assertThat(answer.asOf().get("payment.events")).containsEntry(0, 7L);
        assertThat(answer.newestEventAt()).isNotNull();
    }

    @Test
    void questions_without_sense_are_refused_with_a_code() {
        assertCode("hotel_not_found", () -> bookings.totals("nowhere"));
        assertCode("hotel_not_found", () -> bookings.totals("\0"));
        assertCode("payment_not_found", () -> money.payment(id("no such payment")));
        assertCode("limit_out_of_range", () -> new Limit(1_000_000_000));
        assertCode("cursor_invalid", () -> lists.bookings(ALL, null, "Zm9yZ2Vk", new Limit(1)));
        assertCode("cursor_invalid", () -> lists.bookings(ALL, null, "%%%", new Limit(1)));
        var day = LocalDate.parse("2026-03-02");
        assertCode("range_invalid", () -> new Scope(null, day, day.minusDays(1)));
        assertCode("range_invalid", () -> new Scope(null, day, day.plusYears(20)));
        assertCode("date_out_of_range", () -> new Scope(null, LocalDate.MAX, null));
        assertCode("rooms_out_of_range", () -> nights.kpi(ALL, By.DAY, NightReports.Base.PHYSICAL, -1));
    }

    private static void assertCode(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ReportException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void rows_of_hotels_do_not_mix() {
        assertThat(List.of(
                        bookings.byStatus(SEAVIEW, null).rows().stream()
                                .allMatch(r -> r.hotelId().equals(HOTEL)),
                        nights.nights(SEAVIEW, By.DAY).rows().stream()
                                .allMatch(r -> r.hotelId().equals(HOTEL)),
                        nights.kpi(SEAVIEW, By.DAY, NightReports.Base.PHYSICAL, null).rows().stream()
                                .allMatch(r -> r.hotelId().equals(HOTEL))))
                .doesNotContain(false);
    }
}

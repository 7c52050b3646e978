package io.staylog.reporting.report.daily;

import static io.staylog.reporting.testing.Events.*;
import static io.staylog.reporting.testing.MoneyEvents.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.reporting.projection.ProjectorFixture;
import io.staylog.reporting.report.Snapshots;
import io.staylog.reporting.report.daily.DailyReport.LedgerRoll;
import io.staylog.reporting.report.daily.DailyReport.OpenBalances;
import io.staylog.reporting.report.daily.DailyReport.Outlook;
import io.staylog.reporting.report.daily.DailyReport.OverbookedNight;
import io.staylog.reporting.testing.Log;
import io.staylog.schemas.booking.ChargeKind;
import io.staylog.schemas.common.RoomStay;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.PaymentPurpose;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A hotel of four rooms whose daily reports were worked out by hand: two days of March 2025, three of March 2026. */
class DailyReportsTest {
    private static RegistryDouble registry;
    private static ProjectorFixture projection;
    private static DailyReports reports;

    @BeforeAll
    static void aSmallHotel() throws IOException {
        registry = RegistryDouble.withOurSchemas();
        var log = new Log(new SchemaRegistry(registry.url()));
        projection = new ProjectorFixture(new SchemaRegistry(registry.url()));
        log.add(hotel(HOTEL, "2025-03-02"), roomType(HOTEL, "DBL", 4));
        lastYear(log);
        thisYear(log);
        // In batches of three, so that steps of one booking lie in different ones.
        projection.project(log.records(), 3);
        reports = new DailyReports(Snapshots.of(projection));
    }

    private static void lastYear(Log log) {
        log.add(
                booked("otto", "2025-03-02", stay(1, "2025-03-02", 5_000, 5_000)),
                arrived("otto", 2, "2025-03-02"),
                closed(HOTEL, "2025-03-02"),
                closed(HOTEL, "2025-03-03"),
                left("otto", 3, "2025-03-04"),
                booked("past", "2025-03-04", stay(1, "2025-03-06", 3_000)));
        for (var date = LocalDate.parse("2025-03-04");
                date.isBefore(LocalDate.parse("2026-03-01"));
                date = date.plusDays(1)) {
            log.add(closed(HOTEL, date.toString()));
        }
    }

    private static void thisYear(Log log) {
        log.add(
                booked("anna", "2026-03-01", taxed(1, "2026-03-01", 10_000, 12_000, 11_000)),
                booked("bela", "2026-03-01", single(stay(1, "2026-03-01", 0, 0))),
                booked("cara", "2026-03-01", stay(1, "2026-03-02", 9_000)),
                held("emil", "2026-03-01", stay(1, "2026-03-03", 5_000)),
                rejected("first", "sold_out", "full"),
                arrived("anna", 2, "2026-03-01"),
                arrived("bela", 2, "2026-03-01"),
                closed(HOTEL, "2026-03-01"),
                // 2 March: the report that is looked at.
                confirmed("emil", 2, "2026-03-02"),
                cancelled("cara", 2, "2026-03-02", 4_500),
                booked("dora", "2026-03-02", stay(1, "2026-03-02", 8_000, 8_000), stay(2, "2026-03-02", 7_000, 7_000)),
                noShow("dora", 2, "2026-03-02", 8_000),
                booked("gina", "2026-03-02", stay(1, "2026-03-02")),
                arrived("gina", 2, "2026-03-02"),
                left("gina", 3, "2026-03-02"),
                charged("anna", 3, "2026-03-02", ChargeKind.FOOD_AND_BEVERAGE, 2_460, 460, 2300),
                charged("anna", 4, "2026-03-02", ChargeKind.PARKING, 1_000, 0, 0),
                charged("anna", 5, "2026-03-02", ChargeKind.CITY_TAX, 400, 0, 0),
                modified("bela", 3, "2026-03-02", single(stay(1, "2026-03-01", 0, 0, 6_000))),
                held("hugo", "2026-03-02", stay(1, "2026-03-09", 5_000)),
                expired("hugo", 2, "2026-03-02"),
                initiated("p", PaymentPurpose.STAY_BALANCE, 1_000, "2026-03-02"),
                started("p", 2, BankOperation.AUTHORIZE, 1, false, null),
                unknownAttempt("p", 3, 1),
                closed(HOTEL, "2026-03-02"),
                // 3 March undoes things; 2 March must not know.
                reinstated("cara", 3, "2026-03-03"),
                leftEarly("anna", 6, "2026-03-03", 1_500, taxed(1, "2026-03-01", 10_000, 12_000)),
                resolved("p", 4));
    }

    private static RoomStay single(RoomStay stay) {
        return RoomStay.newBuilder(stay).setAdults(1).build();
    }

    @AfterAll
    static void close() {
        projection.close();
        registry.close();
    }

    private static DailyReport secondOfMarch() {
        return reports.of(HOTEL, LocalDate.parse("2026-03-02"));
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    @Test
    void rooms_sold_are_paid_ones_and_complimentary_guests_are_in_the_house_all_the_same() {
        var rooms = secondOfMarch().rooms();
        // Anna pays, Bela does not; Otto was there on 2 and 3 March last year, 3 March being the same weekday.
        assertThat(rooms.sold()).isEqualTo(new Figure(1, 1, 2, 1, number("100.00"), 2, 1, number("100.00")));
        assertThat(rooms.complimentary()).isEqualTo(new Figure(1, 0, 2, 0, null, 2, 0, null));
        assertThat(rooms.occupied().today()).isEqualTo(2);
        assertThat(rooms.guests().today()).isEqualTo(3);
        assertThat(rooms.oneGuest().today()).isOne();
        assertThat(rooms.moreGuests().today()).isOne();
        assertThat(rooms.dayUse().today()).isOne();
        assertThat(rooms.inHotel().today()).isEqualTo(4);
        assertThat(rooms.inHotel().mtd()).isEqualTo(8);
        assertThat(rooms.occupancyPct().today()).isEqualTo("25.00");
        assertThat(rooms.occupancyWithCompPct().today()).isEqualTo("50.00");
    }

    @Test
    void revenue_keeps_fees_charges_and_taxes_apart() {
        var revenue = secondOfMarch().revenue();
        assertThat(revenue.stays().today()).isEqualTo(10_800);
        assertThat(revenue.noShowFees().today()).isEqualTo(8_000);
        assertThat(revenue.rooms().today()).isEqualTo(18_800);
        assertThat(revenue.cancellationFees().today()).isEqualTo(4_500);
        assertThat(revenue.foodAndBeverage().today()).isEqualTo(2_000);
        assertThat(revenue.other().today()).isEqualTo(1_000);
        assertThat(revenue.net().today()).isEqualTo(26_300);
        assertThat(revenue.tax().today()).isEqualTo(1_200 + 460 + 400);
        assertThat(revenue.gross().today()).isEqualTo(28_360);
        assertThat(revenue.stays().mtd()).isEqualTo(9_000 + 10_800);
        assertThat(revenue.stays().lastYear()).isEqualTo(5_000);
        assertThat(revenue.adrMinor().today()).isEqualTo("18800.00");
        assertThat(revenue.adrHotelMinor().today()).isEqualTo("10800.00");
        assertThat(revenue.adrHotelMinor().mtd()).isEqualTo("9900.00");
        assertThat(revenue.adrHotelMinor().mtdVarPct()).isEqualTo("98.00");
        assertThat(revenue.revparMinor().today()).isEqualTo("4700.00");
        assertThat(revenue.trevparMinor().today()).isEqualTo("6575.00");
    }

    @Test
    void movements_count_rooms() {
        var movements = secondOfMarch().movements();
        assertThat(movements.arrivals().today()).isOne();
        assertThat(movements.departures().today()).isOne();
        assertThat(movements.stayovers().today()).isEqualTo(2);
        assertThat(movements.noShows().today()).isEqualTo(2);
        assertThat(movements.extendedStays().today()).isOne();
        assertThat(movements.earlyDepartures().today()).isZero();
        assertThat(movements.lateCancellations().today()).isZero();
        assertThat(movements.arrivals().mtd()).isEqualTo(3);
    }

    @Test
    void sales_are_of_the_date_on_which_a_booking_became_more_than_a_hold() {
        var sales = secondOfMarch().sales();
        // Emil (held the day before), Dora with two rooms, Gina by day.
        assertThat(sales.bookings().today()).isEqualTo(3);
        assertThat(sales.roomNights().today()).isEqualTo(5);
        assertThat(sales.valueMinor().today()).isEqualTo(35_000);
        assertThat(sales.cancellations().today()).isOne();
        assertThat(sales.cancelledRoomNights().today()).isOne();
        // Emil +1, Bela +1, Cara -1; Dora came and went.
        assertThat(sales.pickupNights().today()).isOne();
        assertThat(sales.pickupMinor().today()).isEqualTo(5_000 + 6_000 - 9_000);
        assertThat(sales.holdsMade().today()).isOne();
        assertThat(sales.holdsExpired().today()).isOne();
        assertThat(sales.bookings().mtd()).isEqualTo(6);
    }

    @Test
    void what_was_undone_later_is_not_undone_in_the_report_of_that_date() {
        var third = reports.of(HOTEL, LocalDate.parse("2026-03-03"));
        assertThat(third.isClosed()).isFalse();
        assertThat(third.sales().cancellations().mtd()).isOne();
        assertThat(third.sales().reinstatements().today()).isOne();
        assertThat(third.revenue().cancellationFees().today()).isEqualTo(-4_500);
        assertThat(third.revenue().cancellationFees().mtd()).isZero();
        assertThat(third.revenue().earlyDepartureFees().today()).isEqualTo(1_500);
        assertThat(third.movements().earlyDepartures().today()).isOne();
        // Anna's third night is gone from the third of March on, and was on the books before.
        assertThat(secondOfMarch().outlook().getFirst().nights()).isEqualTo(3);
        assertThat(secondOfMarch().isClosed()).isTrue();
    }

    @Test
    void the_outlook_compares_with_earlier_dates_and_with_the_same_weekdays_last_year() {
        // Tomorrow: Anna, Bela (who stays longer) and Emil; before, only Anna. On 3 March 2025 nobody had booked 4
        // March.
        assertThat(secondOfMarch().outlook().getFirst())
                .isEqualTo(new Outlook(
                        1,
                        LocalDate.parse("2026-03-03"),
                        LocalDate.parse("2026-03-03"),
                        3,
                        9_900 + 6_000 + 5_000,
                        4,
                        number("75.00"),
                        number("6966.67"),
                        2,
                        11_000,
                        3,
                        20_900,
                        0,
                        0,
                        null,
                        null));
        assertThat(secondOfMarch().nextNights()).hasSize(14);
        // On 4 March 2025 the night of 6 March was booked; 364 days later it is the night of 5 March.
        assertThat(reports.of(HOTEL, LocalDate.parse("2026-03-03"))
                        .outlook()
                        .get(1)
                        .lastYearNights())
                .isOne();
    }

    @Test
    void turnaways_are_told_by_reason() {
        var first = reports.of(HOTEL, LocalDate.parse("2026-03-01"));
        assertThat(first.sales().turnaways())
                .extracting(DailyReport.Turnaway::code, t -> t.requests().today())
                .containsExactly(org.assertj.core.api.Assertions.tuple("sold_out", 1L));
    }

    @Test
    void ledgers_roll_from_the_opening_to_the_closing_balance() {
        var ledgers = secondOfMarch().ledgers().stream()
                .filter(roll -> roll.window().equals("TODAY"))
                .toList();
        assertThat(ledgers)
                .containsExactly(
                        new LedgerRoll("DEPOSIT", "TODAY", 0, 0, 0, 0, 0),
                        new LedgerRoll("GUEST", "TODAY", 10_000, 12_000 + 3_860, 0, 0, 25_860),
                        new LedgerRoll("RECEIVABLE", "TODAY", 10_000, 12_500, 0, 0, 22_500));
        assertThat(secondOfMarch().payments().openBalances()).isEqualTo(new OpenBalances(3, 22_500, 0, 0));
    }

    @Test
    void an_unknown_payment_was_unknown_at_the_end_of_its_date_whatever_is_known_now() {
        assertThat(secondOfMarch().exceptions().unknownPayments()).isOne();
        assertThat(secondOfMarch().exceptions().oldestUnknownAt()).isNotNull();
        assertThat(reports.of(HOTEL, LocalDate.parse("2026-03-03")).exceptions().unknownPayments())
                .isZero();
    }

    @Test
    void channels_and_segments_add_up_to_the_whole() {
        var report = secondOfMarch();
        assertThat(report.channels()).extracting(DailyReport.Share::key).containsExactly("OTA");
        assertThat(report.segments()).extracting(DailyReport.Share::key).containsExactly("TRANSIENT");
        assertThat(report.channels().getFirst().nights())
                .isEqualTo(report.rooms().occupied());
        assertThat(report.roomTypes().getFirst().revenueMinor())
                .isEqualTo(report.revenue().stays());
        assertThat(report.ratePlans().getFirst().key()).isEqualTo("FLEX");
    }

    @Test
    void lines_have_every_figure_once() {
        var lines = DailyLines.of(secondOfMarch());
        assertThat(lines).extracting(line -> line.section() + line.figure()).doesNotHaveDuplicates();
        assertThat(lines)
                .filteredOn(line -> line.figure().equals("occupancyPct"))
                .first()
                .extracting(DailyLines.Line::today)
                .isEqualTo(number("25.00"));
    }

    @Test
    void a_date_that_the_hotel_has_not_had_is_refused_by_name() {
        assertThatThrownBy(() -> reports.of(HOTEL, LocalDate.parse("2026-03-04")))
                .hasMessage("The hotel has business dates from 2025-03-02 to 2026-03-03.");
        assertThatThrownBy(() -> reports.of("nowhere", null)).hasMessageContaining("hotel");
    }

    @Test
    void overbooked_nights_name_the_class_and_by_how_many() {
        assertThat(secondOfMarch().exceptions().overbooked()).isEqualTo(List.<OverbookedNight>of());
    }
}

package io.staylog.reporting.report;

import static io.staylog.reporting.testing.Events.*;
import static io.staylog.reporting.testing.MoneyEvents.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.staylog.reporting.projection.ProjectorFixture;
import io.staylog.reporting.report.Behaviour.Basis;
import io.staylog.reporting.testing.Log;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.common.Channel;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.DisputeStage;
import io.staylog.schemas.payment.PaymentAuthorized;
import io.staylog.schemas.payment.PaymentCaptured;
import io.staylog.schemas.payment.PaymentDeclined;
import io.staylog.schemas.payment.PaymentPurpose;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Key figures of a small hotel, worked out by hand. */
class KeyFiguresTest {
    private static final Scope SEAVIEW = new Scope(HOTEL, null, null);
    private static RegistryDouble registry;
    private static ProjectorFixture projection;
    private static Snapshot snapshot;

    @BeforeAll
    static void aSmallHotel() throws IOException {
        registry = RegistryDouble.withOurSchemas();
        var log = new Log(new SchemaRegistry(registry.url()));
        projection = new ProjectorFixture(new SchemaRegistry(registry.url()));
        log.add(hotel(HOTEL, "2026-03-01"), roomType(HOTEL, "DBL", 5));
        log.add(
                booked("anna", "2026-03-01", stay(1, "2026-03-03", 10_000, 10_000)),
                through(Channel.CORPORATE, booked("bela", "2026-03-01", stay(1, "2026-03-03", 8_000))),
                booked("cara", "2026-03-01", stay(1, "2026-03-05", 9_000, 9_000, 9_000)),
                booked("dora", "2026-03-01", stay(1, "2026-03-01", 7_000)),
                held("emil", "2026-03-01", stay(1, "2026-03-04", 5_000)),
                rejected("one", "sold_out", "full"),
                rejected("two", "sold_out", "full"),
                rejected("three", "stop_sell", "closed"),
                noShow("dora", 2, "2026-03-01", 7_000),
                closed(HOTEL, "2026-03-01"),
                confirmed("emil", 2, "2026-03-02"),
                cancelled("cara", 2, "2026-03-02", 0),
                modified("bela", 2, "2026-03-02", stay(1, "2026-03-03", 8_000, 8_000)),
                closed(HOTEL, "2026-03-02"),
                arrived("anna", 2, "2026-03-03"),
                arrived("bela", 3, "2026-03-03"),
                closed(HOTEL, "2026-03-03"),
                booked("gina", "2026-03-04", stay(1, "2026-03-04")),
                arrived("gina", 2, "2026-03-04"),
                left("gina", 3, "2026-03-04"),
                closed(HOTEL, "2026-03-04"),
                left("anna", 3, "2026-03-05"));
        payments(log);
        projection.project(log.records(), 4);
        snapshot = Snapshots.of(projection);
    }

    private static void payments(Log log) {
        log.add(
                initiated("good", PaymentPurpose.STAY_BALANCE, 20_000, "2026-03-05"),
                started("good", 2, BankOperation.AUTHORIZE, 1, false, null),
                PaymentAuthorized.newBuilder(authorized("good", 3, 20_000))
                        .setAttemptNo(1)
                        .build(),
                started("good", 4, BankOperation.CAPTURE, 2, false, null),
                PaymentCaptured.newBuilder(captured("good", 5, PaymentPurpose.STAY_BALANCE, 20_000, "2026-03-05"))
                        .setAttemptNo(2)
                        .build(),
                refunded("good", 6, PaymentPurpose.STAY_BALANCE, 5_000, "2026-03-05"),
                disputed("good", 7, DisputeStage.CHARGEBACK, 1_000, "2026-03-05"),
                initiated("bad", PaymentPurpose.STAY_BALANCE, 1_000, "2026-03-05"),
                started("bad", 2, BankOperation.AUTHORIZE, 1, false, null),
                PaymentDeclined.newBuilder(declined("bad", 3, BankOperation.AUTHORIZE))
                        .setAttemptNo(1)
                        .build(),
                started("bad", 4, BankOperation.AUTHORIZE, 2, false, null),
                unknownAttempt("bad", 5, 2));
    }

    private static BookingConfirmed through(Channel channel, BookingConfirmed booking) {
        booking.getTerms().put("channel", channel);
        return booking;
    }

    @AfterAll
    static void close() {
        projection.close();
        registry.close();
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    private static LocalDate date(String text) {
        return LocalDate.parse(text);
    }

    @Test
    void on_the_books_is_what_was_secured_by_then_and_not_lost_yet() {
        var books = new Books(snapshot);
        // On the evening of 1 March: Anna 2, Bela 1, Cara 3; Emil is only held, Dora has not come.
        assertThat(books.onTheBooks(SEAVIEW, date("2026-03-01"), null, null).rows())
                .extracting(Books.OnTheBooks::nights, Books.OnTheBooks::revenueMinor, Books.OnTheBooks::pickup1Nights)
                .containsExactly(tuple(6L, 55_000L, 6L));
        // A day later: Anna 2, Bela 2, Emil 1.
        assertThat(books.onTheBooks(SEAVIEW, date("2026-03-02"), null, null).rows())
                .extracting(
                        Books.OnTheBooks::nights,
                        Books.OnTheBooks::revenueMinor,
                        Books.OnTheBooks::pickup1Nights,
                        Books.OnTheBooks::pickup7Nights,
                        Books.OnTheBooks::pickup28Minor)
                .containsExactly(tuple(5L, 41_000L, -1L, 5L, 41_000L));
        assertThat(books.onTheBooks(SEAVIEW, date("2026-03-02"), By.DAY, Per.SEGMENT)
                        .rows())
                .extracting(Books.OnTheBooks::period, Books.OnTheBooks::key, Books.OnTheBooks::nights)
                .containsExactly(
                        tuple("2026-03-03", "CORPORATE", 1L),
                        tuple("2026-03-03", "TRANSIENT", 1L),
                        tuple("2026-03-04", "CORPORATE", 1L),
                        tuple("2026-03-04", "TRANSIENT", 2L),
                        tuple("2026-03-05", "TRANSIENT", 0L),
                        tuple("2026-03-06", "TRANSIENT", 0L),
                        tuple("2026-03-07", "TRANSIENT", 0L));
    }

    @Test
    void last_year_is_364_days_before() {
        var next = new Scope(HOTEL, date("2027-03-02"), date("2027-03-03"));
        // 2 and 3 March 2027 are the weekdays of 3 and 4 March 2026; the books are those of 1 March 2026.
        assertThat(new Books(snapshot)
                        .onTheBooks(next, date("2027-02-28"), null, null)
                        .rows())
                .extracting(
                        Books.OnTheBooks::nights,
                        Books.OnTheBooks::lastYearNights,
                        Books.OnTheBooks::lastYearRevenueMinor,
                        Books.OnTheBooks::nightsVarPct)
                .containsExactly(tuple(0L, 3L, 28_000L, number("-100.00")));
    }

    @Test
    void performance_by_room_class_has_the_supply_of_the_class_and_by_channel_that_of_the_hotel() {
        var performance = new Performance(snapshot);
        var march3 = new Scope(HOTEL, date("2026-03-03"), date("2026-03-03"));
        assertThat(performance.sold(march3, null, By.DAY, Per.CHANNEL).rows())
                .containsExactly(
                        new Performance.Sold(
                                HOTEL,
                                "2026-03-03",
                                "CORPORATE",
                                5,
                                1,
                                0,
                                2,
                                8_000,
                                number("20.00"),
                                number("8000.00"),
                                number("1600.00")),
                        new Performance.Sold(
                                HOTEL,
                                "2026-03-03",
                                "OTA",
                                5,
                                1,
                                0,
                                2,
                                10_000,
                                number("20.00"),
                                number("10000.00"),
                                number("2000.00")));
        assertThat(performance.sold(march3, null, By.DAY, Per.ROOM_TYPE).rows())
                .extracting(Performance.Sold::key, Performance.Sold::roomsSold, Performance.Sold::occupancyPct)
                .containsExactly(tuple("DBL", 2L, number("40.00")));
        // Nobody had come by the evening of the day before.
        assertThat(performance
                        .sold(march3, date("2026-03-02"), By.DAY, Per.CHANNEL)
                        .rows())
                .isEmpty();
    }

    @Test
    void cancellations_are_counted_in_bookings_and_in_room_nights() {
        var behaviour = new Behaviour(snapshot);
        // Six were secured; Cara's three of nine nights were cancelled, Dora did not come, three arrived.
        assertThat(behaviour.cancellations(SEAVIEW, null, Basis.BOOKED).rows())
                .containsExactly(new Behaviour.Cancellations(
                        HOTEL,
                        null,
                        6,
                        1,
                        0,
                        1,
                        3,
                        9,
                        3,
                        1,
                        27_000,
                        number("16.67"),
                        number("33.33"),
                        number("25.00")));
        assertThat(behaviour
                        .cancellations(new Scope(HOTEL, date("2026-03-05"), date("2026-03-05")), By.DAY, Basis.ARRIVAL)
                        .rows())
                .extracting(Behaviour.Cancellations::bookings, Behaviour.Cancellations::cancellationPct)
                .containsExactly(tuple(1L, number("100.00")));
    }

    @Test
    void lead_times_have_mean_median_and_spread() {
        // Days before arrival: Dora 0, Gina 0, Anna 2, Bela 2, Emil 3, Cara 4.
        assertThat(new Behaviour(snapshot)
                        .leadTimes(SEAVIEW, null, Basis.BOOKED)
                        .rows())
                .containsExactly(new Behaviour.LeadTimes(
                        HOTEL, null, 6, number("1.83"), number("2.00"), 2, 3, 1, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void lengths_of_stay_are_of_guests_who_left() {
        assertThat(new Behaviour(snapshot).lengthsOfStay(SEAVIEW, null).rows())
                .containsExactly(new Behaviour.LengthsOfStay(HOTEL, null, 2, 1, 2, number("1.00")));
    }

    @Test
    void turnaways_name_reason_and_night() {
        assertThat(new Behaviour(snapshot).turnaways(SEAVIEW, By.DAY).rows())
                .containsExactly(
                        new Behaviour.Turnaways(HOTEL, "2026-03-01", "sold_out", date("2026-03-05"), 2),
                        new Behaviour.Turnaways(HOTEL, "2026-03-01", "stop_sell", date("2026-03-05"), 1));
    }

    @Test
    void payments_are_healthy_as_far_as_the_bank_says_yes() {
        var health = new PaymentHealth(snapshot).health(SEAVIEW, null).rows().getFirst();
        assertThat(health.tries()).isEqualTo(4);
        assertThat(health.approved()).isEqualTo(2);
        assertThat(health.declined()).isOne();
        assertThat(health.unknown()).isOne();
        assertThat(health.oldestUnknownAt()).isNotNull();
        assertThat(health.authRatePct()).isEqualTo("66.67");
        assertThat(health.captureLagHoursMean()).isEqualTo("0.00");
        assertThat(health.refundRatePct()).isEqualTo("25.00");
        assertThat(health.chargebacks()).isOne();
        assertThat(health.chargebackRatioPct()).isEqualTo("100.00");
        assertThat(new PaymentHealth(snapshot).declines(SEAVIEW, null).rows())
                .containsExactly(new PaymentHealth.Declines(
                        HOTEL, null, "AUTHORIZE", "insufficient_funds", "SOFT", 1, number("100.00")));
    }

    @Test
    void ledgers_roll_forward_to_what_the_accounts_hold() {
        var rolls = new PaymentHealth(snapshot).rollForward(SEAVIEW, By.DAY).rows();
        var balances = new Ledger(snapshot).trialBalance(SEAVIEW, By.DAY).rows();
        assertThat(rolls).isNotEmpty();
        for (var roll : rolls) {
            assertThat(balances)
                    .filteredOn(
                            b -> b.account().equals(roll.ledger()) && b.period().equals(roll.period()))
                    .allSatisfy(b -> {
                        assertThat(roll.openingMinor()).isEqualTo(b.openingMinor());
                        assertThat(roll.closingMinor()).isEqualTo(b.closingMinor());
                    });
        }
        // Two nights of Anna and one of Bela were posted by the audits, and Anna owed hers when she left.
        assertThat(rolls)
                .filteredOn(roll ->
                        roll.period().equals("2026-03-04") && roll.ledger().equals("GUEST"))
                .extracting(PaymentHealth.RollForward::openingMinor, PaymentHealth.RollForward::closingMinor)
                .containsExactly(tuple(18_000L, 36_000L));
        assertThat(rolls)
                .filteredOn(roll ->
                        roll.period().equals("2026-03-05") && roll.ledger().equals("GUEST"))
                .extracting(PaymentHealth.RollForward::transfersMinor, PaymentHealth.RollForward::closingMinor)
                .containsExactly(tuple(-20_000L, 16_000L));
    }

    @Test
    void what_cannot_be_a_night_is_none() {
        projection.jdbc.update(
                "insert into projection.rejection select topic, partition, event_offset + 1000, hotel_id,"
                        + " request_id, booking_id, payment_id, date '2026-03-02', request_type, code, message, retriable,"
                        + " '{\"night\":\"2026-02-31\"}'::jsonb, at from projection.rejection limit 1");
        var second = new Scope(HOTEL, date("2026-03-02"), date("2026-03-02"));
        assertThat(new Behaviour(snapshot).turnaways(second, null).rows())
                .extracting(Behaviour.Turnaways::night)
                .containsExactly((LocalDate) null);
        projection.jdbc.update("delete from projection.rejection where business_date = date '2026-03-02'");
    }
}

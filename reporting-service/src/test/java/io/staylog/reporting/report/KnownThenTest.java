package io.staylog.reporting.report;

import static io.staylog.reporting.testing.Events.*;
import static io.staylog.reporting.testing.MoneyEvents.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.staylog.reporting.projection.ProjectorFixture;
import io.staylog.reporting.report.Behaviour.Basis;
import io.staylog.reporting.report.daily.DailyReport;
import io.staylog.reporting.report.daily.DailyReportsOf;
import io.staylog.reporting.testing.Log;
import io.staylog.schemas.booking.RequestRejected;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.DisputeStage;
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

/**
 * Three days of a hotel on which almost everything is said otherwise a day later: each figure as of a date before and after
 * that, worked out by hand.
 */
class KnownThenTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-03-01");
    private static final LocalDate SECOND = LocalDate.parse("2026-03-02");
    private static final LocalDate THIRD = LocalDate.parse("2026-03-03");
    private static RegistryDouble registry;
    private static ProjectorFixture projection;
    private static Snapshot snapshot;

    @BeforeAll
    static void threeDays() throws IOException {
        registry = RegistryDouble.withOurSchemas();
        var log = new Log(new SchemaRegistry(registry.url()));
        projection = new ProjectorFixture(new SchemaRegistry(registry.url()));
        log.add(hotel(HOTEL, "2026-03-01"), roomType(HOTEL, "DBL", 4));
        first(log);
        second(log);
        log.add(
                left("bela", 3, "2026-03-03"),
                reinstated("anna", 3, "2026-03-03"),
                noShow("anna", 4, "2026-03-03", 0),
                confirmed("dora", 2, "2026-03-03"));
        // In small batches, so that what is said first and what is said then lie in different ones, and in the same.
        projection.project(log.records(), 5);
        snapshot = Snapshots.of(projection);
    }

    private static void first(Log log) {
        log.add(
                booked("anna", "2026-03-01", stay(1, "2026-03-03", 10_000, 10_000)),
                booked("bela", "2026-03-01", stay(1, "2026-03-02", 8_000)),
                booked("cara", "2026-03-01", stay(1, "2026-03-05", 9_000)),
                held("dora", "2026-03-01", stay(1, "2026-03-04", 5_000)),
                rejected("one", "sold_out", "full"),
                outOfOrder(HOTEL, "DBL", "2026-03-03", "2026-03-06", 1),
                initiated("p", PaymentPurpose.STAY_BALANCE, 1_000, "2026-03-01"),
                started("p", 2, BankOperation.AUTHORIZE, 1, false, null),
                unknownAttempt("p", 3, 1),
                attention("p", 4),
                initiated("d", PaymentPurpose.STAY_BALANCE, 2_000, "2026-03-01"),
                captured("d", 2, PaymentPurpose.STAY_BALANCE, 2_000, "2026-03-01"),
                disputed("d", 3, DisputeStage.CHARGEBACK, 2_000, "2026-03-01"),
                closed(HOTEL, "2026-03-01"));
    }

    private static void second(Log log) {
        log.add(
                modified("cara", 2, "2026-03-02", stay(1, "2026-03-08", 9_000, 9_000)),
                cancelled("anna", 2, "2026-03-02", 0),
                arrived("bela", 2, "2026-03-02"),
                RequestRejected.newBuilder(rejected("two", "sold_out", "full"))
                        .setBusinessDate(SECOND)
                        .build(),
                outOfOrder(HOTEL, "DBL", "2026-03-03", "2026-03-06", 0),
                inventory(HOTEL, "DBL", "2026-03-10", "2026-03-12", 3),
                roomType(HOTEL, "DBL", 6),
                resolved("p", 5),
                declined("p", 6, BankOperation.AUTHORIZE),
                acted("p", 7, "AttentionAcknowledged"),
                won("d", 4, 2_000),
                closed(HOTEL, "2026-03-02"));
    }

    @AfterAll
    static void close() {
        projection.close();
        registry.close();
    }

    private static Scope all(LocalDate on) {
        return new Scope(HOTEL, null, null).at(on);
    }

    private static Scope on(String date, LocalDate on) {
        return new Scope(HOTEL, LocalDate.parse(date), LocalDate.parse(date)).at(on);
    }

    private static DailyReport daily(LocalDate date) {
        return DailyReportsOf.snapshot(snapshot).of(HOTEL, date);
    }

    private static Behaviour.Cancellations cancellations(LocalDate on) {
        return new Behaviour(snapshot)
                .cancellations(all(on), null, Basis.BOOKED)
                .rows()
                .getFirst();
    }

    @Test
    void cancellations_and_no_shows_are_those_of_then() {
        assertThat(List.of(cancellations(FIRST), cancellations(SECOND), cancellations(THIRD)))
                .extracting(
                        Behaviour.Cancellations::bookings,
                        Behaviour.Cancellations::cancelled,
                        Behaviour.Cancellations::noShow,
                        Behaviour.Cancellations::arrived,
                        Behaviour.Cancellations::roomNights,
                        Behaviour.Cancellations::cancelledGrossMinor)
                .containsExactly(
                        // Dora is only held; Cara has one night.
                        tuple(3L, 0L, 0L, 0L, 4L, 0L),
                        tuple(3L, 1L, 0L, 1L, 5L, 20_000L),
                        // Anna was on the books again and did not come.
                        tuple(4L, 0L, 1L, 1L, 6L, 0L));
        assertThat(cancellations(null)).isEqualTo(cancellations(THIRD));
    }

    @Test
    void a_booking_counts_at_the_arrival_that_it_had_then() {
        assertThat(arrivals("2026-03-05", FIRST)).isOne();
        assertThat(arrivals("2026-03-05", SECOND)).isZero();
        assertThat(arrivals("2026-03-08", FIRST)).isZero();
        assertThat(arrivals("2026-03-08", SECOND)).isOne();
        assertThat(arrivals("2026-03-03", SECOND)).isOne();
    }

    private static long arrivals(String date, LocalDate on) {
        return new Behaviour(snapshot)
                .cancellations(on(date, on), null, Basis.ARRIVAL).rows().stream()
                        .mapToLong(Behaviour.Cancellations::bookings)
                        .sum();
    }

    @Test
    void lead_times_and_lengths_of_stay_are_those_of_then() {
        assertThat(meanLead(FIRST)).isEqualTo("2.33");
        assertThat(meanLead(SECOND)).isEqualTo("3.33");
        assertThat(meanLead(THIRD)).isEqualTo("3.25");
        assertThat(new Behaviour(snapshot).lengthsOfStay(all(SECOND), null).rows())
                .isEmpty();
        assertThat(new Behaviour(snapshot).lengthsOfStay(all(THIRD), null).rows())
                .extracting(Behaviour.LengthsOfStay::stays, Behaviour.LengthsOfStay::roomNights)
                .containsExactly(tuple(1L, 1L));
    }

    private static BigDecimal meanLead(LocalDate on) {
        return new Behaviour(snapshot)
                .leadTimes(all(on), null, Basis.BOOKED)
                .rows()
                .getFirst()
                .leadDaysMean();
    }

    @Test
    void turnaways_of_later_dates_are_not_known() {
        assertThat(turnaways(FIRST)).isOne();
        assertThat(turnaways(SECOND)).isEqualTo(2);
    }

    private static long turnaways(LocalDate on) {
        return new Behaviour(snapshot)
                .turnaways(all(on), null).rows().stream()
                        .mapToLong(Behaviour.Turnaways::requests)
                        .sum();
    }

    @Test
    void a_payment_is_unknown_until_the_date_on_which_the_bank_has_declined_it() {
        var health = new PaymentHealth(snapshot);
        assertThat(List.of(
                        health.health(all(FIRST), null).rows().getFirst(),
                        health.health(all(SECOND), null).rows().getFirst()))
                .extracting(
                        PaymentHealth.Health::tries,
                        PaymentHealth.Health::unknown,
                        PaymentHealth.Health::declined,
                        PaymentHealth.Health::chargebacks)
                .containsExactly(tuple(1L, 1L, 0L, 1L), tuple(1L, 0L, 1L, 1L));
        assertThat(health.health(all(null), null).rows())
                .isEqualTo(health.health(all(SECOND), null).rows());
        assertThat(health.declines(all(FIRST), null).rows()).isEmpty();
        assertThat(health.declines(all(SECOND), null).rows())
                .extracting(PaymentHealth.Declines::code, PaymentHealth.Declines::declined)
                .containsExactly(tuple("insufficient_funds", 1L));
        assertThat(daily(FIRST).exceptions().unknownPayments()).isOne();
        assertThat(daily(SECOND).exceptions().unknownPayments()).isZero();
    }

    @Test
    void ledgers_know_nothing_of_later_dates() {
        var first = new PaymentHealth(snapshot).rollForward(all(FIRST), null).rows();
        var second = new PaymentHealth(snapshot).rollForward(all(THIRD), null).rows();
        assertThat(first).isNotEqualTo(second);
        assertThat(first)
                .isEqualTo(new PaymentHealth(snapshot)
                        .rollForward(new Scope(HOTEL, null, FIRST), null)
                        .rows());
    }

    @Test
    void a_person_is_called_until_it_is_settled() {
        var care = new Care(snapshot);
        assertThat(care.attention(HOTEL, FIRST).rows())
                .extracting(Care.Attention::paymentId, Care.Attention::operation, Care.Attention::reason)
                .containsExactly(tuple(id("p"), "AUTHORIZE", "ask the bank"));
        assertThat(care.attention(HOTEL, SECOND).rows()).isEmpty();
        assertThat(care.attention(HOTEL, null).rows()).isEmpty();
        assertThat(daily(FIRST).payments().attention()).isOne();
        assertThat(daily(SECOND).payments().attention()).isZero();
    }

    @Test
    void a_dispute_is_open_until_the_date_on_which_it_was_decided() {
        var care = new Care(snapshot);
        assertThat(care.disputes(all(FIRST), false).rows())
                .extracting(Care.Dispute::disputeId, Care.Dispute::status)
                .containsExactly(tuple("dp-d", "OPEN"));
        assertThat(care.disputes(all(SECOND), false).rows()).isEmpty();
        assertThat(care.disputes(all(SECOND), true).rows())
                .extracting(Care.Dispute::status)
                .containsExactly("WON");
        assertThat(care.disputes(all(null), true).rows())
                .isEqualTo(care.disputes(all(SECOND), true).rows());
        assertThat(care.disputes(all(FIRST.minusDays(1)), true).rows()).isEmpty();
        assertThat(daily(FIRST).payments().disputes()).hasSize(1);
        assertThat(daily(SECOND).payments().disputes()).isEmpty();
    }

    @Test
    void rooms_and_those_out_of_order_are_those_of_then_also_for_nights_to_come() {
        assertThat(rooms("2026-03-03", FIRST)).isEqualTo(3);
        assertThat(rooms("2026-03-03", SECOND)).isEqualTo(6);
        assertThat(rooms("2026-03-10", FIRST)).isEqualTo(4);
        assertThat(rooms("2026-03-10", SECOND)).isEqualTo(3);
        assertThat(rooms("2026-03-10", null)).isEqualTo(3);
        // The new rooms are there from the date on which they were told of.
        assertThat(rooms("2026-03-01", THIRD)).isEqualTo(4);
        assertThat(daily(FIRST).nextNights().get(1).roomsAvailable()).isEqualTo(4);
        assertThat(daily(SECOND).nextNights().getFirst().roomsAvailable()).isEqualTo(6);
        assertThat(daily(THIRD).rooms().inHotel().mtd()).isEqualTo(4 + 6 + 6);
        assertThat(daily(THIRD).rooms().outOfOrder().mtd()).isZero();
    }

    private static long rooms(String night, LocalDate on) {
        return new NightReports(snapshot)
                .kpi(on(night, on), By.DAY, NightReports.Base.OPERATIONAL, null)
                .rows()
                .getFirst()
                .roomsAvailable();
    }

    @Test
    void nights_are_sold_from_the_date_on_which_the_guest_has_come() {
        var nights = new NightReports(snapshot);
        assertThat(nights.nights(all(FIRST), By.DAY).rows()).isEmpty();
        assertThat(nights.nights(all(SECOND), By.DAY).rows())
                .extracting(Rows.Nights::period, Rows.Nights::roomNightsSold)
                .containsExactly(tuple("2026-03-02", 1L));
    }
}

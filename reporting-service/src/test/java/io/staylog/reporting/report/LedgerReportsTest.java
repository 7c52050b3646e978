package io.staylog.reporting.report;

import static io.staylog.reporting.testing.Events.*;
import static io.staylog.reporting.testing.MoneyEvents.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.staylog.reporting.projection.ProjectorFixture;
import io.staylog.reporting.report.Ledger.JournalFilter;
import io.staylog.reporting.report.Ledger.JournalLine;
import io.staylog.reporting.testing.Log;
import io.staylog.reporting.testing.Sagas;
import io.staylog.schemas.payment.DisputeStage;
import io.staylog.schemas.payment.PaymentPurpose;
import io.staylog.schemas.payment.SettlementDifference;
import io.staylog.schemas.payment.SettlementDifferenceKind;
import io.staylog.schemas.payment.SettlementKind;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The books of a small hotel, worked out by hand, and those of a random one. */
class LedgerReportsTest {
    private static final Scope SEAVIEW = new Scope(HOTEL, null, null);
    private static final String ANNA = bookingOf("p");
    private static final String BELA = bookingOf("q");

    private static RegistryDouble registry;
    private static ProjectorFixture projection;
    private static Ledger ledger;
    private static Care care;
    private static Money money;

    @BeforeAll
    static void aSmallHotel() throws IOException {
        registry = RegistryDouble.withOurSchemas();
        projection = new ProjectorFixture(new SchemaRegistry(registry.url()));
        var log = new Log(new SchemaRegistry(registry.url()));
        log.add(hotel(HOTEL, "2026-03-01"), roomType(HOTEL, "DBL", 10));
        // Anna pays ahead, stays a night, and her bank takes the money back.
        log.add(
                held(ANNA, "2026-03-01", taxed(1, "2026-03-02", 10_000)),
                initiated("p", PaymentPurpose.PREPAYMENT, 10_000, "2026-03-01"),
                captured("p", 2, PaymentPurpose.PREPAYMENT, 10_000, "2026-03-01"),
                confirmed(ANNA, 2, "2026-03-01"),
                closed(HOTEL, "2026-03-01"),
                arrived(ANNA, 3, "2026-03-02"),
                settled(
                        "settlement",
                        "2026-03-02",
                        9_900,
                        165,
                        difference(SettlementDifferenceKind.OTHER_AMOUNT, "p:1", 10_000, 9_900)),
                closed(HOTEL, "2026-03-02"),
                left(ANNA, 4, "2026-03-03"),
                disputed("p", 3, DisputeStage.CHARGEBACK, 10_000, "2026-03-03"));
        // Bela did not come, and nobody can collect the fee.
        log.add(
                held(BELA, "2026-03-01", taxed(1, "2026-03-03", 8_000)),
                initiated("q", PaymentPurpose.GUARANTEE, 8_000, "2026-03-01"),
                confirmed(BELA, 2, "2026-03-01"),
                noShow(BELA, 3, "2026-03-03", 8_000),
                attention("q", 2),
                acted("q", 3, "AttentionAcknowledged"),
                unmatched("n-1"));
        projection.project(log.records(), 4);
        var snapshot = new Snapshot(projection.jdbc, projection.manager);
        ledger = new Ledger(snapshot);
        care = new Care(snapshot);
        money = new Money(snapshot);
    }

    private static SettlementDifference difference(
            SettlementDifferenceKind kind, String reference, long booked, long settled) {
        return new SettlementDifference(kind, reference, SettlementKind.CAPTURE, booked, settled);
    }

    @AfterAll
    static void close() {
        projection.close();
        registry.close();
    }

    private static Scope on(String date) {
        return new Scope(HOTEL, LocalDate.parse(date), LocalDate.parse(date));
    }

    private static List<String> trialBalance(Scope scope, @Nullable By by) {
        return ledger.trialBalance(scope, by).rows().stream()
                .map(r -> (r.period() == null ? "" : r.period() + " ") + r.account() + " " + r.openingMinor() + " +"
                        + r.debitMinor() + " -" + r.creditMinor() + " = " + r.closingMinor())
                .toList();
    }

    @Test
    void a_trial_balance_of_a_date_opens_where_the_day_before_closed() {
        assertThat(trialBalance(on("2026-03-01"), null))
                .containsExactly("CASH_CLEARING 0 +10000 -0 = 10000", "DEPOSIT 0 +0 -10000 = -10000");
        assertThat(trialBalance(on("2026-03-02"), null))
                .containsExactly(
                        "CASH 0 +9900 -165 = 9735",
                        "CASH_CLEARING 10000 +0 -9900 = 100",
                        "DEPOSIT -10000 +10000 -0 = 0",
                        "FEES 0 +165 -0 = 165",
                        "GUEST 0 +10000 -10000 = 0",
                        "REVENUE_ROOMS 0 +0 -9000 = -9000",
                        "TAX 0 +0 -1000 = -1000");
    }

    @Test
    void a_date_on_which_nothing_moved_still_has_its_balances() {
        assertThat(trialBalance(on("2026-04-01"), null))
                .contains("REVENUE_ROOMS -17000 +0 -0 = -17000", "DISPUTES 10000 +0 -0 = 10000");
    }

    @Test
    void day_by_day_each_account_goes_on_from_the_day_before() {
        var days = trialBalance(new Scope(HOTEL, LocalDate.parse("2026-03-02"), null), By.DAY);
        assertThat(days)
                .contains("2026-03-02 CASH_CLEARING 10000 +0 -9900 = 100")
                .contains("2026-03-03 CASH_CLEARING 100 +0 -10000 = -9900")
                .contains("2026-03-03 FEES 165 +0 -0 = 165");
    }

    @Test
    void at_every_date_the_accounts_of_a_random_hotel_add_up_to_zero() {
        try (var other = new ProjectorFixture(new SchemaRegistry(registry.url()))) {
            var log = new Log(new SchemaRegistry(registry.url()))
                    .add(Sagas.of(7, 60).events());
            other.project(log.records(), 50);
            var rows = new Ledger(new Snapshot(other.jdbc, other.manager))
                    .trialBalance(new Scope(null, null, null), By.DAY)
                    .rows();
            var sums = rows.stream()
                    .collect(Collectors.groupingBy(
                            Ledger.TrialBalance::period,
                            Collectors.summingLong(row -> Math.abs(row.debitMinor()) - row.creditMinor())));
            var closings = rows.stream()
                    .collect(Collectors.groupingBy(
                            Ledger.TrialBalance::period, Collectors.summingLong(Ledger.TrialBalance::closingMinor)));
            assertThat(sums)
                    .hasSizeGreaterThan(5)
                    .allSatisfy((day, sum) -> assertThat(sum).as(day).isZero());
            assertThat(closings)
                    .allSatisfy((day, sum) -> assertThat(sum).as(day).isZero());
        }
    }

    @Test
    void the_journal_of_a_booking_tells_where_each_line_comes_from() {
        var lines = ledger.journal(new JournalFilter(SEAVIEW, id(ANNA), null, null), null, new Limit(200))
                .rows();
        assertThat(lines)
                .extracting(JournalLine::eventType)
                .containsSubsequence("PaymentCaptured", "GuestCheckedIn", "BusinessDayClosed", "DisputeOpened")
                .doesNotContain("BookingNoShow");
        assertThat(lines.getFirst().topic()).isEqualTo("payment.events");
        assertThat(lines.getFirst().offset()).isEqualTo(1);
        assertThat(lines.getFirst().paymentId()).isEqualTo(id("p"));
        assertThat(lines.stream()
                        .mapToLong(l -> l.debitMinor() - l.creditMinor())
                        .sum())
                .isZero();
    }

    @Test
    void the_journal_is_that_of_a_payment_or_an_account_too() {
        assertThat(ledger.journal(
                                new JournalFilter(new Scope(null, null, null), null, id("p"), null), null, new Limit(9))
                        .rows())
                .hasSize(4);
        assertThat(ledger.journal(new JournalFilter(SEAVIEW, null, null, "REVENUE_ROOMS"), null, new Limit(9))
                        .rows())
                .extracting(JournalLine::creditMinor)
                .containsExactly(9_000L, 8_000L);
        assertThatThrownBy(() -> new JournalFilter(new Scope(null, null, null), null, null, "CASH"))
                .isInstanceOf(ReportException.class);
    }

    @Test
    void pages_of_the_journal_hold_every_line_once_and_in_order() {
        var filter = new JournalFilter(SEAVIEW, null, null, null);
        var whole = ledger.journal(filter, null, new Limit(200)).rows();
        var seen = new ArrayList<JournalLine>();
        String cursor = null;
        do {
            var page = ledger.journal(filter, cursor, new Limit(3));
            seen.addAll(page.rows());
            cursor = page.next();
        } while (cursor != null);
        assertThat(seen).isEqualTo(whole).hasSizeGreaterThan(12);
    }

    @Test
    void what_is_open_after_the_end_is_listed_by_booking() {
        assertThat(ledger.openBalances(HOTEL).rows())
                .containsExactly(new Ledger.OpenBalance(
                        HOTEL, id(BELA), "NO_SHOW", "EUR", 8_000, LocalDate.parse("2026-03-03")));
    }

    @Test
    void a_dispute_is_listed_with_the_date_it_must_be_answered_by_until_it_is_decided() {
        assertThat(care.disputes(SEAVIEW, false).rows()).singleElement().satisfies(dispute -> {
            assertThat(dispute.status()).isEqualTo("OPEN");
            assertThat(dispute.evidenceDueAt()).isEqualTo("2026-04-01T00:00:00Z");
        });
        assertThat(money.payment(id("p")).rows().getFirst().disputedMinor()).isEqualTo(10_000);
        try (var other = new ProjectorFixture(new SchemaRegistry(registry.url()))) {
            var log = new Log(new SchemaRegistry(registry.url()))
                    .add(
                            hotel(HOTEL, "2026-03-01"),
                            initiated("p", PaymentPurpose.PREPAYMENT, 100, "2026-03-01"),
                            captured("p", 2, PaymentPurpose.PREPAYMENT, 100, "2026-03-01"),
                            disputed("p", 3, DisputeStage.CHARGEBACK, 100, "2026-03-03"),
                            lost("p", 4, 100));
            other.project(log.records(), 2);
            var snapshot = new Snapshot(other.jdbc, other.manager);
            assertThat(new Care(snapshot).disputes(SEAVIEW, false).rows()).isEmpty();
            assertThat(new Care(snapshot).disputes(SEAVIEW, true).rows())
                    .extracting(Care.Dispute::status)
                    .containsExactly("LOST");
            assertThat(new Money(snapshot).payment(id("p")).rows().getFirst())
                    .extracting(Money.Payment::state, Money.Payment::disputeLostMinor, Money.Payment::disputedMinor)
                    .containsExactly("DISPUTE_LOST", 100L, 0L);
        }
    }

    @Test
    void settlements_tell_what_they_differ_in() {
        assertThat(care.settlements(SEAVIEW).rows()).singleElement().satisfies(s -> {
            assertThat(List.of(s.grossMinor(), s.feeMinor(), s.netMinor())).containsExactly(9_900L, 165L, 9_735L);
            assertThat(s.differences()).isEqualTo(1);
        });
        assertThat(care.settlementDifferences(on("2026-03-02")).rows())
                .extracting(Care.SettlementDifference::kind, Care.SettlementDifference::differenceMinor)
                .containsExactly(tuple("OTHER_AMOUNT", -100L));
        assertThat(care.settlementDifferences(on("2026-03-03")).rows()).isEmpty();
    }

    @Test
    void what_a_person_has_dealt_with_needs_no_attention_any_more_and_is_known_with_the_reason() {
        var filter = new Money.PaymentFilter(HOTEL, null, null, true);
        assertThat(money.payments(filter, null, new Limit(9)).rows()).isEmpty();
        assertThat(care.operatorActs(null, id("q")).rows())
                .extracting(Care.OperatorAct::requestType, Care.OperatorAct::actorId, Care.OperatorAct::reason)
                .containsExactly(tuple("AttentionAcknowledged", "anna", "asked the bank"));
    }

    @Test
    void a_notification_of_nothing_is_listed_under_the_hotel_that_the_bank_named() {
        assertThat(care.unmatchedNotifications(null).rows())
                .extracting(Care.Notification::notificationId)
                .containsExactly("n-1");
        assertThat(care.unmatchedNotifications("unmatched").rows()).hasSize(1);
        assertThat(care.unmatchedNotifications(HOTEL).rows()).isEmpty();
    }

    @Test
    void a_walked_guests_nights_leave_the_books_and_a_reinstated_ones_come_back() {
        try (var other = new ProjectorFixture(new SchemaRegistry(registry.url()))) {
            var log = new Log(new SchemaRegistry(registry.url()))
                    .add(
                            hotel(HOTEL, "2026-03-01"),
                            booked("cara", "2026-03-01", stay(1, "2026-03-10", 100, 200)),
                            booked("dora", "2026-03-01", stay(1, "2026-03-10", 1_000)),
                            cancelled("cara", 2, "2026-03-03", 50),
                            reinstated("cara", 3, "2026-03-05"),
                            walked("dora", 2, "2026-03-10", 500, 0));
            other.project(log.records(), 100);
            var snapshot = new Snapshot(other.jdbc, other.manager);
            Map<String, Long> nightsByDate = List.of("2026-03-02", "2026-03-04", "2026-03-05", "2026-03-10").stream()
                    .collect(Collectors.toMap(date -> date, date -> nights(snapshot, date)));
            assertThat(nightsByDate)
                    .containsOnly(
                            Map.entry("2026-03-02", 3L),
                            Map.entry("2026-03-04", 1L),
                            Map.entry("2026-03-05", 3L),
                            Map.entry("2026-03-10", 2L));
            var totals = new BookingReports(snapshot).totals(HOTEL).rows().getFirst();
            assertThat(List.of(totals.bookings(), totals.confirmed(), totals.walked(), totals.cancelled()))
                    .containsExactly(2L, 1L, 1L, 0L);
            assertThat(new BookingReports(snapshot).eventDays(SEAVIEW, By.DAY).rows())
                    .extracting(Rows.EventDays::period, Rows.EventDays::netNights)
                    .containsExactly(tuple("2026-03-01", 3L), tuple("2026-03-10", -1L));
            assertThat(new Lists(snapshot)
                            .bookings(SEAVIEW, null, null, new Limit(9))
                            .rows())
                    .filteredOn(row -> row.bookingId().equals(id("cara")))
                    .allSatisfy(row -> {
                        assertThat(row.offBooksOn()).isNull();
                        assertThat(row.feeMinor()).isNull();
                    });
        }
    }

    /** On the books at the end of that date. */
    private static long nights(Snapshot snapshot, String date) {
        var until = LocalDate.parse(date);
        var stays = new Scope(HOTEL, LocalDate.parse("2026-03-01"), null);
        return new NightReports(snapshot)
                .pickup(stays, until, until, By.MONTH).rows().stream()
                        .mapToLong(Rows.Pickup::nightsAfter)
                        .sum();
    }

    @Test
    void an_event_of_no_hotel_here_leaves_the_journal_empty() {
        var nobody = new JournalFilter(new Scope(null, null, null), UUID.randomUUID(), null, null);
        assertThat(ledger.journal(nobody, null, new Limit(9)).rows()).isEmpty();
    }
}

package io.staylog.reporting.projection;

import static io.staylog.reporting.testing.Events.*;
import static io.staylog.reporting.testing.MoneyEvents.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.reporting.ledger.Account;
import io.staylog.reporting.ledger.JournalEntry;
import io.staylog.reporting.ledger.JournalLine;
import io.staylog.reporting.ledger.Source;
import io.staylog.schemas.booking.ChargeKind;
import io.staylog.schemas.booking.InvoiceLineKind;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.DisputeStage;
import io.staylog.schemas.payment.PaymentPurpose;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** What each event means for the accounts: debits are positive, credits negative, in cents. */
class PostingTest {
    private static final String ANNA = bookingOf("p");
    private static final PaymentPurpose DEPOSIT = PaymentPurpose.DEPOSIT;

    private static final SpecificRecord SOLD = held(ANNA, "2026-03-01", taxed(1, "2026-03-05", 10_000, 20_000));
    private static final SpecificRecord ASKED = initiated("p", DEPOSIT, 30_000, "2026-03-01");
    private static final SpecificRecord PAID = captured("p", 2, DEPOSIT, 30_000, "2026-03-01");
    private static final SpecificRecord CONFIRMED = confirmed(ANNA, 2, "2026-03-01");
    private static final SpecificRecord ARRIVED = arrived(ANNA, 3, "2026-03-05");
    private static final SpecificRecord NIGHT_5 = closed(HOTEL, "2026-03-05");
    private static final SpecificRecord NIGHT_6 = closed(HOTEL, "2026-03-06");
    private static final SpecificRecord LEFT = left(ANNA, 4, "2026-03-07");

    /** The lines of the entry that the last of the events brings. */
    private static String last(SpecificRecord... events) {
        return Books.of(events).lastPosting();
    }

    private static Books books(SpecificRecord... events) {
        return Books.of(events);
    }

    @Test
    void neither_a_hold_nor_a_confirmation_nor_an_authorisation_posts_anything() {
        assertThat(books(
                                SOLD,
                                ASKED,
                                authorized("p", 2, 30_000),
                                CONFIRMED,
                                declined("p", 3, BankOperation.CAPTURE),
                                unknown("p", 4),
                                voided("p", 5, 30_000))
                        .entries())
                .isEmpty();
    }

    @Test
    void a_prepayment_is_owed_to_the_guest_until_the_arrival() {
        assertThat(last(SOLD, ASKED, PAID)).isEqualTo("CASH_CLEARING 30000, DEPOSIT -30000");
    }

    @Test
    void an_authorisation_that_is_captured_in_parts_comes_in_part_by_part() {
        var first = capturedInPart("p", 3, DEPOSIT, 10_000, "2026-03-01");
        var second = captured("p", 4, DEPOSIT, 20_000, "2026-03-02");
        assertThat(last(SOLD, ASKED, first)).isEqualTo("CASH_CLEARING 10000, DEPOSIT -10000");
        assertThat(books(SOLD, ASKED, first, second).balance(Account.DEPOSIT)).isEqualTo(-30_000);
    }

    @Test
    void at_check_in_the_deposit_moves_to_the_guest_ledger() {
        assertThat(last(SOLD, ASKED, PAID, CONFIRMED, ARRIVED)).isEqualTo("DEPOSIT 30000, GUEST -30000");
    }

    @Test
    void the_night_audit_posts_the_night_that_has_passed_with_its_tax_apart() {
        assertThat(last(SOLD, CONFIRMED, ARRIVED, NIGHT_5))
                .isEqualTo("GUEST 9000, REVENUE_ROOMS -9000, GUEST 1000, TAX -1000");
        assertThat(last(SOLD, CONFIRMED, ARRIVED, NIGHT_5, NIGHT_6))
                .isEqualTo("GUEST 18000, REVENUE_ROOMS -18000, GUEST 2000, TAX -2000");
    }

    @Test
    void the_night_audit_posts_on_the_date_that_it_closes_and_only_guests_in_the_house() {
        assertThat(books(SOLD, CONFIRMED, ARRIVED, NIGHT_5).entries().getLast().businessDate())
                .isEqualTo("2026-03-05");
        assertThat(books(SOLD, CONFIRMED, NIGHT_5, NIGHT_6).entries()).isEmpty();
        assertThat(books(SOLD, CONFIRMED, closed(HOTEL, "2026-03-04"), ARRIVED).entries())
                .isEmpty();
    }

    @Test
    void a_night_that_was_missed_is_posted_by_the_next_audit() {
        var books = books(SOLD, CONFIRMED, arrived(ANNA, 3, "2026-03-06"), NIGHT_6);
        assertThat(books.balance(Account.GUEST)).isEqualTo(30_000);
        assertThat(books.balance(Account.REVENUE_ROOMS)).isEqualTo(-27_000);
    }

    @Test
    void at_check_out_what_the_audits_have_not_posted_is_posted_and_the_balance_becomes_a_receivable() {
        assertThat(last(SOLD, CONFIRMED, ARRIVED, NIGHT_5, LEFT))
                .isEqualTo("GUEST 18000, REVENUE_ROOMS -18000, GUEST 2000, TAX -2000, RECEIVABLE 30000, GUEST -30000");
        assertThat(last(SOLD, CONFIRMED, ARRIVED, NIGHT_5, NIGHT_6, LEFT)).isEqualTo("RECEIVABLE 30000, GUEST -30000");
    }

    @Test
    void a_prepaid_stay_leaves_nothing_open_and_nothing_to_post_at_check_out() {
        var books = books(SOLD, ASKED, PAID, CONFIRMED, ARRIVED, NIGHT_5, NIGHT_6, LEFT);
        assertThat(books.open()).isZero();
        assertThat(books.balance(Account.GUEST)).isZero();
        assertThat(books.entries().getLast().eventType()).isEqualTo("BusinessDayClosed");
        assertThat(books.balance(Account.REVENUE_ROOMS)).isEqualTo(-27_000);
        assertThat(books.balance(Account.TAX)).isEqualTo(-3_000);
    }

    @Test
    void what_is_captured_after_check_out_settles_the_receivable() {
        var stayed = captured("p", 2, PaymentPurpose.GUARANTEE, 30_000, "2026-03-07");
        assertThat(last(SOLD, ASKED, CONFIRMED, ARRIVED, NIGHT_5, NIGHT_6, LEFT, stayed))
                .isEqualTo("CASH_CLEARING 30000, RECEIVABLE -30000");
    }

    @Test
    void an_early_departure_leaves_the_used_nights_and_the_fee() {
        var early = leftEarly(ANNA, 4, "2026-03-06", 4_000, taxed(1, "2026-03-05", 10_000));
        var books = books(SOLD, ASKED, PAID, CONFIRMED, ARRIVED, NIGHT_5, early);
        assertThat(books.lastPosting()).isEqualTo("GUEST 4000, REVENUE_ROOMS -4000, GUEST 16000, RECEIVABLE -16000");
        assertThat(books.balance(Account.RECEIVABLE)).isEqualTo(-16_000);
    }

    @Test
    void nights_that_were_posted_and_turn_out_not_to_be_used_are_taken_back() {
        var early = left(ANNA, 4, "2026-03-07", taxed(1, "2026-03-05", 10_000));
        var books = books(SOLD, CONFIRMED, ARRIVED, NIGHT_5, NIGHT_6, early);
        assertThat(books.balance(Account.REVENUE_ROOMS)).isEqualTo(-9_000);
        assertThat(books.open()).isEqualTo(10_000);
    }

    @Test
    void a_changed_stay_is_posted_at_its_new_prices() {
        var changed = modified(ANNA, 3, "2026-03-02", taxed(1, "2026-03-05", 15_000));
        assertThat(last(SOLD, CONFIRMED, changed, ARRIVED, NIGHT_5))
                .isEqualTo("GUEST 13500, REVENUE_ROOMS -13500, GUEST 1500, TAX -1500");
    }

    @Test
    void a_change_difference_is_a_deposit_like_the_first_payment() {
        var difference = captured("p", 3, PaymentPurpose.CHANGE_DIFFERENCE, 5_000, "2026-03-02");
        assertThat(last(SOLD, ASKED, PAID, CONFIRMED, difference)).isEqualTo("CASH_CLEARING 5000, DEPOSIT -5000");
    }

    @Test
    void a_capture_that_fails_later_is_owed_again_wherever_the_booking_stands() {
        var failed = captureFailed("p", 3, 30_000, "2026-03-01");
        assertThat(last(SOLD, ASKED, PAID, failed)).isEqualTo("DEPOSIT 30000, CASH_CLEARING -30000");
        assertThat(last(SOLD, ASKED, PAID, CONFIRMED, ARRIVED, LEFT, failed))
                .isEqualTo("RECEIVABLE 30000, CASH_CLEARING -30000");
    }

    @Test
    void a_cancellation_fee_is_other_revenue_and_the_deposit_is_set_against_it() {
        var cancelled = cancelled(ANNA, 3, "2026-03-02", 12_000);
        assertThat(last(SOLD, ASKED, PAID, CONFIRMED, cancelled))
                .isEqualTo("DEPOSIT 30000, RECEIVABLE -30000, RECEIVABLE 12000, REVENUE_OTHER -12000");
        var refunded = refunded("p", 3, DEPOSIT, 18_000, "2026-03-02");
        assertThat(books(SOLD, ASKED, PAID, CONFIRMED, cancelled, refunded).open())
                .isZero();
    }

    @Test
    void a_cancellation_fee_that_nothing_was_held_for_stays_owed_until_it_is_collected() {
        var cancelled = cancelled(ANNA, 3, "2026-03-02", 12_000);
        var fee = captured("p", 2, PaymentPurpose.CANCELLATION_FEE, 12_000, "2026-03-02");
        assertThat(books(SOLD, CONFIRMED, cancelled).balance(Account.RECEIVABLE))
                .isEqualTo(12_000);
        assertThat(books(SOLD, ASKED, CONFIRMED, cancelled, fee).open()).isZero();
    }

    @Test
    void a_no_show_fee_is_rooms_revenue_and_a_receivable_until_it_is_collected() {
        var noShow = noShow(ANNA, 3, "2026-03-05", 10_000);
        var fee = captured("p", 2, PaymentPurpose.NO_SHOW_FEE, 10_000, "2026-03-05");
        assertThat(last(SOLD, ASKED, CONFIRMED, noShow)).isEqualTo("RECEIVABLE 10000, REVENUE_ROOMS -10000");
        assertThat(last(SOLD, ASKED, CONFIRMED, noShow, fee)).isEqualTo("CASH_CLEARING 10000, RECEIVABLE -10000");
    }

    @Test
    void a_walked_guest_is_owed_the_deposit_and_the_compensation() {
        var books = books(SOLD, ASKED, PAID, CONFIRMED, walked(ANNA, 3, "2026-03-05", 5_000, 30_000));
        assertThat(books.lastPosting())
                .isEqualTo("DEPOSIT 30000, RECEIVABLE -30000, COMPENSATION 5000, RECEIVABLE -5000");
        assertThat(books.open()).isEqualTo(-35_000);
    }

    @Test
    void a_reinstated_booking_gets_its_fee_back_and_its_money_is_a_deposit_again() {
        var books = books(
                SOLD,
                ASKED,
                PAID,
                CONFIRMED,
                cancelled(ANNA, 3, "2026-03-02", 12_000),
                reinstated(ANNA, 4, "2026-03-03"));
        assertThat(books.lastPosting())
                .isEqualTo("REVENUE_OTHER 12000, RECEIVABLE -12000, RECEIVABLE 30000, DEPOSIT -30000");
        assertThat(books.balance(Account.DEPOSIT)).isEqualTo(-30_000);
    }

    @Test
    void a_charge_besides_the_nights_is_owed_in_the_house_and_after_it() {
        var minibar = charged(ANNA, 5, "2026-03-06", 700);
        assertThat(last(SOLD, CONFIRMED, ARRIVED, minibar)).isEqualTo("GUEST 700, REVENUE_OTHER -700");
        assertThat(last(SOLD, CONFIRMED, ARRIVED, LEFT, minibar)).isEqualTo("RECEIVABLE 700, REVENUE_OTHER -700");
    }

    @Test
    void the_tax_of_a_charge_is_no_revenue_and_neither_is_city_tax() {
        var wine = charged(ANNA, 5, "2026-03-06", ChargeKind.FOOD_AND_BEVERAGE, 1_230, 230, 2_300);
        var cityTax = charged(ANNA, 6, "2026-03-06", ChargeKind.CITY_TAX, 400, 0, 0);
        assertThat(last(SOLD, CONFIRMED, ARRIVED, wine))
                .isEqualTo("GUEST 1000, REVENUE_OTHER -1000, GUEST 230, TAX -230");
        assertThat(last(SOLD, CONFIRMED, ARRIVED, cityTax)).isEqualTo("GUEST 400, TAX -400");
    }

    @Test
    void an_invoice_and_its_credit_note_move_nothing() {
        var before = books(SOLD, CONFIRMED, ARRIVED, LEFT);
        var after = books(
                SOLD,
                CONFIRMED,
                ARRIVED,
                LEFT,
                invoiced(ANNA, 5, "2026-03-07", 1, line(1, InvoiceLineKind.NIGHT, "DBL", "2026-03-05", 10_000)),
                credited(ANNA, 6, "2026-03-07", 1, 1, line(1, InvoiceLineKind.NIGHT, "DBL", "2026-03-05", 10_000)));
        assertThat(after.entries()).isEqualTo(before.entries()).isNotEmpty();
    }

    @Test
    void money_that_comes_for_a_hold_that_is_over_is_owed_back() {
        var late = captured("p", 2, DEPOSIT, 30_000, "2026-03-01");
        var back = refunded("p", 3, DEPOSIT, 30_000, "2026-03-01");
        assertThat(last(SOLD, ASKED, expired(ANNA, 2, "2026-03-01"), late))
                .isEqualTo("CASH_CLEARING 30000, RECEIVABLE -30000");
        assertThat(books(SOLD, ASKED, released(ANNA, 2, "2026-03-01"), late, back)
                        .open())
                .isZero();
    }

    @Test
    void a_refund_goes_back_at_once_or_through_clearing_while_the_bank_has_not_made_it() {
        var pending = refundPending("p", 3, 10_000);
        var made = refunded("p", 4, DEPOSIT, 10_000, "2026-03-02");
        assertThat(last(SOLD, ASKED, PAID, made)).isEqualTo("DEPOSIT 10000, CASH_CLEARING -10000");
        assertThat(last(SOLD, ASKED, PAID, pending)).isEqualTo("DEPOSIT 10000, REFUND_CLEARING -10000");
        assertThat(last(SOLD, ASKED, PAID, pending, made)).isEqualTo("REFUND_CLEARING 10000, CASH_CLEARING -10000");
    }

    @Test
    void a_refund_that_fails_is_owed_again_and_one_that_was_refused_at_once_has_moved_nothing() {
        var pending = refundPending("p", 3, 10_000);
        var failed = refundFailed("p", 4, 10_000);
        assertThat(last(SOLD, ASKED, PAID, pending, failed)).isEqualTo("REFUND_CLEARING 10000, DEPOSIT -10000");
        assertThat(books(SOLD, ASKED, PAID, failed).entries()).hasSize(1);
        var made = refunded("p", 3, DEPOSIT, 10_000, "2026-03-02");
        assertThat(last(SOLD, ASKED, PAID, made, failed)).isEqualTo("CASH_CLEARING 10000, DEPOSIT -10000");
    }

    @Test
    void a_manual_refund_comes_out_of_the_hotels_own_account() {
        assertThat(last(SOLD, ASKED, PAID, refundedByHand("p", 3, 10_000, "2026-03-02")))
                .isEqualTo("DEPOSIT 10000, CASH -10000");
    }

    @Test
    void a_dispute_takes_the_money_to_one_side_until_it_is_decided() {
        var opened = disputed("p", 3, DisputeStage.CHARGEBACK, 30_000, "2026-03-20");
        assertThat(last(SOLD, ASKED, PAID, opened)).isEqualTo("DISPUTES 30000, CASH_CLEARING -30000");
        assertThat(last(SOLD, ASKED, PAID, opened, won("p", 4, 30_000)))
                .isEqualTo("CASH_CLEARING 30000, DISPUTES -30000");
        assertThat(last(SOLD, ASKED, PAID, CONFIRMED, ARRIVED, LEFT, opened, lost("p", 4, 30_000)))
                .isEqualTo("RECEIVABLE 30000, DISPUTES -30000");
    }

    @Test
    void an_inquiry_takes_nothing_until_it_becomes_a_chargeback() {
        var inquiry = disputed("p", 3, DisputeStage.INQUIRY, 30_000, "2026-03-20");
        var chargeback = disputed("p", 4, DisputeStage.CHARGEBACK, 30_000, "2026-03-25");
        assertThat(books(SOLD, ASKED, PAID, inquiry, won("p", 4, 30_000)).entries())
                .hasSize(1);
        assertThat(last(SOLD, ASKED, PAID, inquiry, chargeback)).isEqualTo("DISPUTES 30000, CASH_CLEARING -30000");
    }

    @Test
    void a_dispute_that_is_opened_again_takes_the_money_no_second_time() {
        var opened = disputed("p", 3, DisputeStage.CHARGEBACK, 30_000, "2026-03-20");
        var again = disputed("p", 5, DisputeStage.PREARBITRATION, 30_000, "2026-03-28");
        var afterWon = books(SOLD, ASKED, PAID, opened, won("p", 4, 30_000), again);
        assertThat(afterWon.balance(Account.DISPUTES)).isEqualTo(30_000);
        var afterLost = books(SOLD, ASKED, PAID, opened, lost("p", 4, 30_000), again);
        assertThat(afterLost.lastPosting()).isEqualTo("DISPUTES 30000, DEPOSIT -30000");
        assertThat(afterLost.balance(Account.CASH_CLEARING)).isZero();
        var unchanged = books(SOLD, ASKED, PAID, opened, again);
        assertThat(unchanged.balance(Account.DISPUTES)).isEqualTo(30_000);
    }

    @Test
    void a_settlement_moves_money_into_the_hotels_account_less_the_banks_fee() {
        assertThat(last(settled("s", "2026-03-02", 30_000, 445)))
                .isEqualTo("CASH 30000, CASH_CLEARING -30000, FEES 445, CASH -445");
        assertThat(last(settled("s", "2026-03-02", -10_000, 0))).isEqualTo("CASH_CLEARING 10000, CASH -10000");
        assertThat(books(settled("s", "2026-03-02", 0, 0)).entries()).isEmpty();
    }

    @Test
    void what_the_bank_settles_otherwise_than_booked_stays_in_clearing() {
        var books = books(SOLD, ASKED, PAID, settled("s", "2026-03-02", 29_000, 0));
        assertThat(books.balance(Account.CASH_CLEARING)).isEqualTo(1_000);
    }

    @Test
    void an_event_without_a_date_belongs_to_the_newest_one_that_a_payment_has_named() {
        var books = books(
                SOLD,
                ASKED,
                PAID,
                initiated("other", DEPOSIT, 1, "2026-03-09"),
                captureFailed("p", 3, 30_000, "2026-03-01"));
        assertThat(books.entries().getLast().businessDate()).isEqualTo("2026-03-09");
    }

    @Test
    void of_two_topics_the_time_stamps_say_what_came_first_whichever_was_read_first() {
        var log = Books.log(SOLD, ASKED, PAID, CONFIRMED, ARRIVED, NIGHT_5, LEFT);
        assertThat(Books.ofLog(log.reversed()).entries())
                .isEqualTo(Books.ofLog(log).entries());
    }

    @Test
    void an_entry_that_does_not_balance_cannot_be_made() {
        var source = new Source("t", 0, 0, null, Instant.EPOCH);
        var date = LocalDate.parse("2026-03-01");
        var half = List.of(new JournalLine(Account.CASH, 1, 0, "EUR"));
        var mixed = List.of(new JournalLine(Account.CASH, 1, 0, "EUR"), new JournalLine(Account.FEES, 0, 1, "USD"));
        for (var lines : List.of(half, mixed, List.<JournalLine>of())) {
            assertThatThrownBy(() -> new JournalEntry(source, "X", HOTEL, date, id("a"), null, null, lines))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new JournalLine(Account.CASH, 1, 1, "EUR"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JournalLine(Account.CASH, -1, 0, "EUR"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_amount_that_could_not_be_added_up_is_refused() {
        assertThatThrownBy(() -> Books.of(captured("p", 2, DEPOSIT, Long.MAX_VALUE, "2026-03-01")))
                .isInstanceOf(UnprojectableException.class)
                .hasMessageContaining("amount");
    }
}

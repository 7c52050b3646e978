package io.staylog.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.payment.domain.PaymentCommand.Reconcile;
import io.staylog.payment.domain.PaymentEvent.PaymentRequestRejected;
import io.staylog.payment.domain.PaymentEvent.SettlementReconciled;
import io.staylog.payment.domain.Settlement.Difference;
import io.staylog.payment.domain.Settlement.Differs;
import io.staylog.payment.domain.Settlement.Line;
import io.staylog.payment.domain.Settlement.Movement;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bank's settlement of a day beside the books. */
class SettlingTest extends PaymentSpec {
    private static final Actor ANNA = new Actor("STAFF", "anna");
    private static final String CHARGE = PAYMENT + ":1";
    private static final String REFUND = PAYMENT + ":2";

    private static Settlement settlement(int number, LocalDate date, Line... lines) {
        return new Settlement(request(number), date, "EUR", List.of(lines), ANNA);
    }

    private static Line line(String reference, Movement movement, long amountMinor) {
        return new Line(reference, PSP, movement, amountMinor, movement == Movement.CAPTURE ? 445 : 0);
    }

    private static PaymentEvent reconciled(Settlement settlement, int matched, Difference... differences) {
        return new SettlementReconciled(settlement, matched, List.of(differences));
    }

    @Test
    void a_settlement_that_says_what_the_books_say_differs_in_nothing() {
        capturedPayment().after(ask(refund(1, 100_00)), answer(2, approved(100_00)));
        var day = settlement(7, TODAY, line(CHARGE, Movement.CAPTURE, 300_00), line(REFUND, Movement.REFUND, 100_00));
        rio.when(new Reconcile(day)).then(reconciled(day, 2));
        assertThat(day.grossMinor()).isEqualTo(200_00);
        assertThat(day.feeMinor()).isEqualTo(445);
        rio.when(new Reconcile(day)).then();
    }

    @Test
    void every_difference_is_told() {
        capturedPayment().after(ask(refund(1, 100_00)), answer(2, approved(100_00)));
        var day = settlement(
                7,
                TODAY,
                line(CHARGE, Movement.CAPTURE, 299_00),
                line(CHARGE, Movement.CAPTURE, 300_00),
                line("stranger:1", Movement.CAPTURE, 5_00));
        rio.when(new Reconcile(day))
                .then(reconciled(
                        day,
                        0,
                        new Difference(Differs.OTHER_AMOUNT, CHARGE, Movement.CAPTURE, 300_00, 299_00),
                        new Difference(Differs.TWICE, CHARGE, Movement.CAPTURE, 300_00, 300_00),
                        new Difference(Differs.MISSING_IN_BOOKS, "stranger:1", Movement.CAPTURE, 0, 5_00),
                        new Difference(Differs.MISSING_AT_BANK, REFUND, Movement.REFUND, 100_00, 0)));
    }

    @Test
    void what_was_settled_on_one_day_is_twice_on_the_next_and_nothing_is_missing_before_its_day_is_over() {
        capturedPayment();
        var yesterday = settlement(7, TODAY.minusDays(1));
        rio.when(new Reconcile(yesterday)).then(reconciled(yesterday, 0));
        var today = settlement(8, TODAY, line(CHARGE, Movement.CAPTURE, 300_00));
        rio.when(new Reconcile(today)).then(reconciled(today, 1));
        var tomorrow = settlement(9, TOMORROW, line(CHARGE, Movement.CAPTURE, 300_00));
        rio.when(new Reconcile(tomorrow))
                .then(reconciled(tomorrow, 0, new Difference(Differs.TWICE, CHARGE, Movement.CAPTURE, 300_00, 300_00)));
    }

    @Test
    void a_day_is_settled_once() {
        capturedPayment().after(new Reconcile(settlement(7, TODAY, line(CHARGE, Movement.CAPTURE, 300_00))));
        refused(settlement(8, TODAY, line(CHARGE, Movement.CAPTURE, 300_00)), Rejection.SETTLEMENT_KNOWN);
    }

    @Test
    void a_settlement_without_a_name_or_with_impossible_lines_is_refused() {
        refused(new Settlement(request(1), TODAY, "EUR", List.of(), Actor.UNKNOWN), Rejection.ACTOR_MISSING);
        refused(settlement(2, TODAY, line(CHARGE, Movement.UNKNOWN, 1)), Rejection.SETTLEMENT_INVALID);
        refused(settlement(3, TODAY, line(CHARGE, Movement.CAPTURE, -1)), Rejection.SETTLEMENT_INVALID);
        refused(settlement(4, TODAY, line(" ", Movement.CAPTURE, 1)), Rejection.SETTLEMENT_INVALID);
        var tooMany = Collections.nCopies(5_001, line(CHARGE, Movement.CAPTURE, 1));
        refused(new Settlement(request(5), TODAY, "EUR", tooMany, ANNA), Rejection.SETTLEMENT_INVALID);
    }

    private void refused(Settlement settlement, Rejection rejection) {
        rio.when(new Reconcile(settlement)).then(PaymentRequestRejected.of(settlement, rejection, Map.of()));
    }
}

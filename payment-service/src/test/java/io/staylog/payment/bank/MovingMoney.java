package io.staylog.payment.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.payment.bank.BankUnderTest.Books;
import io.staylog.payment.bank.BankUnderTest.Card;
import io.staylog.payment.domain.BankAnswer.ActionRequired;
import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotFound;
import io.staylog.payment.domain.BankAnswer.NotTaken;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankAnswer.Pending;
import io.staylog.payment.domain.BankAnswer.Said;
import io.staylog.payment.domain.Operation;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every bank must do with money, and say of it. A part of the conformance suite. */
@Timeout(30)
public abstract class MovingMoney {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    protected abstract BankUnderTest bank();

    private Orders orders(Card card) {
        return Orders.of(bank().name(), bank().token(card));
    }

    private Said execute(BankOrder order) throws InterruptedException {
        return bank().gateway().execute(order);
    }

    private Said lookUp(BankOrder order) throws InterruptedException {
        return bank().gateway().lookUp(order);
    }

    private static Approved approved(Said said) {
        assertThat(said).isInstanceOf(Approved.class);
        return (Approved) said;
    }

    /** The bank's number of an authorisation of 100 euros. */
    private String authorized(Orders orders) throws InterruptedException {
        return approved(execute(orders.authorize())).pspReference();
    }

    private Books books(Orders orders) throws Exception {
        return bank().books(orders.payment());
    }

    @Test
    void an_authorisation_tells_of_the_card_and_takes_nothing() throws Exception {
        var anna = orders(Card.GOOD);
        var answer = approved(execute(anna.authorize()));
        assertThat(answer.movedMinor()).isEqualTo(100_00);
        assertThat(answer.pspReference()).matches("[A-Za-z0-9][A-Za-z0-9._:-]{3,}");
        assertThat(answer.card().brand()).isEqualTo("visa");
        assertThat(answer.card().last4()).isEqualTo("4242");
        assertThat(answer.card().authCode()).isNotEmpty();
        assertThat(answer.card().expiresAt()).isAfter(Instant.now());
        assertThat(books(anna)).isEqualTo(new Books(1, 100_00, 0, 0, 0, 0));
        assertThat(approved(lookUp(anna.lookUp()))).isEqualTo(answer);
    }

    @Test
    void what_is_to_be_taken_at_once_is_taken() throws Exception {
        var anna = orders(Card.GOOD).atOnce();
        var answer = approved(execute(anna.authorize()));
        assertThat(answer.movedMinor()).isEqualTo(100_00);
        assertThat(books(anna).capturedMinor()).isEqualTo(100_00);
        assertThat(approved(lookUp(anna.lookUp())).movedMinor()).isEqualTo(100_00);
    }

    @Test
    void a_stored_card_is_charged_without_its_guest() throws Exception {
        var anna = orders(Card.GOOD).atOnce().byMerchant();
        assertThat(approved(execute(anna.authorize())).movedMinor()).isEqualTo(100_00);
        assertThat(books(anna).capturedMinor()).isEqualTo(100_00);
    }

    @Test
    void what_is_authorised_is_captured_and_given_back_in_parts() throws Exception {
        var anna = orders(Card.GOOD);
        var psp = authorized(anna);
        assertThat(approved(execute(anna.later(Operation.CAPTURE, 2, psp, 100_00)))
                        .movedMinor())
                .isEqualTo(100_00);
        assertThat(approved(execute(anna.later(Operation.REFUND, 3, psp, 30_00)))
                        .movedMinor())
                .isEqualTo(30_00);
        assertThat(approved(execute(anna.later(Operation.REFUND, 4, psp, 70_00)))
                        .movedMinor())
                .isEqualTo(70_00);
        assertThat(execute(anna.later(Operation.REFUND, 5, psp, 1)))
                .isEqualTo(new Declined("amount_exceeds_refundable"));
        assertThat(books(anna)).isEqualTo(new Books(1, 100_00, 100_00, 2, 100_00, 0));
        assertThat(approved(lookUp(anna.lookUp(Operation.REFUND, 4, psp, 70_00)))
                        .movedMinor())
                .isEqualTo(70_00);
    }

    @Test
    void several_captures_add_up_and_the_last_one_lets_the_rest_go() throws Exception {
        var anna = orders(Card.GOOD);
        var psp = authorized(anna);
        assertThat(approved(execute(anna.capturePart(2, psp, 30_00))).movedMinor())
                .isEqualTo(30_00);
        assertThat(approved(execute(anna.capturePart(3, psp, 20_00))).movedMinor())
                .isEqualTo(20_00);
        assertThat(approved(lookUp(anna.lookUp(Operation.CAPTURE, 2, psp, 30_00)))
                        .movedMinor())
                .isEqualTo(30_00);
        assertThat(approved(execute(anna.later(Operation.CAPTURE, 4, psp, 10_00)))
                        .movedMinor())
                .isEqualTo(10_00);
        assertThat(books(anna).capturedMinor()).isEqualTo(60_00);
        assertThat(execute(anna.later(Operation.CAPTURE, 5, psp, 10_00))).isInstanceOf(Declined.class);
        assertThat(books(anna).capturedMinor()).isEqualTo(60_00);
    }

    @Test
    void what_is_authorised_is_voided_once() throws Exception {
        var anna = orders(Card.GOOD);
        var psp = authorized(anna);
        assertThat(approved(execute(anna.later(Operation.VOID, 2, psp, 100_00))).movedMinor())
                .isIn(0L, 100_00L);
        assertThat(lookUp(anna.lookUp(Operation.VOID, 2, psp, 100_00))).isInstanceOf(Approved.class);
        assertThat(execute(anna.later(Operation.VOID, 3, psp, 100_00))).isEqualTo(new Declined("already_voided"));
        assertThat(execute(anna.later(Operation.CAPTURE, 4, psp, 100_00))).isEqualTo(new Declined("already_voided"));
        assertThat(books(anna).voids()).isEqualTo(1);
        assertThat(books(anna).capturedMinor()).isZero();
    }

    @Test
    void an_authorisation_is_raised_and_then_more_is_captured() throws Exception {
        var anna = orders(Card.GOOD);
        var psp = authorized(anna);
        assertThat(approved(execute(anna.later(Operation.ADJUST, 2, psp, 150_00)))
                        .movedMinor())
                .isEqualTo(150_00);
        assertThat(approved(lookUp(anna.lookUp(Operation.ADJUST, 2, psp, 150_00)))
                        .movedMinor())
                .isEqualTo(150_00);
        assertThat(approved(execute(anna.later(Operation.CAPTURE, 3, psp, 150_00)))
                        .movedMinor())
                .isEqualTo(150_00);
        assertThat(books(anna)).isEqualTo(new Books(1, 150_00, 150_00, 0, 0, 0));
    }

    @Test
    void an_authorisation_that_cannot_be_raised_stays_as_it_was() throws Exception {
        var anna = orders(Card.ADJUST_FAILS);
        var psp = authorized(anna);
        assertThat(execute(anna.later(Operation.ADJUST, 2, psp, 150_00))).isInstanceOf(Declined.class);
        assertThat(books(anna).authorizedMinor()).isEqualTo(100_00);
        assertThat(execute(anna.later(Operation.CAPTURE, 3, psp, 150_00)))
                .isEqualTo(new Declined("amount_exceeds_authorized"));
        assertThat(approved(execute(anna.later(Operation.CAPTURE, 4, psp, 100_00)))
                        .movedMinor())
                .isEqualTo(100_00);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insufficient_funds",
                "generic_decline",
                "do_not_honor",
                "issuer_unavailable",
                "processing_error",
                "try_again_later",
                "card_velocity_exceeded",
                "authentication_required",
                "expired_card",
                "incorrect_cvc",
                "incorrect_number",
                "card_not_supported",
                "currency_not_supported",
                "transaction_not_allowed",
                "lost_card",
                "stolen_card",
                "fraudulent"
            })
    void every_decline_has_its_code_and_moves_nothing(String code) throws Exception {
        var anna = Orders.of(bank().name(), bank().declined(code));
        assertThat(execute(anna.authorize())).isEqualTo(new Declined(code));
        assertThat(execute(anna.authorize())).as("again").isEqualTo(new Declined(code));
        assertThat(lookUp(anna.lookUp())).isEqualTo(new Declined(code));
        assertThat(books(anna)).isEqualTo(new Books(0, 0, 0, 0, 0, 0));
    }

    @Test
    void later_calls_that_are_declined_move_nothing() throws Exception {
        var anna = orders(Card.CAPTURE_FAILS);
        assertThat(execute(anna.later(Operation.CAPTURE, 2, authorized(anna), 100_00)))
                .isEqualTo(new Declined("capture_failed"));
        assertThat(books(anna).capturedMinor()).isZero();
        var bela = orders(Card.REFUND_FAILS).atOnce();
        var psp = authorized(bela);
        assertThat(execute(bela.later(Operation.REFUND, 2, psp, 100_00))).isEqualTo(new Declined("refund_failed"));
        assertThat(lookUp(bela.lookUp(Operation.REFUND, 2, psp, 100_00))).isEqualTo(new Declined("refund_failed"));
        assertThat(books(bela).refundedMinor()).isZero();
    }

    @Test
    void what_the_state_of_a_payment_does_not_allow_is_refused() throws Exception {
        var anna = orders(Card.GOOD);
        var psp = authorized(anna);
        assertThat(execute(anna.later(Operation.CAPTURE, 2, psp, 100_01)))
                .isEqualTo(new Declined("amount_exceeds_authorized"));
        execute(anna.later(Operation.CAPTURE, 3, psp, 100_00));
        assertThat(execute(anna.later(Operation.VOID, 4, psp, 100_00))).isEqualTo(new Declined("already_captured"));
        assertThat(execute(anna.later(Operation.REFUND, 5, psp, 100_01)))
                .isEqualTo(new Declined("amount_exceeds_refundable"));
        var bela = orders(Card.EXPIRES);
        assertThat(execute(bela.later(Operation.CAPTURE, 2, authorized(bela), 100_00)))
                .isEqualTo(new Declined("authorization_expired"));
        assertThat(books(bela).capturedMinor()).isZero();
    }

    @Test
    void what_the_bank_cannot_take_is_told_from_what_it_declines() throws Exception {
        var anna = Orders.of(bank().name(), "no_such_token");
        assertThat(execute(anna.authorize()))
                .isInstanceOfSatisfying(
                        NotTaken.class, it -> assertThat(it.code()).isEqualTo("token_invalid"));
        assertThat(execute(anna.later(Operation.CAPTURE, 2, "psp_none", 1)))
                .isInstanceOfSatisfying(
                        NotTaken.class, it -> assertThat(it.code()).isEqualTo("payment_not_found"));
    }

    @Test
    void the_same_key_again_has_the_same_answer_and_no_second_effect() throws Exception {
        var anna = orders(Card.GOOD);
        var psp = authorized(anna);
        assertThat(authorized(anna)).isEqualTo(psp);
        for (var order : new BankOrder[] {
            anna.later(Operation.ADJUST, 2, psp, 150_00),
            anna.capturePart(3, psp, 50_00),
            anna.later(Operation.CAPTURE, 4, psp, 50_00),
            anna.later(Operation.REFUND, 5, psp, 40_00)
        }) {
            var first = execute(order);
            assertThat(first).isInstanceOf(Approved.class);
            assertThat(execute(order)).as(order.name()).isEqualTo(first);
        }
        assertThat(books(anna)).isEqualTo(new Books(1, 150_00, 100_00, 1, 40_00, 0));
        var bela = orders(Card.GOOD);
        var belas = authorized(bela);
        var voided = execute(bela.later(Operation.VOID, 2, belas, 100_00));
        assertThat(execute(bela.later(Operation.VOID, 2, belas, 100_00))).isEqualTo(voided);
        assertThat(books(bela).voids()).isEqualTo(1);
    }

    @Test
    void a_key_with_another_body_moves_nothing_and_is_not_believed() throws Exception {
        var anna = orders(Card.GOOD);
        var psp = authorized(anna);
        assertThat(execute(anna.money(200_00, "EUR").authorize())).isInstanceOf(OutcomeUnknown.class);
        execute(anna.capturePart(2, psp, 30_00));
        assertThat(execute(anna.capturePart(2, psp, 40_00))).isInstanceOf(OutcomeUnknown.class);
        assertThat(books(anna)).isEqualTo(new Books(1, 100_00, 30_00, 0, 0, 0));
    }

    @Test
    void a_guest_who_must_act_and_does_has_paid() throws Exception {
        var anna = orders(Card.ASKS).atOnce();
        var asked = (ActionRequired) execute(anna.authorize());
        assertThat(asked.url()).startsWith("http");
        assertThat(asked.expiresAt()).isAfter(Instant.now());
        assertThat(execute(anna.authorize())).as("again").isEqualTo(asked);
        assertThat(lookUp(anna.lookUp())).isEqualTo(asked);
        assertThat(books(anna).capturedMinor()).isZero();
        bank().act(asked, true);
        assertThat(approved(lookUp(anna.lookUp())).movedMinor()).isEqualTo(100_00);
        assertThat(books(anna).capturedMinor()).isEqualTo(100_00);
    }

    @Test
    void a_guest_who_fails_to_prove_himself_has_not_paid() throws Exception {
        var anna = orders(Card.ASKS);
        bank().act((ActionRequired) execute(anna.authorize()), false);
        assertThat(lookUp(anna.lookUp())).isEqualTo(new Declined("authentication_failed"));
        assertThat(books(anna).authorizations()).isZero();
    }

    @Test
    void a_guest_who_does_not_act_in_time_has_not_paid() throws Exception {
        var anna = orders(Card.ASKS_IN_VAIN);
        assertThat(execute(anna.authorize())).isInstanceOf(ActionRequired.class);
        bank().letTheTimeToActPass();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(lookUp(anna.lookUp())).isEqualTo(new Declined("authentication_failed")));
        assertThat(books(anna).authorizations()).isZero();
    }

    @Test
    void a_refund_that_is_decided_later_is_pending_until_then() throws Exception {
        var anna = orders(Card.REFUND_PENDING).atOnce();
        var psp = authorized(anna);
        assertThat(execute(anna.later(Operation.REFUND, 2, psp, 40_00))).isInstanceOf(Pending.class);
        assertThat(books(anna).refundedMinor()).isZero();
        var question = anna.lookUp(Operation.REFUND, 2, psp, 40_00);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(lookUp(question)).isInstanceOf(Approved.class));
        assertThat(approved(lookUp(question)).movedMinor()).isEqualTo(40_00);
        assertThat(books(anna).refundedMinor()).isEqualTo(40_00);
    }

    @Test
    void a_refund_that_fails_later_has_given_nothing_back() throws Exception {
        var anna = orders(Card.REFUND_FAILS_LATER).atOnce();
        var psp = authorized(anna);
        assertThat(execute(anna.later(Operation.REFUND, 2, psp, 40_00))).isInstanceOf(Pending.class);
        var question = anna.lookUp(Operation.REFUND, 2, psp, 40_00);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(lookUp(question)).isEqualTo(new Declined("refund_failed")));
        assertThat(books(anna).refundedMinor()).isZero();
    }

    @Test
    void another_hotels_operation_is_never_the_answer() throws Exception {
        var anna = orders(Card.GOOD).atOnce();
        authorized(anna);
        assertThat(lookUp(anna.hotel("oslo").lookUp())).isInstanceOfAny(NotFound.class, OutcomeUnknown.class);
    }
}

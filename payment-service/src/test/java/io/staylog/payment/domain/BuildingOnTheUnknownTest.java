package io.staylog.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.payment.domain.PaymentCommand.PassDeadline;
import io.staylog.payment.stream.PaymentDeciderAdapter;
import io.staylog.payment.stream.Standings;
import org.junit.jupiter.api.Test;

/** Which requests have to wait while there is one before them that nobody can read: it may be what they build on. */
class BuildingOnTheUnknownTest extends PaymentSpec {
    private final PaymentDeciderAdapter rules =
            new PaymentDeciderAdapter(PaymentTimes.USUAL, new Standings(), GatewayChoice.always(""));

    @Test
    void what_is_asked_of_an_unknown_payment_builds_on_it() {
        assertThat(builds(ask(refund(1, 100)))).isTrue();
        assertThat(builds(ask(capture(2, 100)))).isTrue();
        assertThat(builds(ask(cancellation(3)))).isTrue();
    }

    @Test
    void a_payment_itself_what_the_bank_says_and_what_was_answered_before_do_not() {
        assertThat(builds(requested(PREPAYMENT))).isFalse();
        assertThat(builds(answer(1, new BankAnswer.NotFound()))).isFalse();
        assertThat(builds(new PassDeadline(PAYMENT))).isFalse();
        var refund = ask(refund(1, 100));
        rio.after(refund);
        assertThat(builds(refund)).isFalse();
        rio.after(requested(PREPAYMENT));
        assertThat(builds(ask(capture(2, 100)))).isFalse();
    }

    @Test
    void everything_about_a_payment_has_it_as_its_subject() {
        var subject = PAYMENT.value().toString();
        assertThat(rules.subject(requested(PREPAYMENT))).isEqualTo(subject);
        assertThat(rules.subject(ask(refund(1, 100)))).isEqualTo(subject);
        assertThat(rules.subject(answer(1, new BankAnswer.NotFound()))).isEqualTo(subject);
    }

    private boolean builds(PaymentCommand command) {
        return rules.buildsOnUnknown(rio.state(), command);
    }
}

package io.staylog.payment.bank.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.payment.bank.Orders;
import io.staylog.payment.domain.BankAnswer.ActionRequired;
import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Card;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankAnswer.Pending;
import io.staylog.payment.domain.Operation;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorProtocolTest {
    private static final Orders ANNA = Orders.of("simulator", "tok_ok").atOnce();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'status':'approved'}                                                       | how much",
                "{'status':'approved','pspReference':'psp_1'}                                | how much",
                "{'status':'approved','pspReference':'psp_1','amountMinor':0}                | how much",
                "{'status':'approved','pspReference':'psp_1','amountMinor':'10000'}          | how much",
                "{'status':'approved','pspReference':'psp_1','amountMinor':10000.5}          | how much",
                "{'status':'approved','amountMinor':10000}                                   | number of its own",
                "{'status':'approved','pspReference':'../x?','amountMinor':10000}            | number of its own",
                "{'status':'approved','pspReference':'p','amountMinor':10000,'currency':'USD'} | currency",
                "{'status':'approved','pspReference':'p','amountMinor':10000,'operation':'refund'} | operation",
                "{'status':'approved','pspReference':'p','amountMinor':10000,'merchant':'oslo'} | merchant",
                "{'status':'approved','pspReference':'p','amountMinor':1,'merchantReference':'x'} | merchantReference",
                "{'status':'declined','declineCode':'lost_card','merchantReference':'x'}     | merchantReference"
            })
    void money_is_not_believed_to_have_moved_without_evidence(String body, String missing) {
        var bytes = body.replace('\'', '"').getBytes();
        var order = ANNA.authorize();
        assertThat(SimulatorProtocol.executed(order, 200, bytes))
                .isInstanceOfSatisfying(
                        OutcomeUnknown.class, it -> assertThat(it.message()).contains(missing));
    }

    @Test
    void an_answer_that_names_our_own_words_is_believed() {
        var body =
                "{'status':'approved','pspReference':'p','amountMinor':10000,'currency':'EUR','operation':'authorize',"
                        + "'merchant':'rio','merchantReference':'" + ANNA.payment() + ":1'}";
        var bytes = body.replace('\'', '"').getBytes();
        assertThat(SimulatorProtocol.executed(ANNA.authorize(), 200, bytes))
                .isEqualTo(new Approved(100_00, "p", Card.UNKNOWN));
        assertThat(SimulatorProtocol.lookedUp(ANNA.lookUp(), 200, bytes))
                .isEqualTo(new Approved(100_00, "p", Card.UNKNOWN));
    }

    @ParameterizedTest
    @CsvSource({
        "200, '<html>'",
        "200, '{}'",
        "200, '{\"status\":\"maybe\"}'",
        "302, '{\"status\":\"approved\"}'",
        "404, '{\"code\":\"no_such_page\"}'",
        "404, 'not found'",
        "400, 'bad request'",
        "409, '{\"code\":\"operation_in_progress\"}'",
        "422, '{\"code\":\"idempotency_key_reused\"}'",
        "500, ''",
        "502, 'bad gateway'",
        "503, 'try later'"
    })
    void what_is_not_in_the_protocol_leaves_it_unknown(int status, String body) throws Exception {
        assertThat(SimulatorProtocol.executed(ANNA.authorize(), status, body.getBytes()))
                .isInstanceOf(OutcomeUnknown.class);
        assertThat(SimulatorProtocol.lookedUp(ANNA.lookUp(), status, body.getBytes()))
                .isInstanceOf(OutcomeUnknown.class);
    }

    @Test
    void every_operation_has_its_path_and_says_no_more_than_it_needs() {
        var reference = "{'merchantReference':'" + ANNA.payment() + ":2','merchant':'rio'";
        assertThat(SimulatorProtocol.path(ANNA.authorize())).isEqualTo("/v1/payments");
        assertThat(body(ANNA.authorize()))
                .isEqualTo("{'merchantReference':'" + ANNA.payment() + ":1','merchant':'rio','amountMinor':10000,"
                        + "'currency':'EUR','token':'tok_ok','capture':true,'initiator':'customer'}");
        var part = ANNA.capturePart(2, "psp_1", 40_00);
        assertThat(SimulatorProtocol.path(part)).isEqualTo("/v1/payments/psp_1/captures");
        assertThat(body(part)).isEqualTo(reference + ",'amountMinor':4000,'final':false}");
        assertThat(body(ANNA.later(Operation.CAPTURE, 2, "psp_1", 100_00)))
                .isEqualTo(reference + ",'amountMinor':10000,'final':true}");
        var raised = ANNA.later(Operation.ADJUST, 2, "psp_1", 150_00);
        assertThat(SimulatorProtocol.path(raised)).isEqualTo("/v1/payments/psp_1/adjustments");
        assertThat(body(raised)).isEqualTo(reference + ",'amountMinor':15000}");
        assertThat(body(ANNA.later(Operation.VOID, 2, "psp_1", 100_00))).isEqualTo(reference + "}");
    }

    private static String body(io.staylog.payment.bank.BankOrder order) {
        return new String(SimulatorProtocol.body(order), UTF_8).replace('"', '\'');
    }

    @ParameterizedTest
    @CsvSource({"AUTHORIZE, authorize", "CAPTURE, capture", "VOID, void", "REFUND, refund", "ADJUST, adjust"})
    void a_question_names_the_operation_that_it_asks_about(Operation about, String name) {
        assertThat(SimulatorProtocol.question(ANNA.lookUp(about, 2, "psp_1", 1)))
                .isEqualTo(
                        "/v1/operations?merchant=rio&merchantReference=" + ANNA.payment() + "%3A2&operation=" + name);
        var wrong = ("{'status':'approved','pspReference':'p','amountMinor':1,'operation':'"
                        + (about == Operation.VOID ? "capture" : "void") + "'}")
                .replace('\'', '"')
                .getBytes(UTF_8);
        assertThat(SimulatorProtocol.lookedUp(ANNA.lookUp(about, 2, "psp_1", 1), 200, wrong))
                .isInstanceOf(OutcomeUnknown.class);
    }

    @Test
    void the_guest_must_act_where_and_until_the_bank_says() {
        var body = "{'status':'action_required','pspReference':'psp_1','operation':'authorize','currency':'EUR',"
                + "'actionUrl':'http://bank/3ds/1','actionExpiresAt':'2026-03-01T12:15:00Z','amountMinor':10000}";
        var expected = new ActionRequired("http://bank/3ds/1", Instant.parse("2026-03-01T12:15:00Z"), "psp_1");
        var bytes = body.replace('\'', '"').getBytes(UTF_8);
        assertThat(SimulatorProtocol.executed(ANNA.authorize(), 202, bytes)).isEqualTo(expected);
        assertThat(SimulatorProtocol.lookedUp(ANNA.lookUp(), 202, bytes)).isEqualTo(expected);
    }

    @Test
    void what_the_bank_decides_later_is_pending() {
        var bytes = "{'status':'pending','pspReference':'psp_1','operation':'refund'}"
                .replace('\'', '"')
                .getBytes(UTF_8);
        var order = ANNA.later(Operation.REFUND, 2, "psp_1", 1);
        assertThat(SimulatorProtocol.executed(order, 202, bytes)).isEqualTo(new Pending("psp_1"));
        assertThat(SimulatorProtocol.lookedUp(ANNA.lookUp(Operation.REFUND, 2, "psp_1", 1), 202, bytes))
                .isEqualTo(new Pending("psp_1"));
        var declined = "{'status':'declined','declineCode':'refund_failed','operation':'refund'}"
                .replace('\'', '"')
                .getBytes(UTF_8);
        assertThat(SimulatorProtocol.lookedUp(ANNA.lookUp(Operation.REFUND, 2, "psp_1", 1), 200, declined))
                .isEqualTo(new Declined("refund_failed"));
    }

    @ParameterizedTest
    @CsvSource({"'{\"status\":\"action_required\",\"pspReference\":\"p\"}'", "'{\"status\":\"pending\"}'"})
    void what_is_open_without_a_number_or_an_end_is_unknown(String body) {
        assertThat(SimulatorProtocol.executed(ANNA.authorize(), 202, body.getBytes(UTF_8)))
                .isInstanceOf(OutcomeUnknown.class);
    }
}

package io.staylog.payment.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.staylog.payment.Http;
import io.staylog.payment.Http.Answer;
import io.staylog.payment.bank.BankNotice;
import io.staylog.payment.bank.NotNoticed;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topics;
import io.staylog.schemas.payment.BankNotificationKind;
import io.staylog.schemas.payment.BankNotified;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What a bank says is on the log before the bank is told that we have it. */
class HearingTheBankTest extends EdgeTest {
    private static final String PATH = "/gateway/simulator/notifications";

    @Autowired
    MeterRegistry meters;

    private Answer say(String body, String... headers) {
        return new Http(port, null).call("POST", PATH, body, headers);
    }

    @Test
    void a_signed_notification_is_written_for_its_hotel_and_a_repeat_has_the_same_record_id() {
        assertThat(say("n-1", "Signed", "yes").status()).isEqualTo(204);
        assertThat(say("n-1", "Signed", "yes").status()).isEqualTo(204);
        assertThat(say("n-2", "Signed", "yes").status()).isEqualTo(204);
        var records = log.history();
        assertThat(records).hasSize(3).allSatisfy(record -> {
            assertThat(record.topic()).isEqualTo(Topics.BANK_ANSWERS.name());
            assertThat(record.key()).isEqualTo("rio");
        });
        var ids = records.stream()
                .map(record -> EventHeaders.text(record.headers(), EventHeaders.ID))
                .toList();
        assertThat(ids.get(0)).startsWith("simulator/").isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2));
        var notified = (BankNotified) written(records.getFirst());
        assertThat(notified.getNotificationId()).isEqualTo("n-1");
        assertThat(notified.getPaymentId()).isEqualTo(TalkingBank.PAYMENT);
        assertThat(notified.getAttemptNo()).isEqualTo(2);
        assertThat(notified.getKind()).isEqualTo(BankNotificationKind.CAPTURED);
    }

    @ParameterizedTest
    @EnumSource(NotNoticed.Code.class)
    void what_is_not_taken_is_answered_as_the_bank_must_hear_it_and_counted(NotNoticed.Code code) {
        bank.says(new NotNoticed(code, "a sentence"));
        double before = counted(code.text());
        var answer = say("n-1", "Signed", "yes");
        assertThat(answer.status()).isEqualTo(code.status());
        if (code == NotNoticed.Code.TYPE_UNKNOWN) {
            assertThat(answer.body()).isEmpty();
        } else {
            refused(answer, code.status(), code.text(), "");
            assertThat(answer.header("Retry-After").isEmpty()).isEqualTo(code != NotNoticed.Code.NOT_NOW);
        }
        assertThat(counted(code.text())).isEqualTo(before + 1);
        assertThat(log.history()).isEmpty();
    }

    private double counted(String outcome) {
        return meters.counter("staylog.bank.notifications", "gateway", "simulator", "outcome", outcome)
                .count();
    }

    @Test
    void an_unsigned_one_is_refused_and_a_bank_that_nobody_knows_is_not_found() {
        refused(say("n-1"), 401, "signature_missing", "");
        refused(
                new Http(port, null).call("POST", "/gateway/other/notifications", "n-1", "Signed", "yes"),
                404,
                "gateway_not_found",
                "psp");
        refused(http.get(PATH), 405, "method_not_allowed", "");
        assertThat(log.history()).isEmpty();
    }

    @Test
    void while_the_log_is_away_the_bank_is_asked_to_send_it_again() {
        log.sendException = new KafkaException("no broker");
        var answer = say("n-1", "Signed", "yes");
        refused(answer, 503, "log_unavailable", "");
        assertThat(answer.header("Retry-After")).isNotEmpty();
        log.sendException = null;
        open.set(false);
        refused(say("n-1", "Signed", "yes"), 503, "not_ready", "");
        assertThat(log.history()).isEmpty();
    }

    @Test
    void a_body_is_given_to_the_bank_as_it_came_unless_it_is_too_large() {
        var body = " {\"a\" :1,\n \"a\": 2} not even JSON ";
        bank.says(TalkingBank.captured("n-3", "psp-1"));
        assertThat(say(body, "Signed", "yes").status()).isEqualTo(204);
        assertThat(bank.bytes).isEqualTo(body.length());
        bank.says(null);
        refused(say("x".repeat(64 * 1024 + 1), "Signed", "yes"), 413, "body_too_large", "");
    }

    @Test
    void card_data_is_kept_out_even_where_the_banks_reader_let_it_through() {
        bank.says(new BankNotice(
                "n-4",
                "simulator",
                BankNotice.Kind.CAPTURED,
                new BankNotice.Subject("rio", TalkingBank.PAYMENT, "x", 1, CARD),
                1,
                "EUR",
                "",
                BankNotice.Dispute.NONE,
                io.staylog.payment.domain.BankAnswer.Card.UNKNOWN,
                now.get()));
        var answer = say("n-4", "Signed", "yes");
        refused(answer, 400, "body_invalid", "");
        assertThat(answer.body()).doesNotContain("4111");
        assertThat(log.history()).isEmpty();
    }
}

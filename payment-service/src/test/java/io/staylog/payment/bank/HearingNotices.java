package io.staylog.payment.bank;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.payment.bank.BankGateway.Headers;
import io.staylog.payment.bank.BankNotice.Kind;
import io.staylog.payment.bank.BankNotice.Stage;
import io.staylog.payment.bank.BankUnderTest.Card;
import io.staylog.payment.bank.NotNoticed.Code;
import io.staylog.payment.domain.BankAnswer.Approved;
import java.nio.file.Files;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom every gateway believes, and what it hears. A part of the conformance suite. */
@Timeout(30)
public abstract class HearingNotices {
    private static final String SECRET = "whsec_first";
    private static final Instant NOW = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);

    private Orders anna;
    private String psp;

    protected abstract BankUnderTest bank();

    @BeforeEach
    void authorize() throws Exception {
        Files.writeString(bank().secrets(), SECRET + "\nwhsec_second\n");
        anna = Orders.of(bank().name(), bank().token(Card.GOOD));
        psp = ((Approved) bank().gateway().execute(anna.authorize())).pspReference();
    }

    private Notification heard(Headers headers, String body) throws InterruptedException {
        return bank().gateway().hear(headers, body.getBytes(UTF_8), NOW);
    }

    private String notice(Kind kind) {
        return bank().notice("evt_1", kind, anna, 1, psp, NOW.minusSeconds(2));
    }

    private void assertRefused(Notification heard, Code code) {
        assertThat(heard).isInstanceOfSatisfying(NotNoticed.class, it -> {
            assertThat(it.code()).as(it.message()).isEqualTo(code);
            assertThat(it.message()).doesNotContain("whsec_");
        });
    }

    @ParameterizedTest
    @EnumSource(
            names = {"CAPTURE_FAILED"},
            mode = EnumSource.Mode.EXCLUDE)
    void every_kind_of_notice_says_whose_it_is_and_how_much(Kind kind) throws Exception {
        var body = notice(kind);
        var heard = (BankNotice) heard(bank().sign(body, SECRET, NOW), body);
        assertThat(heard.kind()).isEqualTo(kind);
        assertThat(heard.notificationId()).isEqualTo("evt_1");
        assertThat(heard.gateway()).isEqualTo(bank().name());
        assertThat(heard.subject().hotelId()).isEqualTo("rio");
        assertThat(heard.subject().paymentId()).isEqualTo(anna.payment());
        assertThat(heard.subject().merchantReference()).isEqualTo(anna.payment() + ":1");
        assertThat(heard.subject().attemptNo()).isEqualTo(1);
        assertThat(heard.subject().pspReference()).isEqualTo(psp);
        assertThat(heard.amountMinor()).isEqualTo(100_00);
        assertThat(heard.currency()).isEqualTo("EUR");
        assertThat(heard.occurredAt()).isEqualTo(NOW.minusSeconds(2));
        assertThat(heard.declineCode())
                .isEqualTo(
                        switch (kind) {
                            case DECLINED -> "lost_card";
                            case REFUND_FAILED -> "refund_failed";
                            default -> "";
                        });
    }

    @Test
    void a_dispute_says_why_how_far_and_until_when() throws Exception {
        var body = notice(Kind.DISPUTE_OPENED);
        var dispute = ((BankNotice) heard(bank().sign(body, SECRET, NOW), body)).dispute();
        assertThat(dispute.id()).isEqualTo("dp_1");
        assertThat(dispute.reasonCode()).isEqualTo("fraudulent");
        assertThat(dispute.stage()).isEqualTo(Stage.CHARGEBACK);
        assertThat(dispute.evidenceDueAt()).isAfter(NOW);
    }

    @Test
    void every_secret_counts_and_a_changed_file_is_read_again() throws Exception {
        var body = notice(Kind.CAPTURED);
        assertThat(heard(bank().sign(body, "whsec_second", NOW), body)).isInstanceOf(BankNotice.class);
        Files.writeString(bank().secrets(), "whsec_third_and_longer\n");
        assertThat(heard(bank().sign(body, "whsec_third_and_longer", NOW), body))
                .isInstanceOf(BankNotice.class);
        assertRefused(heard(bank().sign(body, SECRET, NOW), body), Code.SIGNATURE_INVALID);
    }

    @Test
    void what_is_not_signed_for_these_bytes_and_this_time_is_refused() throws Exception {
        var body = notice(Kind.CAPTURED);
        assertRefused(heard(_ -> null, body), Code.SIGNATURE_MISSING);
        assertRefused(heard(_ -> "nonsense", body), Code.SIGNATURE_INVALID);
        assertRefused(heard(bank().sign(body, "whsec_other", NOW), body), Code.SIGNATURE_INVALID);
        assertRefused(heard(bank().sign(body, SECRET, NOW), body.replace("rio", "oslo") + " "), Code.SIGNATURE_INVALID);
        assertRefused(heard(bank().sign(body, SECRET, NOW.minusSeconds(301)), body), Code.SIGNATURE_TOO_OLD);
        assertRefused(heard(bank().sign(body, SECRET, NOW.plusSeconds(301)), body), Code.SIGNATURE_TOO_OLD);
        assertThat(heard(bank().sign(body, SECRET, NOW.minusSeconds(299)), body))
                .isInstanceOf(BankNotice.class);
    }

    @Test
    void what_is_signed_but_is_of_no_use_is_told_from_what_makes_no_sense() throws Exception {
        var other = bank().otherNotice("evt_2", NOW);
        assertRefused(heard(bank().sign(other, SECRET, NOW), other), Code.TYPE_UNKNOWN);
        for (var body : new String[] {"no json", "[]", "{}"}) {
            assertThat(heard(bank().sign(body, SECRET, NOW), body))
                    .isInstanceOfSatisfying(
                            NotNoticed.class, it -> assertThat(it.code()).isIn(Code.BODY_INVALID, Code.TYPE_UNKNOWN));
        }
    }
}

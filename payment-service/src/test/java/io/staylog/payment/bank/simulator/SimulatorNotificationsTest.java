package io.staylog.payment.bank.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.payment.bank.BankNotice;
import io.staylog.payment.bank.BankNotice.Kind;
import io.staylog.payment.bank.BankNotice.Stage;
import io.staylog.payment.bank.NotNoticed;
import io.staylog.payment.bank.NotNoticed.Code;
import io.staylog.payment.bank.Notification;
import io.staylog.payment.bank.NotificationSecrets;
import io.staylog.payment.domain.BankAnswer.Card;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorNotificationsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final UUID ANNA = UUID.fromString("0197a1b2-c3d4-7e5f-8a6b-0c1d2e3f4a5b");
    private static final String OPENED = """
            {"id":"evt_1","type":"dispute.opened","createdAt":"2026-03-01T11:59:58Z","merchant":"rio",
             "merchantReference":"%s:1","pspReference":"psp_7","operation":"authorize","amountMinor":10000,
             "currency":"EUR","disputeId":"dp_1","reasonCode":"fraudulent","stage":"chargeback",
             "evidenceDueAt":"2026-03-08T12:00:00Z","brand":"visa","last4":"4242"}""".formatted(ANNA);

    @TempDir
    Path home;

    private Path file;
    private SimulatorNotifications notifications;

    @BeforeEach
    void keepASecret() throws IOException {
        file = Files.writeString(home.resolve("secrets"), "# by whom\nfirst\nsecond\n");
        notifications = new SimulatorNotifications(new NotificationSecrets("property", file));
    }

    private static String signed(String secret, Instant at, String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            long t = at.getEpochSecond();
            return "t=" + t + ",v1=" + HexFormat.of().formatHex(mac.doFinal((t + "." + body).getBytes(UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Notification heard(String signature, String body) {
        return notifications.read(
                name -> name.equalsIgnoreCase("bank-signature") ? signature : null, body.getBytes(UTF_8), NOW);
    }

    private void assertRefused(String signature, String body, Code code) {
        assertThat(heard(signature, body))
                .isInstanceOfSatisfying(
                        NotNoticed.class,
                        it -> assertThat(it.code()).as(it.message()).isEqualTo(code));
    }

    @Test
    void all_that_a_notification_says_is_read() {
        var subject = new BankNotice.Subject("rio", ANNA, ANNA + ":1", 1, "psp_7");
        var dispute =
                new BankNotice.Dispute("dp_1", "fraudulent", Stage.CHARGEBACK, Instant.parse("2026-03-08T12:00:00Z"));
        assertThat(heard(signed("first", NOW, OPENED), OPENED))
                .isEqualTo(new BankNotice(
                        "evt_1",
                        "simulator",
                        Kind.DISPUTE_OPENED,
                        subject,
                        100_00,
                        "EUR",
                        "",
                        dispute,
                        new Card("", null, "visa", "4242"),
                        Instant.parse("2026-03-01T11:59:58Z")));
    }

    @Test
    void a_capture_that_has_failed_after_all_is_heard() {
        var body = OPENED.replace("dispute.opened", "payment.capture_failed").replace("\"disputeId\":\"dp_1\",", "");
        assertThat(heard(signed("first", NOW, body), body)).isInstanceOfSatisfying(BankNotice.class, it -> {
            assertThat(it.kind()).isEqualTo(Kind.CAPTURE_FAILED);
            assertThat(it.dispute()).isEqualTo(BankNotice.Dispute.NONE);
        });
    }

    @Test
    void every_secret_counts_and_a_changed_file_is_read_again() throws IOException {
        assertThat(heard(signed("second", NOW, OPENED), OPENED)).isInstanceOf(BankNotice.class);
        assertRefused(signed("third", NOW, OPENED), OPENED, Code.SIGNATURE_INVALID);
        Files.writeString(file, "third, which is longer\n");
        assertThat(heard(signed("third, which is longer", NOW, OPENED), OPENED)).isInstanceOf(BankNotice.class);
        assertRefused(signed("second", NOW, OPENED), OPENED, Code.SIGNATURE_INVALID);
        Files.delete(file);
        assertThat(heard(signed("third, which is longer", NOW, OPENED), OPENED)).isInstanceOf(BankNotice.class);
    }

    @Test
    void one_right_signature_among_several_is_enough() {
        var right = signed("first", NOW, OPENED);
        var wrong = ",v1=" + "0".repeat(64);
        assertThat(heard(right + wrong, OPENED)).isInstanceOf(BankNotice.class);
        assertThat(heard(right.replace(",v1", wrong + ",v1"), OPENED)).isInstanceOf(BankNotice.class);
    }

    @Test
    void what_is_not_signed_for_these_bytes_and_this_time_is_refused() {
        assertRefused(null, OPENED, Code.SIGNATURE_MISSING);
        assertRefused(" ", OPENED, Code.SIGNATURE_MISSING);
        assertRefused(signed("first", NOW, OPENED), OPENED + " ", Code.SIGNATURE_INVALID);
        assertRefused(signed("first", NOW, OPENED).replace("t=1", "t=2"), OPENED, Code.SIGNATURE_INVALID);
        assertThat(heard(signed("first", NOW.minusSeconds(300), OPENED), OPENED))
                .isInstanceOf(BankNotice.class);
        assertRefused(signed("first", NOW.minusSeconds(301), OPENED), OPENED, Code.SIGNATURE_TOO_OLD);
        assertRefused(signed("first", NOW.plusSeconds(301), OPENED), OPENED, Code.SIGNATURE_TOO_OLD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "t=1", "v1=00", "t=1,v1=zz", "t=99999999999999999999,v1=00", "t=1,v2=00"})
    void a_signature_of_another_form_is_refused(String header) {
        assertRefused(header, OPENED, Code.SIGNATURE_INVALID);
    }

    @Test
    void without_a_secret_everything_is_refused() {
        notifications = new SimulatorNotifications(new NotificationSecrets("property", null));
        assertRefused(signed("first", NOW, OPENED), OPENED, Code.SIGNATURE_INVALID);
    }

    @Test
    void what_is_signed_but_makes_no_sense_is_refused() {
        for (var body : new String[] {
            "no json",
            "[]",
            OPENED.replace("\"id\":\"evt_1\",", ""),
            OPENED.replace("2026-03-01T11:59:58Z", "yesterday"),
            OPENED.replace("10000", "\"a lot\""),
            OPENED.replace("EUR", "Euro")
        }) {
            assertRefused(signed("first", NOW, body), body, Code.BODY_INVALID);
        }
        var other = OPENED.replace("dispute.opened", "payment.admired");
        assertRefused(signed("first", NOW, other), other, Code.TYPE_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"order-17", "0197a1b2-c3d4-7e5f-8a6b-0c1d2e3f4a5b", "0197a1b2-c3d4-7e5f-8a6b-0c1d2e3f4a5b:0"})
    void a_reference_that_is_none_of_ours_belongs_to_nobody(String reference) {
        var body = OPENED.replace(ANNA + ":1", reference);
        assertThat(heard(signed("first", NOW, body), body))
                .isInstanceOfSatisfying(
                        BankNotice.class,
                        it -> assertThat(it.subject())
                                .isEqualTo(new BankNotice.Subject("unmatched", null, reference, 0, "psp_7")));
    }

    @Test
    void what_looks_like_a_card_number_is_not_kept() {
        var body = OPENED.replace("4242\"", "4242424242424242\"")
                .replace(ANNA + ":1", "4242424242424242")
                .replace("fraudulent", "4242424242424242");
        assertThat(heard(signed("first", NOW, body), body))
                .isInstanceOf(BankNotice.class)
                .asString()
                .doesNotContain("42424242");
    }
}

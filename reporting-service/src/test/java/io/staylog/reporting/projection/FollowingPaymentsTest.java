package io.staylog.reporting.projection;

import static io.staylog.reporting.testing.Events.*;
import static io.staylog.reporting.testing.MoneyEvents.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.reporting.testing.Log;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.DisputeStage;
import io.staylog.schemas.payment.PaymentAuthorized;
import io.staylog.schemas.payment.PaymentPurpose;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How payments stand after their events, in a real PostgreSQL. */
class FollowingPaymentsTest {
    private static RegistryDouble registry;
    private static ProjectorFixture projection;
    private static ProjectorFixture inOne;
    private Log log;

    @BeforeAll
    static void open() throws IOException {
        registry = RegistryDouble.withOurSchemas();
        projection = new ProjectorFixture(new SchemaRegistry(registry.url()));
        inOne = new ProjectorFixture(new SchemaRegistry(registry.url()));
    }

    @BeforeEach
    void begin() {
        log = new Log(new SchemaRegistry(registry.url()));
        projection.clear();
    }

    @AfterAll
    static void close() {
        projection.close();
        inOne.close();
        registry.close();
    }

    private String after(SpecificRecord... events) {
        return after("state", events);
    }

    private String attentionAfter(SpecificRecord... events) {
        return after("attention", events);
    }

    /** The same however the events are cut into batches. */
    private String after(String column, SpecificRecord... events) {
        var records = new Log(new SchemaRegistry(registry.url()))
                .add(initiated("p", PaymentPurpose.GUARANTEE, 100, "2026-03-01"))
                .add(events)
                .records();
        var sql = "select " + column + " from projection.payment";
        var value = projection.clear().project(records, 1).jdbc.queryForObject(sql, String.class);
        assertThat(inOne.clear().project(records, 100).dump()).isEqualTo(projection.dump());
        return value;
    }

    @Test
    void the_card_is_the_one_that_the_bank_named_last() {
        var nameless = authorized("p", 2, 100);
        assertThat(after("card_brand || ' ' || card_last4", nameless)).isNull();
        var visa = captured("p", 2, PaymentPurpose.GUARANTEE, 100, "2026-03-01");
        assertThat(after("card_brand || ' ' || card_last4", visa)).isEqualTo("visa 4242");
        assertThat(after("card_brand || ' ' || card_last4", visa, authorized("p", 3, 100)))
                .isEqualTo("visa 4242");
        var other = PaymentAuthorized.newBuilder(authorized("p", 3, 100))
                .setBrand("mastercard")
                .setLast4("4444")
                .build();
        assertThat(after("card_brand || ' ' || card_last4", visa, other)).isEqualTo("mastercard 4444");
    }

    @Test
    void a_payment_is_in_the_state_that_its_newest_event_says() {
        assertThat(after(actionRequired("p", 2))).isEqualTo("ACTION_REQUIRED");
        assertThat(after(authorized("p", 2, 100), adjusted("p", 3, 100, 150))).isEqualTo("AUTHORIZED");
        assertThat(after(authorized("p", 2, 100), authorizationExpired("p", 3, 100)))
                .isEqualTo("EXPIRED");
        var part = capturedInPart("p", 3, PaymentPurpose.GUARANTEE, 60, "2026-03-01");
        assertThat(after(authorized("p", 2, 100), part)).isEqualTo("PARTIALLY_CAPTURED");
        var rest = capturedInPart("p", 4, PaymentPurpose.GUARANTEE, 40, "2026-03-01");
        assertThat(after(authorized("p", 2, 100), part, rest)).isEqualTo("CAPTURED");
        assertThat(after(authorized("p", 2, 100), part, authorizationExpired("p", 4, 40)))
                .isEqualTo("CAPTURED");
        var whole = captured("p", 2, PaymentPurpose.GUARANTEE, 100, "2026-03-01");
        assertThat(after(whole, captureFailed("p", 3, 100, "2026-03-01"))).isEqualTo("CAPTURE_FAILED");
        assertThat(after(whole, refundPending("p", 3, 100))).isEqualTo("REFUND_PENDING");
        assertThat(after(whole, refundFailed("p", 3, 40), refundedByHand("p", 4, 40, "2026-03-01")))
                .isEqualTo("PARTIALLY_REFUNDED");
        var disputed = disputed("p", 3, DisputeStage.CHARGEBACK, 100, "2026-03-01");
        assertThat(after(whole, disputed)).isEqualTo("DISPUTED");
        assertThat(after(whole, disputed, won("p", 4, 100))).isEqualTo("CAPTURED");
        assertThat(after(whole, disputed, lost("p", 4, 100))).isEqualTo("DISPUTE_LOST");
    }

    @Test
    void an_authorisation_that_is_renewed_stays_authorised_whatever_becomes_of_the_old_one() {
        var renewal = started("p", 4, BankOperation.AUTHORIZE, 2, true, null);
        var first = authorized("p", 2, 100);
        assertThat(after(first, renewing("p", 3), renewal)).isEqualTo("AUTHORIZED");
        assertThat(after(first, renewing("p", 3), renewal, renewalDeclined("p", 5)))
                .isEqualTo("AUTHORIZED");
        var oldVoid = started("p", 6, BankOperation.VOID, 3, false, "psp-0");
        assertThat(after(first, renewing("p", 3), renewal, authorized("p", 5, 100), oldVoid, unknownAttempt("p", 7, 3)))
                .isEqualTo("AUTHORIZED");
        assertThat(after(first, renewing("p", 3), renewal, authorized("p", 5, 100), oldVoid, replaced("p", 7)))
                .isEqualTo("AUTHORIZED");
        var realVoid = started("p", 3, BankOperation.VOID, 2, false, null);
        assertThat(after(first, realVoid, voidedAttempt("p", 4, 2))).isEqualTo("VOIDED");
    }

    @Test
    void what_has_worked_after_all_or_a_person_has_dealt_with_needs_no_attention_any_more() {
        assertThat(attentionAfter(attention("p", 2))).isEqualTo("ask the bank");
        assertThat(attentionAfter(attention("p", 2), resolved("p", 3))).isNull();
        assertThat(attentionAfter(attention("p", 2), authorized("p", 3, 100))).isNull();
        var whole = captured("p", 2, PaymentPurpose.GUARANTEE, 100, "2026-03-01");
        assertThat(attentionAfter(whole, refundFailed("p", 3, 40))).isEqualTo("closed card");
        assertThat(attentionAfter(whole, refundFailed("p", 3, 40), refundedByHand("p", 4, 40, "2026-03-01")))
                .isNull();
        // The refund that failed is not made good by another authorisation.
        assertThat(attentionAfter(whole, refundFailed("p", 3, 40), resolved("p", 4)))
                .isEqualTo("closed card");
        assertThat(attentionAfter(attention("p", 2), acted("p", 3, "PaymentCaptureRequested")))
                .isEqualTo("ask the bank");
        assertThat(attentionAfter(whole, refundFailed("p", 3, 40), acted("p", 4, "AttentionAcknowledged")))
                .isNull();
    }

    @Test
    void money_that_did_not_come_or_went_back_by_hand_is_no_cash() {
        log.add(
                initiated("p", PaymentPurpose.PREPAYMENT, 100, "2026-03-01"),
                captured("p", 2, PaymentPurpose.PREPAYMENT, 100, "2026-03-01"),
                captureFailed("p", 3, 100, "2026-03-01"),
                captured("p", 4, PaymentPurpose.PREPAYMENT, 100, "2026-03-02"),
                refundedByHand("p", 5, 30, "2026-03-02"));
        projection.project(log.records());
        assertThat(projection.jdbc.queryForList(
                        "select kind || ' ' || purpose || ' ' || amount_minor from projection.cash_movement"
                                + " order by version",
                        String.class))
                .containsExactly(
                        "CAPTURE PREPAYMENT 100",
                        "CAPTURE_FAILED PREPAYMENT 100",
                        "CAPTURE PREPAYMENT 100",
                        "MANUAL_REFUND PREPAYMENT 30");
        assertThat(projection.jdbc.queryForObject("select captured_minor from projection.payment", Long.class))
                .isEqualTo(100);
    }
}

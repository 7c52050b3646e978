package io.staylog.payment.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.logview.History;
import io.staylog.logview.Outcome;
import io.staylog.logview.Waiters;
import io.staylog.payment.view.AttentionItem.Kind;
import io.staylog.payment.view.PaymentView.Status;
import io.staylog.schemas.Topics;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.payment.AuthorizationExpired;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.DeclineCategory;
import io.staylog.schemas.payment.DisputeLost;
import io.staylog.schemas.payment.DisputeOpened;
import io.staylog.schemas.payment.DisputeStage;
import io.staylog.schemas.payment.GatewayNotificationUnmatched;
import io.staylog.schemas.payment.ManualRefundRecorded;
import io.staylog.schemas.payment.PaymentCaptureFailed;
import io.staylog.schemas.payment.PaymentDeclined;
import io.staylog.schemas.payment.PaymentLookupStarted;
import io.staylog.schemas.payment.PaymentNeedsAttention;
import io.staylog.schemas.payment.PaymentOutcomeResolved;
import io.staylog.schemas.payment.PaymentPurpose;
import io.staylog.schemas.payment.PaymentRefundFailed;
import io.staylog.schemas.payment.PaymentRefundPending;
import io.staylog.schemas.payment.PaymentRefunded;
import io.staylog.schemas.payment.PaymentRequestQueued;
import io.staylog.schemas.payment.ResolutionSource;
import io.staylog.schemas.payment.ResolvedOutcome;
import io.staylog.schemas.payment.SettlementDifference;
import io.staylog.schemas.payment.SettlementDifferenceKind;
import io.staylog.schemas.payment.SettlementKind;
import io.staylog.schemas.payment.SettlementReconciled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ShowingPaymentsTest {
    private static final String FINGERPRINT = "0123456789abcdef";

    private final AtomicReference<Instant> clock = new AtomicReference<>(Story.NOW);
    private final PaymentReadModel model = new PaymentReadModel(100, Duration.ofHours(24), clock::get, new Waiters(10));
    private final UUID booking = UUID.randomUUID();
    private final Story story = new Story(model, "rio", booking, clock);

    private List<AttentionItem> attention() {
        return model.attention("rio", clock.get());
    }

    private Story captured() {
        story.initiated().authorized();
        return story.happened(story.started(BankOperation.CAPTURE, 300_00, UUID.randomUUID()))
                .happened(story.captured(300_00));
    }

    @Test
    void a_payment_is_shown_with_what_has_moved_and_what_is_under_way() {
        story.initiated();
        assertThat(story.view().status()).isEqualTo(Status.AUTHORIZING);
        assertThat(story.view().settled()).isFalse();
        story.authorized();
        assertThat(story.view().status()).isEqualTo(Status.AUTHORIZED);
        assertThat(story.view().settled()).isTrue();
        assertThat(story.view().authorization().last4()).isEqualTo("4242");
        var request = UUID.randomUUID();
        story.happened(story.started(BankOperation.CAPTURE, 100_00, request));
        assertThat(story.view().underWay().requestId()).isEqualTo(request);
        story.happened(story.captured(100_00));
        var view = story.view();
        assertThat(view.underWay()).isNull();
        assertThat(view.status()).isEqualTo(Status.CAPTURED);
        assertThat(view.sums().authorizedMinor()).isEqualTo(300_00);
        assertThat(view.sums().capturedMinor()).isEqualTo(100_00);
        assertThat(view.version()).isEqualTo(5);
        assertThat(model.result("rio", story.payment, request).worked()).isTrue();
        assertThat(attention()).isEmpty();
    }

    @Test
    void a_payment_that_is_captured_at_once_counts_as_authorised_too() {
        story.initiated().happened(story.captured(300_00));
        assertThat(story.view().status()).isEqualTo(Status.CAPTURED);
        assertThat(story.view().sums().authorizedMinor()).isEqualTo(300_00);
        assertThat(story.view().underWay()).isNull();
    }

    @Test
    void an_unknown_outcome_needs_a_person_until_it_is_known_and_tells_its_age() {
        story.initiated().happened(story.unknown(BankOperation.AUTHORIZE));
        story.happened(new PaymentLookupStarted(
                story.payment, "rio", booking, story.nextVersion(), BankOperation.AUTHORIZE, story.attemptNo(), 2));
        clock.set(Story.NOW.plusSeconds(90));
        assertThat(attention()).singleElement().satisfies(item -> {
            assertThat(item.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
            assertThat(item.ageSeconds()).isEqualTo(90);
            assertThat(item.attemptNo()).isEqualTo(1);
            assertThat(item.details()).containsEntry("lookups", "2");
            assertThat(item.bookingId()).isEqualTo(booking);
        });
        story.happened(new PaymentNeedsAttention(
                story.payment, "rio", booking, story.nextVersion(), BankOperation.AUTHORIZE, "nobody knows"));
        assertThat(attention())
                .extracting(AttentionItem::kind)
                .containsExactlyInAnyOrder(Kind.OUTCOME_UNKNOWN, Kind.NEEDS_ATTENTION);
        story.happened(new PaymentOutcomeResolved(
                story.payment,
                "rio",
                booking,
                story.nextVersion(),
                BankOperation.AUTHORIZE,
                story.attemptNo(),
                ResolvedOutcome.APPROVED,
                ResolutionSource.OPERATOR,
                new Actor(ActorType.STAFF, "desk-1"),
                "seen at the bank"));
        story.authorized();
        assertThat(attention()).isEmpty();
        assertThat(story.view().settled()).isTrue();
    }

    @Test
    void what_needs_attention_goes_when_a_person_acknowledges_it() {
        captured();
        story.happened(new PaymentNeedsAttention(
                story.payment, "rio", booking, story.nextVersion(), BankOperation.UNKNOWN, "look"));
        assertThat(attention()).extracting(AttentionItem::reason).containsExactly("look");
        story.happened(story.acted(UUID.randomUUID(), "AttentionAcknowledged"));
        assertThat(attention()).isEmpty();
    }

    @Test
    void a_failed_refund_is_told_until_it_is_paid_outside_the_bank() {
        captured();
        var refund = UUID.randomUUID();
        story.happened(story.started(BankOperation.REFUND, 50_00, refund));
        story.happened(
                new PaymentRefundPending(story.payment, "rio", booking, story.nextVersion(), refund, 3, 50_00L, "EUR"));
        assertThat(story.view().sums().refundPendingMinor()).isEqualTo(50_00);
        assertThat(story.view().settled()).as("the bank has taken it on").isTrue();
        story.happened(new PaymentRefundFailed(
                story.payment, "rio", booking, story.nextVersion(), refund, 50_00L, "account closed", 3));
        assertThat(story.view().sums().refundPendingMinor()).isZero();
        assertThat(attention()).extracting(AttentionItem::kind).containsExactly(Kind.REFUND_FAILED);
        story.happened(new ManualRefundRecorded(
                story.payment,
                "rio",
                booking,
                story.nextVersion(),
                UUID.randomUUID(),
                50_00L,
                "EUR",
                "bank transfer 4711",
                Story.TODAY));
        assertThat(attention()).isEmpty();
        assertThat(story.view().sums().manuallyRefundedMinor()).isEqualTo(50_00);
        assertThat(story.view().status()).isEqualTo(Status.PARTIALLY_REFUNDED);
    }

    @Test
    void a_dispute_is_told_with_its_due_date_until_it_is_decided() {
        captured();
        var due = Story.NOW.plus(Duration.ofDays(7));
        story.happened(new DisputeOpened(
                story.payment,
                "rio",
                booking,
                story.nextVersion(),
                "dp-1",
                300_00L,
                "EUR",
                "fraudulent",
                DisputeStage.CHARGEBACK,
                due,
                Story.TODAY));
        assertThat(attention()).singleElement().satisfies(item -> {
            assertThat(item.kind()).isEqualTo(Kind.DISPUTE_OPEN);
            assertThat(item.dueAt()).isEqualTo(due);
            assertThat(item.details()).containsEntry("disputeId", "dp-1");
        });
        assertThat(story.view().sums().disputedMinor()).isEqualTo(300_00);
        story.happened(new DisputeLost(story.payment, "rio", booking, story.nextVersion(), "dp-1", 300_00L, "EUR"));
        assertThat(attention()).isEmpty();
        assertThat(story.view().sums().disputeLostMinor()).isEqualTo(300_00);
    }

    @Test
    void declines_expiry_refunds_and_failed_captures_show_in_the_status() {
        story.initiated()
                .happened(new PaymentDeclined(
                        story.payment,
                        "rio",
                        booking,
                        story.nextVersion(),
                        BankOperation.AUTHORIZE,
                        "insufficient_funds",
                        DeclineCategory.SOFT,
                        1));
        assertThat(story.view().status()).isEqualTo(Status.DECLINED);
        assertThat(story.view().lastDecline().declineCode()).isEqualTo("insufficient_funds");
        var other = new Story(model, "rio", booking, clock);
        other.initiated()
                .authorized()
                .happened(new AuthorizationExpired(
                        other.payment, "rio", booking, other.nextVersion(), 300_00L, "EUR", "psp-1"));
        assertThat(other.view().status()).isEqualTo(Status.EXPIRED);
        var refunded = new Story(model, "rio", booking, clock);
        refunded.initiated().happened(refunded.captured(300_00));
        refunded.happened(new PaymentRefunded(
                refunded.payment,
                "rio",
                booking,
                refunded.nextVersion(),
                PaymentPurpose.PREPAYMENT,
                UUID.randomUUID(),
                300_00L,
                "EUR",
                "psp-1",
                Story.TODAY,
                2));
        assertThat(refunded.view().status()).isEqualTo(Status.REFUNDED);
        var failed = new Story(model, "rio", booking, clock);
        failed.initiated().happened(failed.captured(300_00));
        failed.happened(new PaymentCaptureFailed(
                failed.payment, "rio", booking, failed.nextVersion(), 1, 300_00L, "EUR", "scheme", Story.TODAY));
        assertThat(failed.view().status()).isEqualTo(Status.CAPTURE_FAILED);
        assertThat(failed.view().sums().capturedMinor()).isZero();
        assertThat(model.ofBooking("rio", booking))
                .extracting(PaymentView::paymentId)
                .containsExactly(story.payment, other.payment, refunded.payment, failed.payment);
    }

    @Test
    void the_newest_payments_come_first_and_a_cursor_goes_on() {
        var stories = List.of(
                new Story(model, "rio", UUID.randomUUID(), clock),
                new Story(model, "rio", UUID.randomUUID(), clock),
                new Story(model, "rio", UUID.randomUUID(), clock));
        stories.forEach(Story::initiated);
        new Story(model, "oslo", UUID.randomUUID(), clock).initiated();
        var first = model.newest("rio", null, 2);
        assertThat(first.payments())
                .extracting(PaymentView::paymentId)
                .containsExactly(stories.get(2).payment, stories.get(1).payment);
        var second = model.newest("rio", Long.valueOf(first.next()), 2);
        assertThat(second.payments()).extracting(PaymentView::paymentId).containsExactly(stories.get(0).payment);
        assertThat(second.next()).isNull();
        assertThat(model.newest("nowhere", null, 2).payments()).isEmpty();
    }

    @Test
    void a_queued_request_keeps_a_payment_from_being_settled_until_it_begins() {
        captured();
        var refund = UUID.randomUUID();
        story.happened(new PaymentRequestQueued(
                story.payment,
                "rio",
                booking,
                story.nextVersion(),
                refund,
                BankOperation.REFUND,
                10_00L,
                Story.TODAY,
                true));
        assertThat(story.view().settled()).isFalse();
        story.happened(story.started(BankOperation.REFUND, 10_00, refund));
        assertThat(story.view().queued()).isEmpty();
    }

    @Test
    void a_request_is_answered_with_the_position_of_its_decisions_last_event_and_its_fingerprint() {
        story.initiated().authorized();
        var request = UUID.randomUUID();
        story.causedBy(
                Outcome.recordId(request, FINGERPRINT),
                story.acted(request, "PaymentCaptureRequested"),
                story.started(BankOperation.CAPTURE, 300_00, request));
        var outcome = model.outcome("rio", request);
        assertThat(outcome.refusal()).isNull();
        assertThat(outcome.answers(FINGERPRINT)).isTrue();
        assertThat(outcome.answers("fedcba9876543210")).isFalse();
        assertThat(outcome.subjectId()).isEqualTo(story.payment);
        assertThat(outcome.position().toString()).isEqualTo(story.view().position());
    }

    @Test
    void another_cards_attempt_belongs_to_the_request_that_brought_the_card_and_later_ones_do_not() {
        story.initiated();
        var request = UUID.randomUUID();
        story.causedBy(
                "one", story.acted(request, "PaymentMethodSubmitted"), story.started(BankOperation.AUTHORIZE, 1, null));
        assertThat(story.view().underWay().requestId()).isEqualTo(request);
        story.causedBy("two", story.started(BankOperation.AUTHORIZE, 1, null));
        assertThat(story.view().underWay().requestId()).isNull();
    }

    @Test
    void a_refused_request_about_a_strangers_payment_leaves_nothing_but_its_answer() {
        var request = UUID.randomUUID();
        story.happened(story.rejected(request, "PaymentRefundRequested", "payment_not_found"));
        assertThat(model.outcome("rio", request).refusal().code()).isEqualTo("payment_not_found");
        assertThat(model.sizes()).containsEntry("payments", 0).containsEntry("hotels", 0);
    }

    @Test
    void notifications_that_belong_to_nothing_and_settlements_that_differ_are_told() {
        var nowhere = new Story(model, "unmatched", booking, clock);
        nowhere.happened(new GatewayNotificationUnmatched(
                "unmatched", "simulator", "n-1", "CAPTURED", "what", "psp-9", 100L, "EUR"));
        var difference =
                new SettlementDifference(SettlementDifferenceKind.OTHER_AMOUNT, "r", SettlementKind.CAPTURE, 100L, 90L);
        story.happened(settlement(List.of(difference)));
        assertThat(model.attention(clock.get()))
                .extracting(AttentionItem::kind)
                .containsExactlyInAnyOrder(Kind.NOTIFICATION_UNMATCHED, Kind.SETTLEMENT_DIFFERENCE);
        assertThat(attention())
                .singleElement()
                .satisfies(item -> assertThat(item.amountMinor()).isEqualTo(10));
        story.happened(settlement(List.of()));
        assertThat(attention()).isEmpty();
    }

    private static SettlementReconciled settlement(List<SettlementDifference> differences) {
        return new SettlementReconciled(
                UUID.randomUUID(),
                "rio",
                Story.TODAY,
                "EUR",
                1,
                100L,
                1L,
                differences,
                List.of(),
                new Actor(ActorType.STAFF, "accounts"));
    }

    @Test
    void every_step_of_a_timeline_names_the_person_that_it_follows_from_at_once() {
        var acted = entry(
                "PaymentOperatorActed",
                "a",
                Map.of("version", 3, "actor", Map.of("type", "STAFF", "id", "desk-1"), "reason", "the guest asked"));
        var started = entry("PaymentAttemptStarted", "a", Map.of("version", 4));
        var captured = entry("PaymentCaptured", "b", Map.of("version", 5));
        var steps = Timeline.of(List.of(acted, started, captured));
        assertThat(steps).extracting(Timeline.Step::version).containsExactly(3, 4, 5);
        assertThat(steps.get(1).actor()).isEqualTo(Map.of("type", "STAFF", "id", "desk-1"));
        assertThat(steps.get(1).reason()).isEqualTo("the guest asked");
        assertThat(steps.get(2).actor()).isNull();
    }

    private static History.Entry entry(String type, String cause, Map<String, Object> data) {
        return new History.Entry(type, "id", Story.NOW, Topics.PAYMENT_EVENTS.name(), 0, 1, cause, null, data);
    }
}

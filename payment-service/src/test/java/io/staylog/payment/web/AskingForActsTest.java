package io.staylog.payment.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.logview.Outcome;
import io.staylog.payment.Http;
import io.staylog.payment.domain.Rejection;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topics;
import io.staylog.schemas.payment.AttentionAcknowledged;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.DeclineCategory;
import io.staylog.schemas.payment.DisputeResponse;
import io.staylog.schemas.payment.DisputeResponseRequested;
import io.staylog.schemas.payment.ManualRefundReported;
import io.staylog.schemas.payment.PaymentCancellationRequested;
import io.staylog.schemas.payment.PaymentCaptureRequested;
import io.staylog.schemas.payment.PaymentDeclined;
import io.staylog.schemas.payment.PaymentMethodSubmitted;
import io.staylog.schemas.payment.PaymentRefundRequested;
import io.staylog.schemas.payment.PaymentResolutionRequested;
import java.util.Arrays;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators ask goes to the log as it is, and what came of it comes back. */
class AskingForActsTest extends EdgeTest {
    private static final String CAPTURE = """
            {"amountMinor": 12000, "businessDate": "2026-12-01", "actor": {"id": "desk-1"}, "reason": "the guest pays"}
            """;

    private static String key() {
        return UUID.randomUUID().toString();
    }

    @Test
    void a_capture_is_written_to_the_requests_of_the_hotel_and_nothing_is_decided() {
        var story = story().initiated().authorized();
        var answer = http.post(path(story, "/capture"), key(), CAPTURE);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().path("status").asString()).isEqualTo("REQUESTED");
        assertThat(answer.header("Location")).startsWith("/v1/hotels/rio/payment-requests/");
        assertThat(log.history()).hasSize(1);
        var record = log.history().getFirst();
        assertThat(record.topic()).isEqualTo(Topics.PAYMENT_REQUESTS.name());
        assertThat(record.key()).isEqualTo("rio");
        var request = (PaymentCaptureRequested) written(record);
        assertThat(request.getAmountMinor()).isEqualTo(12_000);
        assertThat(request.getIsFinal()).isTrue();
        assertThat(request.getActor().getId()).isEqualTo("desk-1");
        assertThat(request.getReason()).isEqualTo("the guest pays");
        assertThat(request.getRequestId().toString())
                .isEqualTo(answer.json().path("requestId").asString());
        assertThat(EventHeaders.text(record.headers(), EventHeaders.ID)).startsWith(request.getRequestId() + "/");
        assertThat(http.get(answer.header("Location")).json().path("status").asString())
                .isEqualTo("PENDING");
    }

    @Test
    void every_act_becomes_its_own_record() {
        var story = story().initiated().authorized();
        var rest = "\"actor\": {\"type\": \"STAFF\", \"id\": \"desk-1\"}, \"reason\": \"why\"}";
        var money = "{\"amountMinor\": 100, \"businessDate\": \"2026-12-01\", " + rest;
        assertThat(ask(story, "/method", "{\"paymentMethodToken\": \"tok_ok\", " + rest, PaymentMethodSubmitted.class)
                        .getPaymentMethodToken())
                .isEqualTo("tok_ok");
        assertThat(ask(story, "/void", "{\"businessDate\": \"2026-12-01\", " + rest, PaymentCancellationRequested.class)
                        .getReason())
                .isEqualTo("why");
        assertThat(ask(story, "/refund", money, PaymentRefundRequested.class).getAmountMinor())
                .isEqualTo(100);
        assertThat(ask(
                                story,
                                "/resolve",
                                "{\"attemptNo\": 3, \"outcome\": \"NOT_EXECUTED\", " + rest,
                                PaymentResolutionRequested.class)
                        .getAttemptNo())
                .isEqualTo(3);
        var challenge = ask(story, "/disputes/dp_1/challenge", "{" + rest, DisputeResponseRequested.class);
        assertThat(challenge.getResponse()).isEqualTo(DisputeResponse.CHALLENGE);
        assertThat(challenge.getDisputeId()).isEqualTo("dp_1");
        assertThat(ask(story, "/disputes/dp_1/accept", "{" + rest, DisputeResponseRequested.class)
                        .getResponse())
                .isEqualTo(DisputeResponse.ACCEPT);
        var manual = money.replace("{", "{\"method\": \"cash\", ")
                .replace("\"actor\": {\"method\": \"cash\", ", "\"actor\": {");
        assertThat(ask(story, "/manual-refund", manual, ManualRefundReported.class)
                        .getMethod())
                .isEqualTo("cash");
        assertThat(ask(story, "/acknowledge", "{" + rest, AttentionAcknowledged.class)
                        .getActor()
                        .getId())
                .isEqualTo("desk-1");
    }

    private <T> T ask(io.staylog.payment.view.Story story, String what, String body, Class<T> type) {
        log.clear();
        var answer = http.post(path(story, what), key(), body);
        assertThat(answer.status()).as(what + " " + answer.body()).isEqualTo(202);
        return type.cast(written(log.history().getFirst()));
    }

    @Test
    void who_waits_is_told_when_the_bank_has_done_it() {
        var story = story().initiated().authorized();
        var key = key();
        var id = UUID.fromString(http.post(path(story, "/capture"), key, CAPTURE)
                .json()
                .path("requestId")
                .asString());
        var cause = EventHeaders.text(log.history().getFirst().headers(), EventHeaders.ID);
        story.causedBy(
                cause, story.acted(id, "PaymentCaptureRequested"), story.started(BankOperation.CAPTURE, 12_000, id));
        var underWay = http.post(path(story, "/capture"), key, CAPTURE);
        assertThat(underWay.status()).isEqualTo(202);
        assertThat(underWay.json().path("status").asString()).isEqualTo("UNDER_WAY");
        story.happened(story.unknown(BankOperation.CAPTURE));
        assertThat(http.post(path(story, "/capture"), key, CAPTURE)
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo("OUTCOME_UNKNOWN");
        var waiting = Thread.ofVirtual().unstarted(() -> story.happened(story.captured(12_000)));
        waiting.start();
        var done = http.post(path(story, "/capture"), key, CAPTURE, "Prefer", "wait=20");
        assertThat(done.status()).as(done.body()).isEqualTo(200);
        assertThat(done.json().path("sums").path("capturedMinor").asLong()).isEqualTo(12_000);
        assertThat(done.header("X-Position")).isEqualTo(story.view().position());
        assertThat(done.header("Preference-Applied")).isEqualTo("wait=20");
        assertThat(log.history()).as("a repeat is not written again").hasSize(1);
    }

    @Test
    void what_the_bank_declines_is_no_success() {
        var story = story().initiated().authorized();
        var id = UUID.fromString(http.post(path(story, "/capture"), "declined", CAPTURE)
                .json()
                .path("requestId")
                .asString());
        story.causedBy(
                EventHeaders.text(log.history().getFirst().headers(), EventHeaders.ID),
                story.acted(id, "PaymentCaptureRequested"),
                story.started(BankOperation.CAPTURE, 12_000, id));
        story.happened(new PaymentDeclined(
                story.payment,
                "rio",
                story.booking,
                story.nextVersion(),
                BankOperation.CAPTURE,
                "generic_decline",
                DeclineCategory.SOFT,
                story.attemptNo()));
        var answer = http.post(path(story, "/capture"), "declined", CAPTURE);
        refused(answer, 402, "payment_declined", "");
        assertThat(answer.json().path("details").path("declineCode").asString()).isEqualTo("generic_decline");
    }

    @ParameterizedTest
    @CsvSource({
        "payment_not_found, 404",
        "illegal_transition, 409",
        "dispute_open, 409",
        "amount_exceeds_refundable, 422",
        "a_code_of_tomorrow, 422"
    })
    void a_refusal_has_the_deciders_code(String code, int status) {
        var story = story().initiated().authorized();
        var key = key();
        var id = UUID.fromString(http.post(path(story, "/capture"), key, CAPTURE)
                .json()
                .path("requestId")
                .asString());
        story.causedBy(
                EventHeaders.text(log.history().getFirst().headers(), EventHeaders.ID),
                story.rejected(id, "PaymentCaptureRequested", code));
        var answer = http.post(path(story, "/capture"), key, CAPTURE, "Prefer", "wait=5");
        refused(answer, status, code, "");
        assertThat(answer.json().path("correlationId").asString()).isEqualTo(id.toString());
        var shown = http.get("/v1/hotels/rio/payment-requests/" + id);
        assertThat(shown.json().path("status").asString()).isEqualTo("REJECTED");
        assertThat(shown.json().path("problem").path("code").asString()).isEqualTo(code);
    }

    @Test
    void every_code_of_the_decider_has_its_status_here() {
        assertThat(PaymentAnswers.STATUS.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Rejection.values()).map(Rejection::code).toList());
    }

    @Test
    void a_key_that_was_used_for_something_else_is_refused() {
        var story = story().initiated().authorized();
        var key = key();
        http.post(path(story, "/capture"), key, CAPTURE);
        refused(
                http.post(path(story, "/capture"), key, CAPTURE.replace("12000", "12001")),
                422,
                "idempotency_conflict",
                "Idempotency-Key");
        var id = UUID.fromString(http.post(path(story, "/capture"), key, CAPTURE)
                .json()
                .path("requestId")
                .asString());
        story.causedBy(Outcome.recordId(id, "0123456789abcdef"), story.acted(id, "PaymentCaptureRequested"));
        refused(http.post(path(story, "/capture"), key, CAPTURE), 422, "idempotency_conflict", "Idempotency-Key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"reason\": \"the guest pays\"'|'\"reason\": \" \"'|reason",
                "'\"id\": \"desk-1\"'|'\"id\": \"Anna Example\"'|actor.id",
                "'\"id\": \"desk-1\"'|'\"type\": \"PSP\", \"id\": \"x\"'|actor.type",
                "12000|0|amountMinor",
                "2026-12-01|1026-12-01|businessDate"
            })
    void who_asks_for_nothing_that_makes_sense_is_told_which_field(String part, String other, String field) {
        var story = story().initiated().authorized();
        var answer = http.post(path(story, "/capture"), key(), CAPTURE.replace(part, other));
        refused(answer, 422, "invalid_value", field);
        assertThat(log.history()).isEmpty();
    }

    @Test
    void who_does_not_name_himself_is_refused() {
        var story = story().initiated().authorized();
        var nobody = CAPTURE.replace("\"actor\": {\"id\": \"desk-1\"}, ", "");
        refused(http.post(path(story, "/capture"), key(), nobody), 422, "invalid_value", "actor");
        assertThat(log.history()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"tok_ok", "the guest asked", "desk-1", "2026-12-01"})
    void a_card_number_anywhere_in_a_body_is_refused_and_not_repeated(String place) {
        var story = story().initiated();
        var body = "{\"paymentMethodToken\": \"tok_ok\", \"actor\": {\"id\": \"desk-1\"},"
                + " \"reason\": \"the guest asked\", \"note\": \"2026-12-01\"}";
        var answer = http.post(path(story, "/method"), key(), body.replace(place, CARD));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("sensitive_card_data");
        assertThat(answer.body()).doesNotContain("4111", "1111");
        assertThat(log.history()).isEmpty();
    }

    @Test
    void a_card_number_in_the_address_or_the_key_is_refused_and_not_repeated() {
        var story = story().initiated();
        var digits = CARD.replace(" ", "");
        for (var answer : new Http.Answer[] {
            http.post(path(story, "/disputes/" + digits + "/accept"), key(), CAPTURE),
            http.post(path(story, "/capture"), digits, CAPTURE),
            http.get("/v1/hotels/" + digits + "/attention"),
            http.get("/v1/hotels/rio/payments?cursor=" + digits)
        }) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(422);
            assertThat(answer.code()).isEqualTo("sensitive_card_data");
            assertThat(answer.body()).doesNotContain("4111");
        }
        assertThat(log.history()).isEmpty();
    }

    @Test
    void who_shows_no_token_may_change_nothing_and_without_a_key_nothing_is_safe() {
        var story = story().initiated().authorized();
        var stranger = new Http(port, null).post(path(story, "/capture"), key(), CAPTURE);
        refused(stranger, 401, "unauthorized", "Authorization");
        refused(http.call("POST", path(story, "/capture"), CAPTURE), 400, "idempotency_key_missing", "Idempotency-Key");
        assertThat(log.history()).isEmpty();
    }

    @Test
    void a_log_that_does_not_confirm_leaves_the_outcome_unknown_and_a_closed_service_writes_nothing() {
        var story = story().initiated().authorized();
        log.sendException = new KafkaException("no broker");
        refused(http.post(path(story, "/capture"), key(), CAPTURE), 503, "outcome_unknown", "");
        log.sendException = null;
        open.set(false);
        refused(http.post(path(story, "/capture"), key(), CAPTURE), 503, "not_ready", "");
        assertThat(log.history()).isEmpty();
    }
}

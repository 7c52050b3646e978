package io.staylog.payment.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.staylog.edge.web.Headers;
import io.staylog.edge.web.Id;
import io.staylog.edge.web.Kind;
import io.staylog.edge.web.Problem;
import io.staylog.edge.web.RefusedException;
import io.staylog.edge.web.ViewGate;
import io.staylog.logview.Outcome;
import io.staylog.payment.view.PaymentReadModel;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what became of operators' requests. */
@RestController
@RequestMapping(path = "/v1/hotels/{hotelId}/payment-requests/{requestId}", produces = MediaType.APPLICATION_JSON_VALUE)
final class PaymentRequestController {
    // Whoever took it in may be ahead of this instance; see ViewGate.
    private static final Duration UNKNOWN_ATMOST = Duration.ofSeconds(1);
    private static final String RETRY_SECONDS = "1";

    private final PaymentReadModel model;
    private final ViewGate gate;
    private final PendingRequests pending;
    private final PaymentAnswers answers;

    PaymentRequestController(PaymentReadModel model, ViewGate gate, PendingRequests pending, PaymentAnswers answers) {
        this.model = model;
        this.gate = gate;
        this.pending = pending;
        this.answers = answers;
    }

    /** Whether a request is decided, and how. */
    enum RequestStatus {
        PENDING,
        DONE,
        REJECTED
    }

    /**
     * What became of a request.
     *
     * @param requestId the request
     * @param hotelId the hotel
     * @param paymentId the payment that it is about; absent where it is about none
     * @param status PENDING while nothing is decided
     * @param position of the last event of that decision, as {@code partition:offset}
     * @param location where to look at the payment; absent where it is about none
     * @param problem why it was rejected; absent where it was not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PaymentRequestView(
            UUID requestId,
            String hotelId,
            @Nullable UUID paymentId,
            RequestStatus status,
            @Nullable String position,
            @Nullable String location,
            @Nullable Problem problem) {}

    @Operation(
            summary = "Show what became of a request; its answer is remembered for a day or so,"
                    + " and until there is one only the instance that took it in knows it")
    @GetMapping
    ResponseEntity<PaymentRequestView> showRequest(
            @PathVariable @Id String hotelId,
            @PathVariable UUID requestId,
            @RequestParam(name = ViewGate.PARAMETER, required = false) @Nullable String minPosition) {
        gate.await(minPosition);
        gate.requireHotel(hotelId);
        var seen = model.waiters().await(List.of(requestId), UNKNOWN_ATMOST, () -> look(hotelId, requestId));
        if (seen == null) {
            throw new RefusedException(
                    Kind.REQUEST_NOT_FOUND,
                    "requestId",
                    "no request is known under this id; one that another instance took in just now may be decided in a"
                            + " moment, and one that was answered long ago is forgotten");
        }
        var answer = ResponseEntity.ok();
        var position = seen.position();
        if (position == null) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        } else {
            answer.header(Headers.POSITION, position);
        }
        return answer.body(seen);
    }

    private @Nullable PaymentRequestView look(String hotelId, UUID requestId) {
        var outcome = model.outcome(hotelId, requestId);
        if (outcome != null) {
            return answered(outcome);
        }
        var asked = pending.find(requestId);
        return asked == null || !asked.hotelId().equals(hotelId)
                ? null
                : new PaymentRequestView(
                        requestId,
                        hotelId,
                        asked.paymentId(),
                        RequestStatus.PENDING,
                        null,
                        location(hotelId, asked.paymentId()),
                        null);
    }

    private PaymentRequestView answered(Outcome outcome) {
        var refusal = outcome.refusal();
        return new PaymentRequestView(
                outcome.requestId(),
                outcome.hotelId(),
                outcome.subjectId(),
                refusal == null ? RequestStatus.DONE : RequestStatus.REJECTED,
                outcome.position().toString(),
                location(outcome.hotelId(), outcome.subjectId()),
                refusal == null ? null : answers.problem(outcome.requestId(), refusal));
    }

    private static @Nullable String location(String hotelId, @Nullable UUID paymentId) {
        return paymentId == null ? null : Paths.ofPayment(hotelId, paymentId).toString();
    }
}

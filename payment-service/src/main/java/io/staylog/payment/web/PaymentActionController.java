package io.staylog.payment.web;

import io.staylog.edge.web.Call;
import io.staylog.edge.web.Headers;
import io.staylog.edge.web.Id;
import io.staylog.edge.web.Preference;
import io.staylog.payment.web.PaymentBodies.ActBody;
import io.staylog.payment.web.PaymentBodies.CaptureBody;
import io.staylog.payment.web.PaymentBodies.ManualRefundBody;
import io.staylog.payment.web.PaymentBodies.MethodBody;
import io.staylog.payment.web.PaymentBodies.RefundBody;
import io.staylog.payment.web.PaymentBodies.ResolveBody;
import io.staylog.payment.web.PaymentBodies.VoidBody;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.util.UUID;
import java.util.function.BiFunction;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Asks for something to be done about a payment. */
@RestController
@RequestMapping(path = "/v1/hotels/{hotelId}/payments/{paymentId}", produces = MediaType.APPLICATION_JSON_VALUE)
final class PaymentActionController {
    private final PaymentDesk desk;

    PaymentActionController(PaymentDesk desk) {
        this.desk = desk;
    }

    @Operation(summary = "Take another stored card for a payment whose card was declined")
    @PostMapping("/method")
    ResponseEntity<Object> submitMethod(
            @PathVariable @Id String hotelId,
            @PathVariable UUID paymentId,
            @Valid @RequestBody MethodBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer) {
        return ask(hotelId, paymentId, "method", key, prefer, body, (wire, id) -> wire.method(id, body));
    }

    @Operation(summary = "Take money that is authorised")
    @PostMapping("/capture")
    ResponseEntity<Object> capture(
            @PathVariable @Id String hotelId,
            @PathVariable UUID paymentId,
            @Valid @RequestBody CaptureBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer) {
        return ask(hotelId, paymentId, "capture", key, prefer, body, (wire, id) -> wire.capture(id, body));
    }

    @Operation(summary = "Give up a payment: void what is authorised, refund what is captured")
    @PostMapping("/void")
    ResponseEntity<Object> voidPayment(
            @PathVariable @Id String hotelId,
            @PathVariable UUID paymentId,
            @Valid @RequestBody VoidBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer) {
        return ask(hotelId, paymentId, "void", key, prefer, body, (wire, id) -> wire.cancellation(id, body));
    }

    @Operation(summary = "Give captured money back")
    @PostMapping("/refund")
    ResponseEntity<Object> refund(
            @PathVariable @Id String hotelId,
            @PathVariable UUID paymentId,
            @Valid @RequestBody RefundBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer) {
        return ask(hotelId, paymentId, "refund", key, prefer, body, (wire, id) -> wire.refund(id, body));
    }

    @Operation(summary = "Say what an unknown outcome turned out to be")
    @PostMapping("/resolve")
    ResponseEntity<Object> resolve(
            @PathVariable @Id String hotelId,
            @PathVariable UUID paymentId,
            @Valid @RequestBody ResolveBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer) {
        return ask(hotelId, paymentId, "resolve", key, prefer, body, (wire, id) -> wire.resolution(id, body));
    }

    @Operation(summary = "Report that money was paid back outside the bank")
    @PostMapping("/manual-refund")
    ResponseEntity<Object> reportManualRefund(
            @PathVariable @Id String hotelId,
            @PathVariable UUID paymentId,
            @Valid @RequestBody ManualRefundBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer) {
        return ask(hotelId, paymentId, "manual-refund", key, prefer, body, (wire, id) -> wire.manualRefund(id, body));
    }

    @Operation(summary = "Say that a person has dealt with what this payment needed attention for")
    @PostMapping("/acknowledge")
    ResponseEntity<Object> acknowledge(
            @PathVariable @Id String hotelId,
            @PathVariable UUID paymentId,
            @Valid @RequestBody ActBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer) {
        return ask(hotelId, paymentId, "acknowledge", key, prefer, body, (wire, id) -> wire.acknowledgement(id, body));
    }

    @Operation(summary = "Prove a disputed charge to the bank")
    @PostMapping("/disputes/{disputeId}/challenge")
    ResponseEntity<Object> challengeDispute(
            @PathVariable @Id String hotelId,
            @PathVariable UUID paymentId,
            @PathVariable @Id String disputeId,
            @Valid @RequestBody ActBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer) {
        var what = "disputes/" + disputeId + "/challenge";
        return ask(hotelId, paymentId, what, key, prefer, body, (wire, id) -> wire.challenge(id, disputeId, body));
    }

    @Operation(summary = "Let disputed money go")
    @PostMapping("/disputes/{disputeId}/accept")
    ResponseEntity<Object> acceptDispute(
            @PathVariable @Id String hotelId,
            @PathVariable UUID paymentId,
            @PathVariable @Id String disputeId,
            @Valid @RequestBody ActBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer) {
        var what = "disputes/" + disputeId + "/accept";
        return ask(hotelId, paymentId, what, key, prefer, body, (wire, id) -> wire.acceptance(id, disputeId, body));
    }

    private ResponseEntity<Object> ask(
            String hotelId,
            UUID paymentId,
            String what,
            @Nullable String key,
            @Nullable String prefer,
            Object body,
            BiFunction<OperatorRequestWire, UUID, SpecificRecord> toRecord) {
        var call = Call.post(Paths.ofPayment(hotelId, paymentId) + "/" + what, key, null, body);
        var record = toRecord.apply(new OperatorRequestWire(hotelId, paymentId), call.id());
        return desk.ask(new Asked(call, hotelId, paymentId, record), Preference.of(prefer));
    }
}

package io.staylog.payment.web;

import io.staylog.edge.web.Headers;
import io.staylog.edge.web.Id;
import io.staylog.edge.web.Kind;
import io.staylog.edge.web.RefusedException;
import io.staylog.edge.web.Timeout;
import io.staylog.edge.web.ViewGate;
import io.staylog.logview.History;
import io.staylog.payment.view.PaymentReadModel;
import io.staylog.payment.view.PaymentView;
import io.staylog.payment.view.Timeline;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows payments and what happened to them. */
@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
final class PaymentQueryController {
    private static final String SETTLED = "settled";
    private static final int LIMIT_USUAL = 50;
    private static final int LIMIT_MAX = 200;
    // An instance that keeps up is behind by far less.
    private static final Duration UNKNOWN_ATMOST = Duration.ofSeconds(1);

    private final PaymentReadModel model;
    private final History history;
    private final ViewGate gate;

    PaymentQueryController(PaymentReadModel model, History history, ViewGate gate) {
        this.model = model;
        this.history = history;
        this.gate = gate;
    }

    /**
     * Payments of a hotel.
     *
     * @param payments for a booking in the order in which they began, else the newest first
     * @param next the cursor of the next page; absent where there is none
     */
    record PaymentList(List<PaymentView> payments, @Nullable String next) {}

    /**
     * What happened to a payment.
     *
     * @param paymentId the payment
     * @param events every event, in the order of the log; of very many the newest thousand
     */
    record PaymentTimeline(UUID paymentId, List<Timeline.Step> events) {}

    @Operation(summary = "List the payments of a hotel, or those for one booking")
    @GetMapping("/hotels/{hotelId}/payments")
    PaymentList listPayments(
            @PathVariable @Id String hotelId,
            @RequestParam(required = false) @Nullable UUID bookingId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(name = ViewGate.PARAMETER, required = false) @Nullable String minPosition) {
        gate.await(minPosition);
        gate.requireHotel(hotelId);
        if (bookingId != null) {
            return new PaymentList(model.ofBooking(hotelId, bookingId), null);
        }
        int count = Objects.requireNonNullElse(limit, LIMIT_USUAL);
        if (count < 1 || count > LIMIT_MAX) {
            throw new RefusedException(Kind.INVALID_PARAMETER, "limit", "must be between 1 and " + LIMIT_MAX);
        }
        var page = model.newest(hotelId, offset(cursor), count);
        return new PaymentList(page.payments(), page.next());
    }

    private static @Nullable Long offset(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        if (!cursor.matches("\\d{1,18}")) {
            throw new RefusedException(Kind.INVALID_PARAMETER, "cursor", "must be what next said in an earlier answer");
        }
        return Long.valueOf(cursor);
    }

    @Operation(summary = "Show a payment; with waitFor, as soon as it stands so")
    @GetMapping("/hotels/{hotelId}/payments/{paymentId}")
    ResponseEntity<PaymentView> showPayment(
            @PathVariable @Id String hotelId,
            @PathVariable UUID paymentId,
            @RequestParam(required = false) @Nullable String waitFor,
            @RequestParam(required = false) @Nullable String timeout,
            @RequestParam(name = ViewGate.PARAMETER, required = false) @Nullable String minPosition) {
        if (waitFor == null && timeout != null) {
            throw new RefusedException(
                    Kind.INVALID_PARAMETER, "timeout", "says how long to wait, so say with waitFor for what");
        }
        var wanted = waitFor == null ? null : wanted(waitFor);
        var atMost = Timeout.of(timeout);
        gate.await(minPosition);
        gate.requireHotel(hotelId);
        if (wanted != null) {
            var seen = model.waiters().await(List.of(paymentId), atMost, () -> {
                var payment = model.payment(hotelId, paymentId);
                return payment != null && wanted.test(payment) ? payment : null;
            });
            if (seen != null) {
                return shown(seen);
            }
        }
        return shown(payment(hotelId, paymentId));
    }

    @Operation(summary = "Show every event of a payment, with who asked for it")
    @GetMapping("/hotels/{hotelId}/payments/{paymentId}/events")
    PaymentTimeline showTimeline(
            @PathVariable @Id String hotelId,
            @PathVariable UUID paymentId,
            @RequestParam(name = ViewGate.PARAMETER, required = false) @Nullable String minPosition) {
        gate.await(minPosition);
        gate.requireHotel(hotelId);
        payment(hotelId, paymentId);
        return new PaymentTimeline(paymentId, Timeline.of(history.read(model.history(hotelId, paymentId))));
    }

    @Operation(summary = "Show a payment whose hotel is not known to the caller")
    @GetMapping("/payments/{paymentId}")
    ResponseEntity<PaymentView> findPayment(
            @PathVariable UUID paymentId,
            @RequestParam(name = ViewGate.PARAMETER, required = false) @Nullable String minPosition) {
        gate.await(minPosition);
        var hotelId = model.waiters().await(List.of(paymentId), UNKNOWN_ATMOST, () -> model.hotelOf(paymentId));
        if (hotelId == null) {
            gate.requireAll();
            throw unknown();
        }
        gate.requireHotel(hotelId);
        return shown(payment(hotelId, paymentId));
    }

    private static ResponseEntity<PaymentView> shown(PaymentView payment) {
        return ResponseEntity.ok().header(Headers.POSITION, payment.position()).body(payment);
    }

    private PaymentView payment(String hotelId, UUID paymentId) {
        var payment = model.payment(hotelId, paymentId);
        if (payment == null) {
            throw unknown();
        }
        return payment;
    }

    private static RefusedException unknown() {
        return new RefusedException(
                Kind.PAYMENT_NOT_FOUND,
                "paymentId",
                "no payment is known under this id; one that was asked for just now may be known in a moment");
    }

    private static Predicate<PaymentView> wanted(String waitFor) {
        var wanted = EnumSet.noneOf(PaymentView.Status.class);
        boolean isSettled = false;
        for (var name : waitFor.split(",", -1)) {
            if (name.strip().equalsIgnoreCase(SETTLED)) {
                isSettled = true;
            } else {
                wanted.add(status(name.strip()));
            }
        }
        boolean takesSettled = isSettled;
        return payment -> (takesSettled && payment.settled()) || wanted.contains(payment.status());
    }

    private static PaymentView.Status status(String name) {
        var known = name.toUpperCase(Locale.ROOT).replace('-', '_');
        for (var status : PaymentView.Status.values()) {
            if (status.name().equals(known)) {
                return status;
            }
        }
        throw new RefusedException(
                Kind.INVALID_PARAMETER,
                "waitFor",
                "must be settled, or statuses separated by commas: " + List.of(PaymentView.Status.values()));
    }
}

package io.staylog.booking.web;

import io.staylog.booking.view.BookingView;
import io.staylog.booking.view.BookingView.Status;
import io.staylog.edge.web.AnswerFigures;
import io.staylog.edge.web.Headers;
import io.staylog.edge.web.Kind;
import io.staylog.edge.web.Preference;
import io.staylog.edge.web.Problem;
import io.staylog.edge.web.Problems;
import io.staylog.logview.Outcome;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Puts outcomes into the form of HTTP: which code of the decider is which status stands here and nowhere else. */
public final class Answers {
    static final String POSITION = Headers.POSITION;

    private static final String PREFERENCE_APPLIED = "Preference-Applied";
    private static final String RETRY_SECONDS = "1";
    private static final int NO_SENSE = 422; // It was understood and makes no sense here.
    // Not the decider's: what a booking that was held came to.
    static final String PAYMENT_DECLINED = "payment_declined";
    static final String HOLD_EXPIRED = "hold_expired";
    static final String CHANGE_ABANDONED = "change_abandoned";

    private final Problems problems;
    private final AnswerFigures figures;

    /** Uses what others have made. */
    public Answers(Problems problems, AnswerFigures figures) {
        this.problems = problems;
        this.figures = figures;
    }

    /** Of the decider's codes; a test says that they are all. */
    static final Map<String, Integer> STATUS = statuses();

    private static Map<String, Integer> statuses() {
        var statuses = new HashMap<String, Integer>();
        Stream.of("hotel_not_found", "booking_not_found", "invoice_not_found").forEach(code -> statuses.put(code, 404));
        Stream.of(
                        "sold_out",
                        "price_changed",
                        "duplicate_channel_reference",
                        "illegal_transition",
                        "modification_not_allowed",
                        "change_pending",
                        "charge_too_late",
                        "nothing_to_invoice",
                        "tax_reason_missing",
                        "hotel_address_missing",
                        "invoice_credited",
                        "invoice_outdated",
                        "reinstatement_too_late",
                        "check_in_too_early",
                        "day_closed",
                        "day_not_current")
                .forEach(code -> statuses.put(code, 409));
        statuses.put("version_conflict", 412);
        Stream.of(
                        "rate_plan_not_found",
                        "room_type_not_found",
                        "stay_invalid",
                        "occupancy_exceeded",
                        "stop_sell",
                        "closed_to_arrival",
                        "closed_to_departure",
                        "min_stay_not_met",
                        "max_stay_exceeded",
                        "price_not_set",
                        "price_not_positive",
                        "agreed_price_not_allowed",
                        "guarantee_insufficient",
                        "idempotency_conflict",
                        "currency_mismatch",
                        "sensitive_card_data",
                        "limit_exceeded",
                        "range_invalid",
                        "range_too_long",
                        "negative_quantity",
                        "field_invalid")
                .forEach(code -> statuses.put(code, NO_SENSE));
        return Map.copyOf(statuses);
    }

    /** The status of a refusal of the decider's; a code that only newer programs know means that it made no sense there. */
    static int status(String code) {
        return switch (code) {
            case PAYMENT_DECLINED -> 402;
            case HOLD_EXPIRED, CHANGE_ABANDONED -> 409;
            default -> STATUS.getOrDefault(code, NO_SENSE);
        };
    }

    /** Nothing is decided yet, or the caller does not want to wait for it. */
    ResponseEntity<Object> accepted(Asked asked, @Nullable BookingView booking) {
        boolean isPlaced = booking != null && asked.placesBooking() && booking.status() != Status.REJECTED;
        var status = booking != null && isPlaced ? booking.status().name() : standing(asked, booking);
        figures.answered(asked.type(), "accepted");
        return ResponseEntity.accepted()
                .location(asked.outcomeLocation())
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .body(new Accepted(asked.requestId(), asked.hotelId(), asked.bookingId(), status, null));
    }

    private static String standing(Asked asked, @Nullable BookingView booking) {
        return booking != null && booking.isChangedBy(asked.requestId()) ? "CHANGE_PENDING" : "REQUESTED";
    }

    /** A fact about the hotel has come true. */
    ResponseEntity<Object> applied(Asked asked, Outcome outcome) {
        figures.answered(asked.type(), "applied");
        var position = outcome.position().toString();
        return ResponseEntity.ok()
                .location(asked.location())
                .header(POSITION, position)
                .body(new Accepted(asked.requestId(), asked.hotelId(), outcome.subjectId(), "APPLIED", position));
    }

    /** A booking was decided on. */
    ResponseEntity<Object> decided(Asked asked, Outcome outcome, BookingView booking) {
        var refusal = asked.placesBooking() ? failure(booking) : null;
        if (refusal != null) {
            return refused(asked, outcome, refusal);
        }
        figures.answered(asked.type(), booking.status().name().toLowerCase(Locale.ROOT));
        var answer = asked.placesBooking() ? ResponseEntity.created(asked.location()) : ResponseEntity.ok();
        return answer.eTag(eTag(booking)).header(POSITION, booking.position()).body(booking);
    }

    /** What a held booking failed of, or null where it did not. */
    private static Outcome.@Nullable Refusal failure(BookingView booking) {
        var bookingId = booking.bookingId().toString();
        return switch (booking.status()) {
            case RELEASED ->
                new Outcome.Refusal(
                        "BookingRequested",
                        PAYMENT_DECLINED,
                        "the bank declined the payment; the rooms are free again",
                        false,
                        Map.of("bookingId", bookingId, "declineCode", String.valueOf(booking.endReason())));
            case EXPIRED ->
                new Outcome.Refusal(
                        "BookingRequested",
                        HOLD_EXPIRED,
                        "no payment came in time; the rooms are free again",
                        false,
                        Map.of("bookingId", bookingId));
            case HELD -> declined(booking);
            case REJECTED, CONFIRMED, IN_HOUSE, CANCELLED, NO_SHOW, CHECKED_OUT, WALKED -> null;
        };
    }

    /** The guest may try another card, and is told where; null where nothing was declined. */
    private static Outcome.@Nullable Refusal declined(BookingView booking) {
        var declined = booking.declined();
        if (declined == null) {
            return null;
        }
        var paymentId = String.valueOf(booking.paymentId());
        return new Outcome.Refusal(
                "BookingRequested",
                PAYMENT_DECLINED,
                "the bank declined the payment; the rooms are held until " + booking.holdExpiresAt()
                        + ", so submit another card at payment-service",
                true,
                Map.of(
                        "bookingId", booking.bookingId().toString(),
                        "paymentId", paymentId,
                        "declineCode", declined.declineCode(),
                        "attemptsLeft", Integer.toString(declined.attemptsLeft()),
                        "holdExpiresAt", String.valueOf(booking.holdExpiresAt()),
                        "submitTo", "POST /v1/hotels/" + booking.hotelId() + "/payments/" + paymentId + "/method"));
    }

    /** A change waited for its payment and was given up; the stay is as it was. */
    ResponseEntity<Object> abandoned(Asked asked, Outcome outcome, String why) {
        var bookingId = String.valueOf(asked.bookingId());
        var refusal = switch (why) {
            case PAYMENT_DECLINED ->
                new Outcome.Refusal(
                        asked.type(),
                        PAYMENT_DECLINED,
                        "the bank declined the difference; the stay is as it was",
                        false,
                        Map.of("bookingId", bookingId));
            case HOLD_EXPIRED ->
                new Outcome.Refusal(
                        asked.type(),
                        HOLD_EXPIRED,
                        "the difference was not paid in time; the stay is as it was",
                        false,
                        Map.of("bookingId", bookingId));
            default ->
                new Outcome.Refusal(
                        asked.type(),
                        CHANGE_ABANDONED,
                        "something else happened to the booking before the difference was paid",
                        false,
                        Map.of("bookingId", bookingId, "why", why));
        };
        return refused(asked, outcome, refusal);
    }

    /** The decider has said no. */
    ResponseEntity<Object> refused(Asked asked, Outcome outcome, Outcome.Refusal refusal) {
        figures.answered(asked.type(), refusal.code());
        var problem = problem(asked.requestId(), refusal);
        return problems.answer(problem)
                .header(POSITION, outcome.position().toString())
                .body(problem);
    }

    /** The decider's "no" in the form of HTTP. */
    Problem problem(UUID requestId, Outcome.Refusal refusal) {
        return problems.of(
                status(refusal.code()),
                refusal.code(),
                refusal.details().get("field"),
                refusal.message(),
                refusal.details(),
                requestId,
                refusal.retriable());
    }

    /** Another request was answered under the same idempotency key, or is under way. */
    ResponseEntity<Object> keyReused(Asked asked, @Nullable Outcome outcome) {
        return objection(
                asked,
                Kind.IDEMPOTENCY_CONFLICT,
                Headers.KEY,
                "this key was used for another request; use a new key for a new request",
                outcome);
    }

    /** Another hotel has a booking under the id that the caller has chosen for this one. */
    ResponseEntity<Object> bookingIdTaken(Asked asked) {
        return objection(
                asked,
                Kind.BOOKING_ID_TAKEN,
                "bookingId",
                "another booking has this id; leave bookingId out, or choose a new one. Nothing was written",
                null);
    }

    private ResponseEntity<Object> objection(
            Asked asked, Kind kind, String field, String detail, @Nullable Outcome outcome) {
        figures.answered(asked.type(), kind.code());
        var problem =
                problems.of(kind.status(), kind.code(), field, detail, Map.of(), asked.requestId(), kind.retriable());
        var answer = problems.answer(problem);
        if (outcome != null) {
            answer.header(POSITION, outcome.position().toString());
        }
        return answer.body(problem);
    }

    /** The same answer, saying that the preference to wait was followed where there was one. */
    ResponseEntity<Object> with(ResponseEntity<Object> answer, Preference preference) {
        return preference.waits()
                ? ResponseEntity.status(answer.getStatusCode())
                        .headers(answer.getHeaders())
                        .header(PREFERENCE_APPLIED, preference.applied())
                        .body(answer.getBody())
                : answer;
    }

    /** A booking's version as an entity tag. */
    static String eTag(BookingView booking) {
        return "\"" + booking.version() + "\"";
    }

    /** An answer of the booking itself. */
    static ResponseEntity<BookingView> shown(BookingView booking) {
        return ResponseEntity.ok()
                .eTag(eTag(booking))
                .header(POSITION, booking.position())
                .body(booking);
    }
}

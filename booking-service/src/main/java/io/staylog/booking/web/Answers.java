package io.staylog.booking.web;

import io.staylog.booking.view.BookingView;
import io.staylog.booking.view.BookingView.Status;
import io.staylog.booking.view.Outcome;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Puts outcomes into the form of HTTP: which code of the decider is which status stands here and nowhere else. */
public final class Answers {
    /** Names the newest event that an answer takes into account; sent back as {@code min-position}. */
    static final String POSITION = "X-Position";

    private static final String PREFERENCE_APPLIED = "Preference-Applied";
    private static final String RETRY_SECONDS = "1";

    private final Problems problems;
    private final AnswerFigures figures;

    /** Uses what others have made. */
    public Answers(Problems problems, AnswerFigures figures) {
        this.problems = problems;
        this.figures = figures;
    }

    /** The status of a refusal of the decider's. */
    static int status(String code) {
        return switch (code) {
            case "payment_declined" -> 402;
            case "hotel_not_found", "booking_not_found" -> 404;
            case "sold_out",
                    "price_changed",
                    "duplicate_channel_reference",
                    "illegal_transition",
                    "hold_expired",
                    "cancellation_not_allowed",
                    "modification_not_allowed",
                    "check_in_too_early",
                    "balance_due",
                    "day_closed",
                    "day_not_current" -> 409;
            case "version_conflict" -> 412;
            default -> 422; // It was understood and makes no sense here; new codes mean such things too.
        };
    }

    /** Nothing is decided yet, or the caller does not want to wait for it. */
    ResponseEntity<Object> accepted(Asked asked, @Nullable BookingView booking, Preference preference) {
        boolean isPlaced = booking != null && asked.placesBooking() && booking.status() != Status.REJECTED;
        var status = booking != null && isPlaced ? booking.status().name() : "REQUESTED";
        figures.answered(asked.type(), "accepted");
        var answer = ResponseEntity.accepted().location(asked.location());
        if (preference.waits()) {
            answer.header(PREFERENCE_APPLIED, preference.applied());
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return answer.body(new Accepted(asked.requestId(), asked.hotelId(), asked.bookingId(), status, null));
    }

    /** A fact about the hotel has come true. */
    ResponseEntity<Object> applied(Asked asked, Outcome outcome) {
        figures.answered(asked.type(), "applied");
        var position = outcome.position().toString();
        return ResponseEntity.ok()
                .location(asked.location())
                .header(POSITION, position)
                .body(new Accepted(asked.requestId(), asked.hotelId(), outcome.bookingId(), "APPLIED", position));
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
                        "payment_declined",
                        "the bank declined the payment; the rooms are free again",
                        false,
                        Map.of("bookingId", bookingId, "declineCode", String.valueOf(booking.endReason())));
            case EXPIRED ->
                new Outcome.Refusal(
                        "BookingRequested",
                        "hold_expired",
                        "no payment came in time; the rooms are free again",
                        false,
                        Map.of("bookingId", bookingId));
            case REJECTED, HELD, CONFIRMED, IN_HOUSE, CANCELLED, NO_SHOW, CHECKED_OUT -> null;
        };
    }

    /** The decider has said no. */
    ResponseEntity<Object> refused(Asked asked, Outcome outcome, Outcome.Refusal refusal) {
        figures.answered(asked.type(), refusal.code());
        var problem = problems.of(
                status(refusal.code()),
                refusal.code(),
                refusal.details().get("field"),
                refusal.message(),
                refusal.details(),
                asked.requestId(),
                refusal.retriable());
        return problems.answer(problem)
                .header(POSITION, outcome.position().toString())
                .body(problem);
    }

    /** Another request was answered under the same idempotency key. */
    ResponseEntity<Object> keyReused(Asked asked, Outcome outcome) {
        figures.answered(asked.type(), Kind.IDEMPOTENCY_CONFLICT.code());
        var problem = problems.of(
                Kind.IDEMPOTENCY_CONFLICT.status(),
                Kind.IDEMPOTENCY_CONFLICT.code(),
                "Idempotency-Key",
                "this key was used for another request; use a new key for a new request",
                Map.of(),
                asked.requestId(),
                false);
        return problems.answer(problem)
                .header(POSITION, outcome.position().toString())
                .body(problem);
    }

    /** The same answer, saying that the preference to wait was followed. */
    ResponseEntity<Object> with(ResponseEntity<Object> answer, Preference preference) {
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .header(PREFERENCE_APPLIED, preference.applied())
                .body(answer.getBody());
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

    /** The location of a booking. */
    static String location(UUID bookingId) {
        return "/v1/bookings/" + bookingId;
    }
}

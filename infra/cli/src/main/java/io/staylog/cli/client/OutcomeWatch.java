package io.staylog.cli.client;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognises, in the events of a hotel, the decision about one request. It does no I/O. */
public final class OutcomeWatch implements OutcomeWatching {
    // Where asking and deciding have different names; everything else is decided under the name it was asked under.
    private static final Map<String, Set<String>> ANSWERS = Map.ofEntries(
            Map.entry("BookingRequested", Set.of("BookingHeld", "BookingConfirmed")),
            Map.entry("CancellationRequested", Set.of("BookingCancelled")),
            Map.entry("ModificationRequested", Set.of("BookingModified", "BookingChangeHeld")),
            Map.entry("CheckInReported", Set.of("GuestCheckedIn")),
            Map.entry("CheckOutReported", Set.of("GuestCheckedOut")),
            Map.entry("NoShowReported", Set.of("BookingNoShow")),
            Map.entry("GuestWalkReported", Set.of("GuestWalked")),
            Map.entry("ChargeReported", Set.of("FolioChargePosted")),
            Map.entry("ReinstatementRequested", Set.of("BookingReinstated")),
            Map.entry("InvoiceRequested", Set.of("InvoiceIssued")),
            Map.entry("CreditNoteRequested", Set.of("CreditNoteIssued")),
            Map.entry("DayCloseRequested", Set.of("BusinessDayClosed")));

    private final Set<String> answers;
    private final String requestId;
    private @Nullable LogRecord held;

    /** What has become of a request. */
    public sealed interface Outcome {
        /** It is decided as asked; the event says so. */
        record Accepted(LogRecord event) implements Outcome {}

        /** It is refused, or the hold it led to has ended without a payment. */
        record Refused(String code, String message, LogRecord event) implements Outcome {}
    }

    /** Watches for the decision about that request. */
    public OutcomeWatch(String requestType, String requestId) {
        this.answers = ANSWERS.getOrDefault(requestType, Set.of(requestType));
        this.requestId = requestId;
    }

    @Override
    public Optional<Outcome> see(LogRecord event) {
        if (requestId.equals(event.field("requestId"))) {
            return answered(event);
        }
        return held != null && held.type().equals("BookingHeld") && sameBooking(held, event)
                ? holdEnded(event)
                : Optional.empty();
    }

    /** The event that holds rooms while the payment is under way; empty where nothing is held. */
    public Optional<LogRecord> held() {
        return Optional.ofNullable(held);
    }

    private Optional<Outcome> answered(LogRecord event) {
        if (event.type().equals("RequestRejected")) {
            return Optional.of(new Outcome.Refused(text(event, "code"), text(event, "message"), event));
        }
        if (event.type().equals("BookingChangeAbandoned")) {
            return Optional.of(new Outcome.Refused(
                    text(event, "code"), "the difference was not paid; the stay is as it was", event));
        }
        if (!answers.contains(event.type())) {
            return Optional.empty();
        }
        if (event.type().equals("BookingHeld") || event.type().equals("BookingChangeHeld")) {
            held = event;
            return Optional.empty();
        }
        return Optional.of(new Outcome.Accepted(event));
    }

    private static Optional<Outcome> holdEnded(LogRecord event) {
        return switch (event.type()) {
            case "BookingConfirmed" -> Optional.of(new Outcome.Accepted(event));
            case "BookingPaymentFailed" ->
                Optional.of(new Outcome.Refused(
                        text(event, "declineCode"),
                        "the payment was declined; the rooms are held, and another card may be submitted to payment "
                                + text(event, "paymentId") + " (attempts left: " + text(event, "attemptsLeft") + ")",
                        event));
            case "BookingReleased" ->
                Optional.of(new Outcome.Refused(
                        text(event, "declineCode"), "the payment was declined; the rooms are free again", event));
            case "BookingExpired" ->
                Optional.of(new Outcome.Refused(
                        "hold_expired", "no payment came in time; the rooms are free again", event));
            case "BookingCancelled" ->
                Optional.of(new Outcome.Refused("cancelled", "the booking was cancelled while it was held", event));
            default -> Optional.empty();
        };
    }

    private static boolean sameBooking(LogRecord held, LogRecord event) {
        return text(held, "bookingId").equals(event.field("bookingId"));
    }

    private static String text(LogRecord event, String field) {
        var text = event.field(field);
        return text == null ? "" : text;
    }
}

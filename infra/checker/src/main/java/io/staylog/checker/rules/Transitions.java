package io.staylog.checker.rules;

import io.staylog.checker.rules.Booking.State;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks whether bookings and payments go only where they may, and version by version: of R4. */
final class Transitions {
    private static final Set<State> ANY = EnumSet.allOf(State.class);
    private static final Set<State> ALIVE = EnumSet.of(State.CONFIRMED, State.IN_HOUSE);

    /** From which states what may happen to a booking. What is not named here says nothing of where it stands. */
    private static final Map<String, Set<State>> FROM = Map.ofEntries(
            Map.entry("HoldExtended", EnumSet.of(State.HELD)),
            Map.entry("BookingReleased", EnumSet.of(State.HELD)),
            Map.entry("BookingExpired", EnumSet.of(State.HELD)),
            Map.entry("BookingConfirmed", EnumSet.of(State.HELD)),
            Map.entry("BookingCancelled", EnumSet.of(State.HELD, State.CONFIRMED)),
            Map.entry("BookingModified", ALIVE),
            Map.entry("BookingChangeHeld", ALIVE),
            Map.entry("BookingChangeAbandoned", ALIVE),
            Map.entry("GuestCheckedIn", EnumSet.of(State.CONFIRMED)),
            Map.entry("GuestCheckedOut", EnumSet.of(State.IN_HOUSE)),
            Map.entry("BookingNoShow", EnumSet.of(State.CONFIRMED)),
            Map.entry("GuestWalked", EnumSet.of(State.CONFIRMED)),
            Map.entry("BookingReinstated", EnumSet.of(State.CANCELLED, State.NO_SHOW)),
            Map.entry("FolioChargePosted", EnumSet.of(State.IN_HOUSE, State.CHECKED_OUT)),
            Map.entry("BookingPaymentFailed", ANY),
            Map.entry("BookingPaymentRetried", ANY),
            Map.entry("LatePaymentDetected", ANY),
            Map.entry("BookingGuaranteeLost", ANY),
            Map.entry("InvoiceIssued", ANY),
            Map.entry("CreditNoteIssued", ANY));

    /** Where a booking stands. */
    private static final class Life {
        State state = State.HELD;
        long version;
        boolean isChanging;
    }

    /** What a payment has been through. */
    private static final class Money {
        long version;
        boolean wasAuthorised;
        boolean wasCaptured;
    }

    private final Findings findings;
    private final Map<String, Life> lives = new HashMap<>();
    private final Map<String, Money> payments = new HashMap<>();
    /** What happened where it may not, or under a version that did not follow. */
    long illegal;

    Transitions(Findings findings) {
        this.findings = findings;
    }

    /** A record of booking.events. */
    void booking(Entry entry) {
        var type = entry.type();
        boolean begins =
                entry.body().body("terms") != null && (type.equals("BookingHeld") || type.equals("BookingConfirmed"));
        if (!begins && !FROM.containsKey(type)) {
            return;
        }
        var id = entry.hotelId() + " " + entry.bookingId();
        var life = lives.get(id);
        if (begins) {
            look(
                    life == null || life.state.isOver(),
                    entry,
                    () -> type + " begins booking " + entry.bookingId() + ", which is there already");
            life = new Life();
            lives.put(id, life);
        } else {
            look(life != null, entry, () -> type + " is about booking " + entry.bookingId() + ", which never began");
        }
        if (life != null) {
            goesOn(life, entry, begins);
        }
    }

    private void goesOn(Life life, Entry entry, boolean begins) {
        var type = entry.type();
        var from = life.state;
        var mayComeFrom = FROM.getOrDefault(type, ANY);
        boolean isLegal = begins || mayComeFrom.contains(from);
        boolean needsChange = type.equals("BookingChangeAbandoned");
        boolean needsNone = type.equals("BookingChangeHeld");
        look(
                isLegal && (!needsChange || life.isChanging) && (!needsNone || !life.isChanging),
                entry,
                () -> type + " happened to booking " + entry.bookingId() + ", which was " + from
                        + (life.isChanging ? " with a change that waits for its payment" : ""));
        follows(life.version, entry, "booking " + entry.bookingId());
        life.version = entry.body().number("version");
        life.isChanging = needsNone || (life.isChanging && !needsChange && !type.equals("BookingModified"));
        var to = to(type);
        if (to != null) {
            life.state = to;
        }
    }

    private static @Nullable State to(String type) {
        return switch (type) {
            case "BookingHeld" -> State.HELD;
            case "BookingConfirmed", "BookingReinstated" -> State.CONFIRMED;
            case "BookingReleased" -> State.RELEASED;
            case "BookingExpired" -> State.EXPIRED;
            case "BookingCancelled" -> State.CANCELLED;
            case "BookingNoShow" -> State.NO_SHOW;
            case "GuestCheckedIn" -> State.IN_HOUSE;
            case "GuestCheckedOut" -> State.CHECKED_OUT;
            case "GuestWalked" -> State.WALKED;
            default -> null;
        };
    }

    /** A record of payment.events. */
    void payment(Entry entry) {
        if (!entry.body().has("version")) {
            return; // A refusal, or nothing about one payment.
        }
        var type = entry.type();
        var money = payments.get(entry.paymentId());
        if (type.equals("PaymentInitiated")) {
            look(money == null, entry, () -> "payment " + entry.paymentId() + " began twice");
            money = new Money();
            payments.put(entry.paymentId(), money);
        }
        if (money == null) {
            return; // I18 says so.
        }
        var known = money;
        look(
                mayHappen(type, known),
                entry,
                () -> type + " happened to payment " + entry.paymentId() + ", of which nothing was "
                        + (known.wasAuthorised ? "captured" : "authorised or captured") + " before");
        follows(money.version, entry, "payment " + entry.paymentId());
        money.version = entry.body().number("version");
        money.wasAuthorised |= type.equals("PaymentAuthorized");
        money.wasCaptured |= type.equals("PaymentCaptured");
    }

    private static boolean mayHappen(String type, Money money) {
        return switch (type) {
            case "AuthorizationExpired",
                    "AuthorizationRenewalStarted",
                    "AuthorizationRenewalDeclined",
                    "AuthorizationReplaced",
                    "AuthorizationAdjusted" -> money.wasAuthorised;
            case "PaymentRefundPending",
                    "PaymentRefunded",
                    "PaymentRefundFailed",
                    "PaymentCaptureFailed",
                    "ManualRefundRecorded" -> money.wasCaptured;
            default -> true;
        };
    }

    private void follows(long before, Entry entry, String what) {
        long version = entry.body().number("version");
        look(
                version == before + 1,
                entry,
                () -> entry.type() + " is version " + version + " of " + what + " after version " + before);
    }

    private void look(boolean isGood, Entry entry, java.util.function.Supplier<String> message) {
        illegal += isGood ? 0 : 1;
        findings.look(isGood, Invariant.R4, entry.at(), entry.timeMs(), message);
    }
}

package io.staylog.booking.domain;

import io.staylog.booking.domain.Booking.State;
import io.staylog.booking.domain.BookingCommand.AuthorizationGone;
import io.staylog.booking.domain.BookingCommand.AuthorizationRaised;
import io.staylog.booking.domain.BookingCommand.CaptureUndone;
import io.staylog.booking.domain.BookingCommand.ConfirmPaid;
import io.staylog.booking.domain.BookingCommand.PaymentNews;
import io.staylog.booking.domain.BookingCommand.PaymentRefused;
import io.staylog.booking.domain.BookingCommand.PaymentRequestRefused;
import io.staylog.booking.domain.BookingCommand.PaymentTried;
import io.staylog.booking.domain.BookingEvent.AuthorizationAdjustmentRequested;
import io.staylog.booking.domain.BookingEvent.BookingConfirmed;
import io.staylog.booking.domain.BookingEvent.BookingGuaranteeLost;
import io.staylog.booking.domain.BookingEvent.BookingPaymentFailed;
import io.staylog.booking.domain.BookingEvent.BookingPaymentRetried;
import io.staylog.booking.domain.BookingEvent.BookingReleased;
import io.staylog.booking.domain.BookingEvent.GuestCheckedIn;
import io.staylog.booking.domain.BookingEvent.LatePaymentDetected;
import io.staylog.booking.domain.BookingEvent.Purpose;
import io.staylog.booking.domain.Money.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rules for what payment-service says: what a payment, its refusal or its loss means for the booking that it is for. */
final class PaymentRules {
    /** So often may a guest try to pay for a held booking. */
    static final int ATTEMPTS_MAX = 3;

    /** After so many losses nobody asks by himself any more; what is owed stays owed. */
    private static final int LOSSES_MAX = 2;

    /** A capture that is refused so is done, or will be. */
    private static final Set<String> CAPTURED_ALL_THE_SAME = Set.of("already_captured", "operation_in_progress");

    private PaymentRules() {}

    /** What follows; nothing for a payment that no booking here has asked for. */
    static List<BookingEvent> decide(Hotel hotel, PaymentNews news, Instant now) {
        var booking = hotel.bookingPaidBy(news.paymentId());
        var money = booking == null ? null : booking.account().find(news.paymentId());
        if (booking == null || money == null) {
            return List.of();
        }
        var date = hotel.openDate();
        return switch (news) {
            case ConfirmPaid paid -> paid(booking, money, paid, date);
            case PaymentRefused it
            when it.what() == BookingCommand.Refused.AUTHORIZATION -> refused(booking, money, it, date, now);
            case PaymentRefused it
            when it.what() == BookingCommand.Refused.CAPTURE -> uncaptured(booking, money, it.declineCode(), date);
            case PaymentRefused it -> notRaised(booking, it.paymentId(), null, date);
            case PaymentTried tried -> tried(booking, money, tried.attemptNo(), date);
            case AuthorizationRaised raised -> raised(booking, money, raised, date);
            case AuthorizationGone _
            when money.counts() && money.authorizedMinor() > 0 -> lost(booking, money, "authorization_expired", date);
            case AuthorizationGone _ -> List.of();
            case CaptureUndone _ -> uncaptured(booking, money, "capture_failed", date);
            case PaymentRequestRefused it
            when it.requestId().equals(money.captureRequestId()) -> notCaptured(booking, money, it.code(), date);
            case PaymentRequestRefused it
            when it.requestId().equals(money.refundRequestId()) -> notRefunded(booking, money, it.code(), date);
            case PaymentRequestRefused it -> notRaised(booking, it.paymentId(), it.requestId(), date);
        };
    }

    private static List<BookingEvent> paid(Booking booking, Money money, ConfirmPaid paid, LocalDate date) {
        var change = booking.change();
        if (booking.state() == State.HELD && paid.paymentId().equals(booking.paymentId())) {
            return paid.amountMinor() < booking.terms().dueNowMinor() ? List.of() : confirm(booking, date); // B4
        }
        if (change != null && change.adjustment() == null && paid.paymentId().equals(change.paymentId())) {
            return paid.amountMinor() < money.askedMinor()
                    ? List.of()
                    : ChangeRules.switchOver(booking, change, date); // B13
        }
        return isLate(booking, money) ? late(booking, paid, date) : List.of(); // B9
    }

    private static List<BookingEvent> confirm(Booking booking, LocalDate date) {
        int version = booking.nextVersion();
        var events = new ArrayList<BookingEvent>();
        events.add(new BookingConfirmed(null, booking.id(), version, date, null, booking.paymentId()));
        if (booking.terms().channel() == Channel.WALK_IN && date.equals(booking.arrival())) {
            events.add(new GuestCheckedIn(null, booking.id(), version + 1, date, null));
        }
        return events;
    }

    private static boolean isLate(Booking booking, Money money) {
        boolean wasNeverSold = booking.state() == State.RELEASED || booking.state() == State.EXPIRED;
        return money.status() != Status.LATE && (wasNeverSold || money.status() == Status.GIVEN_UP);
    }

    private static List<BookingEvent> late(Booking booking, ConfirmPaid paid, LocalDate date) {
        int version = booking.nextVersion();
        return List.of(
                new LatePaymentDetected(booking.id(), version, date, paid.paymentId(), paid.amountMinor()),
                Collecting.cancel(booking, paid.paymentId(), version, date));
    }

    private static List<BookingEvent> refused(
            Booking booking, Money money, PaymentRefused refused, LocalDate date, Instant now) {
        if (!money.isDeclinedBy(refused.attemptNo())) {
            return List.of(); // A repeat, or nobody relies on it.
        }
        var change = booking.change();
        if (change != null && change.adjustment() == null && refused.paymentId().equals(change.paymentId())) {
            return ChangeRules.abandon(booking, change, "payment_declined", date); // B13
        }
        int left = booking.state() == State.HELD ? attemptsLeft(booking, money, refused, now) : 0;
        if (booking.state() == State.HELD && left == 0) {
            return release(booking, refused.declineCode(), date); // B6
        }
        if (booking.ending() != null && !money.captureNow()) { // Another card would only reserve what is owed now.
            return lostAndGivenUp(booking, money, "payment_declined", date);
        }
        return List.of(
                new BookingPaymentFailed( // B5
                        booking.id(),
                        booking.nextVersion(),
                        date,
                        refused.paymentId(),
                        refused.declineCode(),
                        left,
                        refused.attemptNo()));
    }

    private static int attemptsLeft(Booking booking, Money money, PaymentRefused refused, Instant now) {
        var until = booking.holdExpiresAt();
        boolean lasts = until != null && now.isBefore(until);
        return refused.mayTryAgain() && lasts ? Math.max(0, ATTEMPTS_MAX - money.declines() - 1) : 0;
    }

    private static List<BookingEvent> release(Booking booking, String declineCode, LocalDate date) {
        int version = booking.nextVersion();
        var events = new ArrayList<BookingEvent>();
        events.add(new BookingReleased(booking.id(), version, date, declineCode));
        events.addAll(Collecting.giveUp(booking, version, date));
        return events;
    }

    private static List<BookingEvent> tried(Booking booking, Money money, int attemptNo, LocalDate date) {
        return money.isRetriedBy(attemptNo)
                ? List.of(new BookingPaymentRetried(
                        booking.id(), booking.nextVersion(), date, money.paymentId(), attemptNo))
                : List.of();
    }

    private static List<BookingEvent> raised(Booking booking, Money money, AuthorizationRaised raised, LocalDate date) {
        var change = booking.change();
        if (change != null && raised.requestId().equals(change.adjustment())) {
            return ChangeRules.switchOver(booking, change, date); // B13
        }
        // A change that was given up meanwhile: the guest's limit is not to be used up by it.
        return money.counts() && money.authorizedMinor() > 0 && raised.amountMinor() > money.authorizedMinor()
                ? List.of(new AuthorizationAdjustmentRequested(
                        Ids.of(booking.incarnation(), "LOWER/" + raised.requestId(), booking.version()),
                        money.paymentId(),
                        money.authorizedMinor(),
                        date))
                : List.of();
    }

    /** An authorisation is not raised; {@code null} stands for the request that is pending. */
    private static List<BookingEvent> notRaised(
            Booking booking, UUID paymentId, @Nullable UUID requestId, LocalDate date) {
        var change = booking.change();
        if (change == null || change.adjustment() == null || !change.paymentId().equals(paymentId)) {
            return List.of();
        }
        return requestId == null || requestId.equals(change.adjustment())
                ? ChangeRules.payOtherwise(booking, change, date)
                : List.of();
    }

    private static List<BookingEvent> uncaptured(Booking booking, Money money, String code, LocalDate date) {
        return money.counts() && money.capturedMinor() > 0 ? lost(booking, money, code, date) : List.of();
    }

    private static List<BookingEvent> notCaptured(Booking booking, Money money, String code, LocalDate date) {
        if (CAPTURED_ALL_THE_SAME.contains(code)) {
            return List.of();
        }
        // Somebody has taken a part of it meanwhile: that goes back, and all that is owed is collected anew.
        return code.equals("amount_exceeds_authorized") && money.counts()
                ? lostAndGivenUp(booking, money, code, date)
                : uncaptured(booking, money, code, date);
    }

    private static List<BookingEvent> lostAndGivenUp(Booking booking, Money money, String code, LocalDate date) {
        var events = new ArrayList<>(lost(booking, money, code, date));
        events.add(Collecting.cancel(booking, money.paymentId(), booking.nextVersion(), date));
        return events;
    }

    /** Of what is still under way at the bank no part can be given back: it is undone, and what is left of it asked for anew. */
    private static List<BookingEvent> notRefunded(Booking booking, Money money, String code, LocalDate date) {
        boolean wasTooEarly = code.equals("amount_exceeds_refundable") || code.equals("illegal_transition");
        if (!wasTooEarly || money.status() != Status.ASKED) {
            return List.of();
        }
        int version = booking.version();
        var events = new ArrayList<BookingEvent>();
        events.add(Collecting.cancel(booking, money.paymentId(), version, date));
        if (money.collectedMinor() > 0) {
            var purpose = purposeOf(booking.state());
            events.add(Collecting.charge(booking, money.collectedMinor(), purpose, version, date));
        }
        return events;
    }

    /** The money is not there: at the next need it is collected anew, and at once where the stay is over. */
    private static List<BookingEvent> lost(Booking booking, Money money, String code, LocalDate date) {
        int version = booking.nextVersion();
        var events = new ArrayList<BookingEvent>();
        events.add(new BookingGuaranteeLost(booking.id(), version, date, money.paymentId(), code));
        var after = booking.money(money.paymentId(), Money::lost);
        // Not what was declined: another card may still bring that.
        long missing = Math.min(after.owedMinor() - after.account().securedMinor(), money.capturedMinor());
        if (booking.ending() != null && missing > 0 && after.account().count(Status.LOST) < LOSSES_MAX) {
            events.add(Collecting.charge(after, missing, purposeOf(booking.state()), version, date));
        }
        return events;
    }

    private static Purpose purposeOf(State state) {
        return switch (state) {
            case CANCELLED -> Purpose.CANCELLATION_FEE;
            case NO_SHOW -> Purpose.NO_SHOW_FEE;
            case HELD, CONFIRMED, IN_HOUSE, RELEASED, EXPIRED, CHECKED_OUT, WALKED -> Purpose.STAY_BALANCE;
        };
    }
}

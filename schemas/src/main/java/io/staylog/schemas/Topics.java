package io.staylog.schemas;

import io.staylog.schemas.Topic.Kept;
import io.staylog.schemas.Topic.StampedBy;
import io.staylog.schemas.booking.BookingCancelled;
import io.staylog.schemas.booking.BookingChangeAbandoned;
import io.staylog.schemas.booking.BookingChangeHeld;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingExpired;
import io.staylog.schemas.booking.BookingGuaranteeLost;
import io.staylog.schemas.booking.BookingHeld;
import io.staylog.schemas.booking.BookingModified;
import io.staylog.schemas.booking.BookingNoShow;
import io.staylog.schemas.booking.BookingPaymentFailed;
import io.staylog.schemas.booking.BookingPaymentRetried;
import io.staylog.schemas.booking.BookingReinstated;
import io.staylog.schemas.booking.BookingReleased;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.BusinessDayClosed;
import io.staylog.schemas.booking.CancellationRequested;
import io.staylog.schemas.booking.ChargeReported;
import io.staylog.schemas.booking.CheckInReported;
import io.staylog.schemas.booking.CheckOutReported;
import io.staylog.schemas.booking.CreditNoteIssued;
import io.staylog.schemas.booking.CreditNoteRequested;
import io.staylog.schemas.booking.DayCloseRequested;
import io.staylog.schemas.booking.FolioChargePosted;
import io.staylog.schemas.booking.GuestCheckedIn;
import io.staylog.schemas.booking.GuestCheckedOut;
import io.staylog.schemas.booking.GuestWalkReported;
import io.staylog.schemas.booking.GuestWalked;
import io.staylog.schemas.booking.HoldExtended;
import io.staylog.schemas.booking.HotelRegistered;
import io.staylog.schemas.booking.InventorySet;
import io.staylog.schemas.booking.InvoiceIssued;
import io.staylog.schemas.booking.InvoiceRequested;
import io.staylog.schemas.booking.LatePaymentDetected;
import io.staylog.schemas.booking.ModificationRequested;
import io.staylog.schemas.booking.NoShowReported;
import io.staylog.schemas.booking.OverbookedDetected;
import io.staylog.schemas.booking.OverbookingSet;
import io.staylog.schemas.booking.PricesSet;
import io.staylog.schemas.booking.RatePlanDefined;
import io.staylog.schemas.booking.ReinstatementRequested;
import io.staylog.schemas.booking.RequestRejected;
import io.staylog.schemas.booking.RestrictionsSet;
import io.staylog.schemas.booking.RoomTypeDefined;
import io.staylog.schemas.booking.RoomsOutOfOrder;
import io.staylog.schemas.guest.GuestProfileSet;
import io.staylog.schemas.guest.InvoicePartySet;
import io.staylog.schemas.payment.AttentionAcknowledged;
import io.staylog.schemas.payment.AuthorizationAdjusted;
import io.staylog.schemas.payment.AuthorizationAdjustmentRequested;
import io.staylog.schemas.payment.AuthorizationExpired;
import io.staylog.schemas.payment.AuthorizationRenewalDeclined;
import io.staylog.schemas.payment.AuthorizationRenewalStarted;
import io.staylog.schemas.payment.AuthorizationReplaced;
import io.staylog.schemas.payment.BankAnswered;
import io.staylog.schemas.payment.BankCallInstructed;
import io.staylog.schemas.payment.BankNotified;
import io.staylog.schemas.payment.DisputeAccepted;
import io.staylog.schemas.payment.DisputeChallenged;
import io.staylog.schemas.payment.DisputeLost;
import io.staylog.schemas.payment.DisputeOpened;
import io.staylog.schemas.payment.DisputeResponseRequested;
import io.staylog.schemas.payment.DisputeWon;
import io.staylog.schemas.payment.GatewayNotificationUnmatched;
import io.staylog.schemas.payment.ManualRefundRecorded;
import io.staylog.schemas.payment.ManualRefundReported;
import io.staylog.schemas.payment.PaymentActionRequired;
import io.staylog.schemas.payment.PaymentAttemptFailed;
import io.staylog.schemas.payment.PaymentAttemptNotFound;
import io.staylog.schemas.payment.PaymentAttemptStarted;
import io.staylog.schemas.payment.PaymentAuthorized;
import io.staylog.schemas.payment.PaymentCancellationNoted;
import io.staylog.schemas.payment.PaymentCancellationRequested;
import io.staylog.schemas.payment.PaymentCancelled;
import io.staylog.schemas.payment.PaymentCaptureFailed;
import io.staylog.schemas.payment.PaymentCaptureRequested;
import io.staylog.schemas.payment.PaymentCaptured;
import io.staylog.schemas.payment.PaymentDeclined;
import io.staylog.schemas.payment.PaymentInitiated;
import io.staylog.schemas.payment.PaymentLookupStarted;
import io.staylog.schemas.payment.PaymentMethodSubmitted;
import io.staylog.schemas.payment.PaymentNeedsAttention;
import io.staylog.schemas.payment.PaymentOperatorActed;
import io.staylog.schemas.payment.PaymentOutcomeResolved;
import io.staylog.schemas.payment.PaymentOutcomeUnknown;
import io.staylog.schemas.payment.PaymentRefundFailed;
import io.staylog.schemas.payment.PaymentRefundPending;
import io.staylog.schemas.payment.PaymentRefundRequested;
import io.staylog.schemas.payment.PaymentRefunded;
import io.staylog.schemas.payment.PaymentRequestQueued;
import io.staylog.schemas.payment.PaymentRequestRejected;
import io.staylog.schemas.payment.PaymentRequested;
import io.staylog.schemas.payment.PaymentResolutionRequested;
import io.staylog.schemas.payment.PaymentRetryScheduled;
import io.staylog.schemas.payment.PaymentVoided;
import io.staylog.schemas.payment.SettlementReconciled;
import io.staylog.schemas.payment.SettlementReported;
import io.staylog.schemas.report.CheckReported;
import io.staylog.schemas.report.DocumentFailed;
import io.staylog.schemas.report.DocumentRendered;
import io.staylog.schemas.report.DocumentRequested;
import io.staylog.schemas.report.GuestErased;
import io.staylog.schemas.report.GuestErasureRequested;
import java.util.List;
import java.util.Optional;

/** The topic table: the only place that spells a topic's name, and says what may be on it. */
public final class Topics {

    /** Anyone may ask here. */
    public static final Topic BOOKING_REQUESTS = new Topic(
            "booking.requests",
            Kept.THIRTY_DAYS,
            StampedBy.BROKER,
            List.of(
                    HotelRegistered.class,
                    RoomTypeDefined.class,
                    RatePlanDefined.class,
                    InventorySet.class,
                    RoomsOutOfOrder.class,
                    OverbookingSet.class,
                    PricesSet.class,
                    RestrictionsSet.class,
                    BookingRequested.class,
                    CancellationRequested.class,
                    ModificationRequested.class,
                    CheckInReported.class,
                    CheckOutReported.class,
                    NoShowReported.class,
                    DayCloseRequested.class,
                    GuestWalkReported.class,
                    ChargeReported.class,
                    ReinstatementRequested.class,
                    InvoiceRequested.class,
                    CreditNoteRequested.class));

    /** What booking-service has decided; nobody else writes here. */
    public static final Topic BOOKING_EVENTS = new Topic(
            "booking.events",
            Kept.FOR_EVER,
            StampedBy.WRITER,
            List.of(
                    HotelRegistered.class,
                    RoomTypeDefined.class,
                    RatePlanDefined.class,
                    InventorySet.class,
                    RoomsOutOfOrder.class,
                    OverbookingSet.class,
                    PricesSet.class,
                    RestrictionsSet.class,
                    OverbookedDetected.class,
                    BookingHeld.class,
                    BookingConfirmed.class,
                    HoldExtended.class,
                    BookingReleased.class,
                    BookingExpired.class,
                    BookingCancelled.class,
                    BookingModified.class,
                    GuestCheckedIn.class,
                    GuestCheckedOut.class,
                    BookingNoShow.class,
                    BusinessDayClosed.class,
                    RequestRejected.class,
                    PaymentRequested.class,
                    PaymentCaptureRequested.class,
                    PaymentCancellationRequested.class,
                    PaymentRefundRequested.class,
                    AuthorizationAdjustmentRequested.class,
                    BookingPaymentFailed.class,
                    BookingPaymentRetried.class,
                    BookingChangeHeld.class,
                    BookingChangeAbandoned.class,
                    LatePaymentDetected.class,
                    GuestWalked.class,
                    FolioChargePosted.class,
                    BookingReinstated.class,
                    BookingGuaranteeLost.class,
                    InvoiceIssued.class,
                    CreditNoteIssued.class));

    /** Operators ask here for something to be done about a payment. */
    public static final Topic PAYMENT_REQUESTS = new Topic(
            "payment.requests",
            Kept.THIRTY_DAYS,
            StampedBy.BROKER,
            List.of(
                    PaymentCaptureRequested.class,
                    PaymentCancellationRequested.class,
                    PaymentRefundRequested.class,
                    PaymentMethodSubmitted.class,
                    PaymentResolutionRequested.class,
                    DisputeResponseRequested.class,
                    ManualRefundReported.class,
                    AttentionAcknowledged.class,
                    SettlementReported.class));

    /** What happened to money; only payment-service writes here. */
    public static final Topic PAYMENT_EVENTS = new Topic(
            "payment.events",
            Kept.FOR_EVER,
            StampedBy.WRITER,
            List.of(
                    PaymentInitiated.class,
                    PaymentAttemptStarted.class,
                    PaymentRequestQueued.class,
                    PaymentCancellationNoted.class,
                    PaymentAuthorized.class,
                    PaymentCaptured.class,
                    PaymentDeclined.class,
                    PaymentAttemptFailed.class,
                    PaymentOutcomeUnknown.class,
                    PaymentLookupStarted.class,
                    PaymentAttemptNotFound.class,
                    PaymentOutcomeResolved.class,
                    PaymentVoided.class,
                    PaymentRefunded.class,
                    PaymentRefundFailed.class,
                    PaymentCancelled.class,
                    PaymentNeedsAttention.class,
                    PaymentRequestRejected.class,
                    PaymentActionRequired.class,
                    PaymentCaptureFailed.class,
                    AuthorizationExpired.class,
                    AuthorizationRenewalStarted.class,
                    AuthorizationAdjusted.class,
                    PaymentRefundPending.class,
                    ManualRefundRecorded.class,
                    DisputeOpened.class,
                    DisputeChallenged.class,
                    DisputeAccepted.class,
                    DisputeWon.class,
                    DisputeLost.class,
                    PaymentOperatorActed.class,
                    GatewayNotificationUnmatched.class,
                    SettlementReconciled.class,
                    PaymentRetryScheduled.class,
                    AuthorizationRenewalDeclined.class,
                    AuthorizationReplaced.class));

    /** Instructions to the bank, from payment-service to itself. */
    public static final Topic BANK_CALLS =
            new Topic("payment.bank-calls", Kept.THIRTY_DAYS, StampedBy.BROKER, List.of(BankCallInstructed.class));

    /** What the bank said, from payment-service to itself. */
    public static final Topic BANK_ANSWERS = new Topic(
            "payment.bank-answers",
            Kept.THIRTY_DAYS,
            StampedBy.BROKER,
            List.of(BankAnswered.class, BankNotified.class));

    /** Who the guests are and whom invoices are made out to: the only personal data; keyed by guest or party. */
    public static final Topic GUEST_PROFILES = new Topic(
            "guest.profiles",
            Kept.NEWEST_PER_KEY,
            StampedBy.WRITER,
            List.of(GuestProfileSet.class, InvoicePartySet.class));

    /** Anyone may ask here for a document, or that a guest be forgotten, or tell what a check has found. */
    public static final Topic REPORT_REQUESTS = new Topic(
            "report.requests",
            Kept.THIRTY_DAYS,
            StampedBy.BROKER,
            List.of(DocumentRequested.class, GuestErasureRequested.class, CheckReported.class));

    /** What reporting-service has made of it; nobody else writes here. */
    public static final Topic REPORT_EVENTS = new Topic(
            "report.events",
            Kept.FOR_EVER,
            StampedBy.WRITER,
            List.of(DocumentRendered.class, DocumentFailed.class, GuestErased.class, CheckReported.class));

    private static final List<Topic> ALL = List.of(
            BOOKING_REQUESTS,
            BOOKING_EVENTS,
            PAYMENT_REQUESTS,
            PAYMENT_EVENTS,
            BANK_CALLS,
            BANK_ANSWERS,
            GUEST_PROFILES,
            REPORT_REQUESTS,
            REPORT_EVENTS);

    private Topics() {}

    /** Every topic except the dead-letter topics. */
    public static List<Topic> all() {
        return ALL;
    }

    /** Whether a record type is of the contract, but belongs on other topics than this one. */
    public static boolean belongsElsewhere(String recordType, String topicName) {
        var homes = ALL.stream()
                .filter(topic -> topic.recordTypes().stream()
                        .anyMatch(type -> type.getName().equals(recordType)))
                .map(Topic::name)
                .toList();
        return !homes.isEmpty() && !homes.contains(topicName);
    }

    /** The topic of that name, or none. */
    public static Optional<Topic> named(String name) {
        return ALL.stream().filter(topic -> topic.name().equals(name)).findFirst();
    }
}

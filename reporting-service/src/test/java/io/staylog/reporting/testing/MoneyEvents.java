package io.staylog.reporting.testing;

import static io.staylog.reporting.testing.Events.HOTEL;
import static io.staylog.reporting.testing.Events.id;

import io.staylog.schemas.booking.BookingReinstated;
import io.staylog.schemas.booking.ChargeKind;
import io.staylog.schemas.booking.CreditNoteIssued;
import io.staylog.schemas.booking.FolioChargePosted;
import io.staylog.schemas.booking.GuestCheckedOut;
import io.staylog.schemas.booking.GuestWalked;
import io.staylog.schemas.booking.InvoiceIssued;
import io.staylog.schemas.booking.InvoiceLine;
import io.staylog.schemas.booking.InvoiceLineKind;
import io.staylog.schemas.booking.TaxTotal;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.common.NightPrice;
import io.staylog.schemas.common.RoomStay;
import io.staylog.schemas.payment.AuthorizationAdjusted;
import io.staylog.schemas.payment.AuthorizationExpired;
import io.staylog.schemas.payment.AuthorizationRenewalDeclined;
import io.staylog.schemas.payment.AuthorizationRenewalStarted;
import io.staylog.schemas.payment.AuthorizationReplaced;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.DisputeLost;
import io.staylog.schemas.payment.DisputeOpened;
import io.staylog.schemas.payment.DisputeStage;
import io.staylog.schemas.payment.DisputeWon;
import io.staylog.schemas.payment.GatewayNotificationUnmatched;
import io.staylog.schemas.payment.ManualRefundRecorded;
import io.staylog.schemas.payment.PaymentActionRequired;
import io.staylog.schemas.payment.PaymentAttemptStarted;
import io.staylog.schemas.payment.PaymentCaptureFailed;
import io.staylog.schemas.payment.PaymentCaptured;
import io.staylog.schemas.payment.PaymentOperatorActed;
import io.staylog.schemas.payment.PaymentOutcomeResolved;
import io.staylog.schemas.payment.PaymentOutcomeUnknown;
import io.staylog.schemas.payment.PaymentPurpose;
import io.staylog.schemas.payment.PaymentRefundFailed;
import io.staylog.schemas.payment.PaymentRefundPending;
import io.staylog.schemas.payment.PaymentVoided;
import io.staylog.schemas.payment.ResolutionSource;
import io.staylog.schemas.payment.ResolvedOutcome;
import io.staylog.schemas.payment.SettlementDifference;
import io.staylog.schemas.payment.SettlementReconciled;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Makes events of what goes on after a booking and its payment, with as few words as a test needs. */
public final class MoneyEvents {
    private static final Instant DUE = Instant.parse("2026-04-01T00:00:00Z");
    private static final UUID NOBODY = id("request");

    private MoneyEvents() {}

    /** The booking that a payment of {@link Events} is for. */
    public static String bookingOf(String payment) {
        return "booking of " + payment;
    }

    /** One room from that date on; a tenth of each price is tax. */
    public static RoomStay taxed(int no, String arrival, long... prices) {
        var stay = Events.stay(no, arrival, prices);
        var nights = stay.getNights().stream()
                .map(n -> new NightPrice(
                        n.getNight(),
                        n.getGrossMinor(),
                        n.getGrossMinor() - n.getGrossMinor() / 10,
                        n.getGrossMinor() / 10,
                        1000))
                .toList();
        return new RoomStay(
                no, stay.getRoomTypeId(), stay.getArrivalDate(), stay.getDepartureDate(), 2, List.of(), nights);
    }

    public static GuestWalked walked(String booking, int version, String on, long compensation, long refundDue) {
        return new GuestWalked(
                NOBODY, HOTEL, id(booking), version, LocalDate.parse(on), "next door", compensation, refundDue);
    }

    public static BookingReinstated reinstated(String booking, int version, String on) {
        return new BookingReinstated(NOBODY, HOTEL, id(booking), version, LocalDate.parse(on));
    }

    public static FolioChargePosted charged(String booking, int version, String on, long amount) {
        return new FolioChargePosted(
                NOBODY, HOTEL, id(booking), version, LocalDate.parse(on), "MINIBAR", amount, ChargeKind.MINIBAR, 0L, 0);
    }

    /** A charge that says what kind it is and what tax it contains. */
    public static FolioChargePosted charged(
            String booking, int version, String on, ChargeKind kind, long amount, long tax, int bps) {
        return new FolioChargePosted(
                id("charge " + version + " of " + booking),
                HOTEL,
                id(booking),
                version,
                LocalDate.parse(on),
                kind.name(),
                amount,
                kind,
                tax,
                bps);
    }

    /** An invoice of one series over these lines. */
    public static InvoiceIssued invoiced(String booking, int version, String on, long number, InvoiceLine... lines) {
        return new InvoiceIssued(
                id("invoice " + number),
                HOTEL,
                id(booking),
                version,
                LocalDate.parse(on),
                "INV",
                number,
                id("party of " + booking),
                "EUR",
                List.of(lines),
                taxes(lines),
                gross(lines));
    }

    /** The credit note to an invoice with these lines. */
    public static CreditNoteIssued credited(
            String booking, int version, String on, long number, long invoice, InvoiceLine... lines) {
        return new CreditNoteIssued(
                id("credit note " + number),
                HOTEL,
                id(booking),
                version,
                LocalDate.parse(on),
                "CRN",
                number,
                "INV",
                invoice,
                "wrong address",
                id("party of " + booking),
                "EUR",
                List.of(lines),
                taxes(lines),
                gross(lines));
    }

    /** A line of one unit with 6 % of tax, as {@link #taxed} reckons it. */
    public static InvoiceLine line(int no, InvoiceLineKind kind, String description, String on, long gross) {
        long net = (gross * 10_000 + 5_300) / 10_600;
        return new InvoiceLine(
                no, kind, description, LocalDate.parse(on), 1, net, net, gross - net, gross, 600, null, "", false);
    }

    private static List<TaxTotal> taxes(InvoiceLine... lines) {
        long net = Stream.of(lines).mapToLong(InvoiceLine::getNetMinor).sum();
        return List.of(new TaxTotal(600, net, gross(lines) - net, gross(lines)));
    }

    private static long gross(InvoiceLine... lines) {
        return Stream.of(lines).mapToLong(InvoiceLine::getGrossMinor).sum();
    }

    /** The guest has left after the given nights, and pays a fee for those given up. */
    public static GuestCheckedOut leftEarly(String booking, int version, String on, long fee, RoomStay... used) {
        var left = Events.left(booking, version, on, used);
        return new GuestCheckedOut(
                left.getRequestId(),
                HOTEL,
                left.getBookingId(),
                version,
                left.getBusinessDate(),
                left.getRoomStays(),
                left.getTotalGrossMinor(),
                fee);
    }

    /** More of the authorisation may be captured later. */
    public static PaymentCaptured capturedInPart(
            String payment, int version, PaymentPurpose purpose, long amount, String on) {
        return new PaymentCaptured(
                id(payment),
                HOTEL,
                id(bookingOf(payment)),
                version,
                purpose,
                amount,
                "EUR",
                "psp-2",
                false,
                LocalDate.parse(on),
                version,
                "visa",
                "4242");
    }

    public static PaymentCaptureFailed captureFailed(String payment, int version, long amount, String belonged) {
        return new PaymentCaptureFailed(
                id(payment),
                HOTEL,
                id(bookingOf(payment)),
                version,
                1,
                amount,
                "EUR",
                "the bank has no money for it",
                LocalDate.parse(belonged));
    }

    public static PaymentActionRequired actionRequired(String payment, int version) {
        return new PaymentActionRequired(
                id(payment), HOTEL, id(bookingOf(payment)), version, 1, "http://bank/3ds", DUE, "psp-1");
    }

    public static AuthorizationAdjusted adjusted(String payment, int version, long old, long now) {
        return new AuthorizationAdjusted(
                id(payment), HOTEL, id(bookingOf(payment)), version, NOBODY, version, old, now, "EUR");
    }

    public static AuthorizationExpired authorizationExpired(String payment, int version, long amount) {
        return new AuthorizationExpired(id(payment), HOTEL, id(bookingOf(payment)), version, amount, "EUR", "psp-1");
    }

    public static AuthorizationRenewalStarted renewing(String payment, int version) {
        return new AuthorizationRenewalStarted(
                id(payment), HOTEL, id(bookingOf(payment)), version, version, "psp-0", DUE);
    }

    public static PaymentAttemptStarted started(
            String payment, int version, BankOperation operation, int attemptNo, boolean renewal, String about) {
        return PaymentAttemptStarted.newBuilder()
                .setPaymentId(id(payment))
                .setHotelId(HOTEL)
                .setBookingId(id(bookingOf(payment)))
                .setVersion(version)
                .setOperation(operation)
                .setAttemptNo(attemptNo)
                .setGatewayKey("key")
                .setMerchantReference("reference")
                .setAmountMinor(100)
                .setBusinessDate(LocalDate.parse("2026-03-01"))
                .setPspReference(about)
                .setIsRenewal(renewal)
                .build();
    }

    public static AuthorizationRenewalDeclined renewalDeclined(String payment, int version) {
        return new AuthorizationRenewalDeclined(
                id(payment), HOTEL, id(bookingOf(payment)), version, 2, "insufficient_funds");
    }

    public static AuthorizationReplaced replaced(String payment, int version) {
        return new AuthorizationReplaced(id(payment), HOTEL, id(bookingOf(payment)), version, 3, "psp-0", "psp-1");
    }

    public static PaymentOutcomeUnknown unknownAttempt(String payment, int version, int attemptNo) {
        return new PaymentOutcomeUnknown(
                id(payment), HOTEL, id(bookingOf(payment)), version, BankOperation.VOID, attemptNo, "time-out");
    }

    public static PaymentVoided voidedAttempt(String payment, int version, int attemptNo) {
        return new PaymentVoided(id(payment), HOTEL, id(bookingOf(payment)), version, 100L, "EUR", attemptNo);
    }

    public static PaymentOutcomeResolved resolved(String payment, int version) {
        return PaymentOutcomeResolved.newBuilder()
                .setPaymentId(id(payment))
                .setHotelId(HOTEL)
                .setBookingId(id(bookingOf(payment)))
                .setVersion(version)
                .setOperation(BankOperation.AUTHORIZE)
                .setAttemptNo(1)
                .setOutcome(ResolvedOutcome.APPROVED)
                .setSource(ResolutionSource.WEBHOOK)
                .build();
    }

    public static PaymentVoided voided(String payment, int version, long amount) {
        return new PaymentVoided(id(payment), HOTEL, id(bookingOf(payment)), version, amount, "EUR", version);
    }

    public static PaymentRefundPending refundPending(String payment, int version, long amount) {
        return new PaymentRefundPending(
                id(payment), HOTEL, id(bookingOf(payment)), version, id("refund of " + payment), 2, amount, "EUR");
    }

    public static PaymentRefundFailed refundFailed(String payment, int version, long amount) {
        return new PaymentRefundFailed(
                id(payment),
                HOTEL,
                id(bookingOf(payment)),
                version,
                id("refund of " + payment),
                amount,
                "closed card",
                2);
    }

    public static ManualRefundRecorded refundedByHand(String payment, int version, long amount, String on) {
        return new ManualRefundRecorded(
                id(payment),
                HOTEL,
                id(bookingOf(payment)),
                version,
                id("manual refund of " + payment),
                amount,
                "EUR",
                "transfer 7",
                LocalDate.parse(on));
    }

    public static DisputeOpened disputed(String payment, int version, DisputeStage stage, long amount, String on) {
        return new DisputeOpened(
                id(payment),
                HOTEL,
                id(bookingOf(payment)),
                version,
                "dp-" + payment,
                amount,
                "EUR",
                "fraudulent",
                stage,
                DUE,
                LocalDate.parse(on));
    }

    public static DisputeWon won(String payment, int version, long amount) {
        return new DisputeWon(id(payment), HOTEL, id(bookingOf(payment)), version, "dp-" + payment, amount, "EUR");
    }

    public static DisputeLost lost(String payment, int version, long amount) {
        return new DisputeLost(id(payment), HOTEL, id(bookingOf(payment)), version, "dp-" + payment, amount, "EUR");
    }

    public static PaymentOperatorActed acted(String payment, int version, String requestType) {
        return new PaymentOperatorActed(
                id(payment),
                HOTEL,
                id(bookingOf(payment)),
                version,
                NOBODY,
                requestType,
                new Actor(ActorType.STAFF, "anna"),
                "asked the bank");
    }

    public static GatewayNotificationUnmatched unmatched(String notification) {
        return new GatewayNotificationUnmatched(
                "unmatched", "simulator", notification, "CAPTURED", "nobody:1", "psp-9", 500L, "EUR");
    }

    public static SettlementReconciled settled(
            String name, String date, long gross, long fee, SettlementDifference... differences) {
        return new SettlementReconciled(
                id(name),
                HOTEL,
                LocalDate.parse(date),
                "EUR",
                3,
                gross,
                fee,
                List.of(differences),
                List.of(),
                new Actor(ActorType.STAFF, "anna"));
    }
}

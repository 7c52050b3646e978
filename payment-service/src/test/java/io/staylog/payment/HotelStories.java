package io.staylog.payment;

import static org.awaitility.Awaitility.await;

import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.BookingCancelled;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingExpired;
import io.staylog.schemas.booking.BookingHeld;
import io.staylog.schemas.booking.BookingReleased;
import io.staylog.schemas.booking.BookingTerms;
import io.staylog.schemas.booking.CancellationReason;
import io.staylog.schemas.booking.GuestCheckedIn;
import io.staylog.schemas.booking.GuestCheckedOut;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.common.CancellationPolicy;
import io.staylog.schemas.common.Channel;
import io.staylog.schemas.common.Fee;
import io.staylog.schemas.common.FeeType;
import io.staylog.schemas.common.Guarantee;
import io.staylog.schemas.common.NightPrice;
import io.staylog.schemas.common.RoomStay;
import io.staylog.schemas.payment.BankNotificationKind;
import io.staylog.schemas.payment.BankNotified;
import io.staylog.schemas.payment.CaptureMode;
import io.staylog.schemas.payment.DisputeOpened;
import io.staylog.schemas.payment.DisputeStage;
import io.staylog.schemas.payment.Initiator;
import io.staylog.schemas.payment.PaymentAuthorized;
import io.staylog.schemas.payment.PaymentCancellationRequested;
import io.staylog.schemas.payment.PaymentCaptureRequested;
import io.staylog.schemas.payment.PaymentCaptured;
import io.staylog.schemas.payment.PaymentDeclined;
import io.staylog.schemas.payment.PaymentPurpose;
import io.staylog.schemas.payment.PaymentRefundRequested;
import io.staylog.schemas.payment.PaymentRequested;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** Plays booking-service for one hotel: holds rooms, asks for money, and does with the bookings what guests do. */
final class HotelStories {
    static final long NIGHT = 10_000;
    private static final long TOTAL = 2 * NIGHT;
    private static final LocalDate TODAY = LocalDate.parse("2026-07-01");
    private static final Actor NOBODY = new Actor(ActorType.UNKNOWN, "");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** One booking with its payment, and what is to become of it once the bank has answered. */
    private record Stay(UUID booking, UUID payment, boolean isPrepaid, Ending ending) {}

    /** What a guest does. */
    enum Ending {
        STAYS,
        LEAVES_EARLY,
        CANCELS
    }

    private final RunningPayments scene;
    private final String hotelId;
    private final List<Stay> stays = new ArrayList<>();

    HotelStories(RunningPayments scene, String hotelId) {
        this.scene = scene;
        this.hotelId = hotelId;
    }

    /** Everything that the planted bugs can spoil, and more that they cannot. */
    void begin() {
        for (int i = 0; i < 3; i++) {
            hold(true, "tok_ok", Ending.STAYS);
            hold(true, "tok_ok", Ending.CANCELS);
            hold(true, "tok_timeout_then_approved", Ending.STAYS);
            hold(true, "tok_timeout_never_executed_1", Ending.STAYS);
            hold(true, "tok_5xx_1", Ending.STAYS);
            hold(true, "tok_decline_generic", Ending.STAYS);
            hold(false, "tok_ok", Ending.CANCELS);
            hold(false, "tok_ok", Ending.STAYS);
            hold(false, "tok_capture_timeout_then_approved", Ending.LEAVES_EARLY);
        }
        expire("tok_slow_700");
    }

    private void hold(boolean isPrepaid, String token, Ending ending) {
        var stay = new Stay(UUID.randomUUID(), UUID.randomUUID(), isPrepaid, ending);
        stays.add(stay);
        ask(stay, token);
    }

    /** The guest gives up, or the hold runs out, while the bank is still thinking. */
    private void expire(String token) {
        var stay = new Stay(UUID.randomUUID(), UUID.randomUUID(), true, Ending.CANCELS);
        ask(stay, token);
        write(new BookingExpired(hotelId, stay.booking(), 2, TODAY));
        cancelPayment(stay);
    }

    private void ask(Stay stay, String token) {
        write(new BookingHeld(
                UUID.randomUUID(),
                hotelId,
                stay.booking(),
                1,
                TODAY,
                terms(stay, token),
                stay.payment(),
                Instant.now().plusSeconds(900)));
        write(new PaymentRequested(
                stay.payment(),
                hotelId,
                stay.booking(),
                stay.isPrepaid() ? PaymentPurpose.PREPAYMENT : PaymentPurpose.GUARANTEE,
                TOTAL,
                "EUR",
                stay.isPrepaid() ? CaptureMode.AUTOMATIC : CaptureMode.MANUAL,
                token,
                Initiator.CUSTOMER,
                TODAY,
                null));
    }

    private static BookingTerms terms(Stay stay, String token) {
        return new BookingTerms(
                "ABCDEFGH",
                Channel.DIRECT_WEB,
                null,
                null,
                "FLEX",
                stay.isPrepaid() ? Guarantee.PREPAYMENT : Guarantee.CARD,
                nights(2),
                "EUR",
                TOTAL,
                TOTAL,
                new CancellationPolicy(List.of(), new Fee(FeeType.NIGHTS, 1L)),
                token);
    }

    private static List<RoomStay> nights(int nights) {
        var prices = new ArrayList<NightPrice>();
        for (int i = 0; i < nights; i++) {
            prices.add(new NightPrice(TODAY.plusDays(i), NIGHT, NIGHT, 0L, 0));
        }
        return List.of(new RoomStay(1, "DBL", TODAY, TODAY.plusDays(nights), 1, List.of(), prices));
    }

    private void write(SpecificRecord event) {
        scene.write(Topics.BOOKING_EVENTS, hotelId, event);
    }

    private void cancelPayment(Stay stay) {
        write(new PaymentCancellationRequested(UUID.randomUUID(), hotelId, stay.payment(), TODAY, NOBODY, ""));
    }

    /** Waits for the bank's answer to each payment and goes on with each stay. */
    void goOn() {
        stays.forEach(stay -> {
            if (awaitMoney(stay) instanceof PaymentDeclined declined) {
                write(new BookingReleased(hotelId, stay.booking(), 2, TODAY, declined.getDeclineCode()));
                cancelPayment(stay);
            } else {
                write(new BookingConfirmed(null, hotelId, stay.booking(), 2, TODAY, null, stay.payment()));
                end(stay);
            }
        });
    }

    /** The guest's bank takes back what a guest has paid, and then somebody wants to give it back too. */
    void disputeAndRefund() {
        var stay = stays.getFirst();
        var captured = (PaymentCaptured) awaitMoney(stay);
        scene.write(
                Topics.BANK_ANSWERS,
                hotelId,
                BankNotified.newBuilder()
                        .setNotificationId("n-" + stay.payment())
                        .setGateway("simulator")
                        .setHotelId(hotelId)
                        .setPaymentId(stay.payment())
                        .setMerchantReference(stay.payment() + ":1")
                        .setAttemptNo(1)
                        .setPspReference(captured.getPspReference())
                        .setKind(BankNotificationKind.DISPUTE_OPENED)
                        .setAmountMinor(TOTAL)
                        .setCurrency("EUR")
                        .setDisputeId("d-" + stay.payment())
                        .setReasonCode("fraudulent")
                        .setStage(DisputeStage.CHARGEBACK)
                        .setOccurredAt(Instant.now())
                        .build());
        await().atMost(PATIENCE)
                .until(() -> scene.eventsOf(stay.payment()).stream().anyMatch(DisputeOpened.class::isInstance));
        scene.write(
                Topics.PAYMENT_REQUESTS,
                hotelId,
                new PaymentRefundRequested(
                        UUID.randomUUID(), hotelId, stay.payment(), TOTAL, TODAY, NOBODY, "the guest asked"));
    }

    private SpecificRecord awaitMoney(Stay stay) {
        return await().atMost(PATIENCE)
                .until(
                        () -> scene.eventsOf(stay.payment()).stream()
                                .filter(event -> event instanceof PaymentAuthorized
                                        || event instanceof PaymentCaptured
                                        || event instanceof PaymentDeclined)
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    private void end(Stay stay) {
        switch (stay.ending()) {
            case STAYS -> leave(stay, 2);
            case LEAVES_EARLY -> leave(stay, 1);
            case CANCELS -> {
                write(new BookingCancelled(
                        UUID.randomUUID(),
                        hotelId,
                        stay.booking(),
                        3,
                        TODAY,
                        CancellationReason.GUEST_REQUEST,
                        0L,
                        stay.isPrepaid() ? TOTAL : 0L,
                        -1,
                        false));
                if (stay.isPrepaid()) {
                    write(new PaymentRefundRequested(
                            UUID.randomUUID(), hotelId, stay.payment(), TOTAL, TODAY, NOBODY, ""));
                } else {
                    cancelPayment(stay);
                }
            }
        }
    }

    /** What was only reserved is captured now, for the nights that were slept. */
    private void leave(Stay stay, int nights) {
        write(new GuestCheckedIn(UUID.randomUUID(), hotelId, stay.booking(), 3, TODAY, null));
        write(new GuestCheckedOut(
                UUID.randomUUID(), hotelId, stay.booking(), 4, TODAY, nights(nights), nights * NIGHT, 0L));
        if (!stay.isPrepaid()) {
            write(new PaymentCaptureRequested(
                    UUID.randomUUID(), hotelId, stay.payment(), nights * NIGHT, TODAY, true, NOBODY, ""));
        }
    }
}

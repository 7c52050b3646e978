package io.staylog.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.CancellationReason;
import io.staylog.schemas.booking.CancellationRequested;
import io.staylog.schemas.booking.CheckInReported;
import io.staylog.schemas.booking.CheckOutReported;
import io.staylog.schemas.booking.NoShowReported;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.DeclineCategory;
import io.staylog.schemas.payment.PaymentAuthorized;
import io.staylog.schemas.payment.PaymentCaptureRequested;
import io.staylog.schemas.payment.PaymentCaptured;
import io.staylog.schemas.payment.PaymentDeclined;
import io.staylog.schemas.payment.PaymentMethodSubmitted;
import io.staylog.schemas.payment.PaymentRefundRequested;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * What follows when guests and staff hear what became of a booking: another card, a cancellation, an arrival and a departure, a
 * refund at the desk. What one booking meets follows from the seed and its number alone.
 */
final class GuestsAndStaff {
    private static final Actor DESK = new Actor(ActorType.STAFF, "desk");
    // Booking-service does not hear in time of a part that the desk takes while a stay ends, and what a part leaves
    // reserved is
    // not let go: with -Dparts=true the checker says so (I20).
    private static final boolean TAKES_PARTS = Boolean.getBoolean("parts");
    private static final long PART = TestHotel.NIGHT / 4;

    private final long seed;
    private final Log log;
    private final Map<String, TestHotel> hotels;
    private final Map<UUID, Boolean> arrivesToday = new ConcurrentHashMap<>();
    private final Map<String, Integer> done = new TreeMap<>();

    GuestsAndStaff(long seed, Log log, Map<String, TestHotel> hotels) {
        this.seed = seed;
        this.log = log;
        this.hotels = hotels;
    }

    /** Of a booking that was asked for. */
    void expect(UUID booking, boolean isToday) {
        arrivesToday.put(booking, isToday);
    }

    /** How often what was done. */
    Map<String, Integer> done() {
        return done;
    }

    void hear(Log.Event event) {
        var key = event.raw().key();
        var hotel = key == null ? null : hotels.get(new String(key, UTF_8));
        if (hotel == null) {
            return;
        }
        switch (event.value()) {
            case BookingConfirmed it -> confirmed(hotel, it.getBookingId());
            case PaymentDeclined it -> declined(hotel, it);
            case PaymentCaptured it -> captured(hotel, it);
            case PaymentAuthorized it -> authorized(hotel, it);
            case null, default -> {} // Nobody is told of it.
        }
    }

    private int dice(UUID id, String what) {
        return new Random(seed ^ id.hashCode() ^ ((long) what.hashCode() << 32)).nextInt(100);
    }

    private void confirmed(TestHotel hotel, UUID booking) {
        boolean isToday = arrivesToday.getOrDefault(booking, false);
        int dice = dice(booking, "confirmed");
        if (dice < 25) {
            ask(hotel, "cancellation", cancellation(hotel, booking));
        } else if (isToday && dice < 75) {
            ask(hotel, "check-in", new CheckInReported(UUID.randomUUID(), hotel.id(), booking, null, DESK));
            ask(hotel, "check-out", new CheckOutReported(UUID.randomUUID(), hotel.id(), booking, DESK));
        } else if (isToday && dice < 85) {
            ask(hotel, "no-show", new NoShowReported(UUID.randomUUID(), hotel.id(), booking, DESK));
        }
    }

    static CancellationRequested cancellation(TestHotel hotel, UUID booking) {
        return new CancellationRequested(
                UUID.randomUUID(), hotel.id(), booking, CancellationReason.GUEST_REQUEST, null, DESK);
    }

    /** Half of those who may try another card do, and some of these cards are no better. */
    private void declined(TestHotel hotel, PaymentDeclined it) {
        boolean mayRetry = it.getOperation() == BankOperation.AUTHORIZE && it.getCategory() != DeclineCategory.HARD;
        if (mayRetry && dice(it.getPaymentId(), "card") < 50) {
            var token =
                    dice(it.getPaymentId(), "card " + it.getAttemptNo()) < 70 ? "tok_ok" : "tok_decline_insufficient";
            ask(
                    hotel,
                    "other card",
                    new PaymentMethodSubmitted(
                            UUID.randomUUID(),
                            hotel.id(),
                            it.getPaymentId(),
                            token,
                            DESK,
                            "the guest has another card"));
        }
    }

    private void captured(TestHotel hotel, PaymentCaptured it) {
        if (it.getAmountMinor() > PART && dice(it.getPaymentId(), "refund") < 10) {
            ask(
                    hotel,
                    "refund at the desk",
                    new PaymentRefundRequested(
                            UUID.randomUUID(), hotel.id(), it.getPaymentId(), PART, hotel.day(0), DESK, "a complaint"));
        }
    }

    private void authorized(TestHotel hotel, PaymentAuthorized it) {
        if (TAKES_PARTS && dice(it.getPaymentId(), "capture") < 10) {
            ask(
                    hotel,
                    "capture of a part",
                    new PaymentCaptureRequested(
                            UUID.randomUUID(),
                            hotel.id(),
                            it.getPaymentId(),
                            PART,
                            hotel.day(0),
                            false,
                            DESK,
                            "a deposit"));
        }
    }

    private void ask(TestHotel hotel, String what, SpecificRecord request) {
        done.merge(what, 1, Integer::sum);
        Topic topic = Topics.PAYMENT_REQUESTS.recordTypes().contains(request.getClass())
                ? Topics.PAYMENT_REQUESTS
                : Topics.BOOKING_REQUESTS;
        var _ = log.write(topic, null, hotel.id(), log.encoded(topic, request));
    }
}

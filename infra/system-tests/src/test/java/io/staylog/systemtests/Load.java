package io.staylog.systemtests;

import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.CancellationReason;
import io.staylog.schemas.booking.CancellationRequested;
import io.staylog.schemas.booking.RoomStayRequest;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A steady stream of requests of today's and of tomorrow's callers, and what the log has acknowledged of them. */
final class Load implements AutoCloseable {
    private static final long PACE_MS = 25;
    private static final int DAYS = 30;
    private static final int NIGHTS_MAX = 3;
    private static final int CANCELLED_PERCENT = 15;
    private static final int PREPAID_PERCENT = 30;
    private static final int TOMORROWS_PERCENT = 20;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Random random;
    private final Log log;
    private final OtherRelease other;
    private final List<TestHotel> hotels;
    private final Map<UUID, TestHotel> acknowledged = new LinkedHashMap<>();
    private final List<UUID> bookings = new ArrayList<>();
    private final Map<UUID, TestHotel> hotelOf = new LinkedHashMap<>();
    private volatile @Nullable Schema tomorrows;
    private volatile int sent;
    private volatile @Nullable Throwable failure;

    Load(long seed, Log log, OtherRelease other, List<TestHotel> hotels) {
        this.random = new Random(seed);
        this.log = log;
        this.other = other;
        this.hotels = hotels;
    }

    void start() {
        thread.scheduleAtFixedRate(this::one, 0, PACE_MS, TimeUnit.MILLISECONDS);
    }

    /** From now on some callers are of the next release, and book through the new channel. */
    void useToo(Schema tomorrowsRequest) {
        tomorrows = tomorrowsRequest;
    }

    int sent() {
        return sent;
    }

    /** Ends it; the requests that the log has acknowledged, with their hotels. */
    Map<UUID, TestHotel> stop() throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(1, TimeUnit.MINUTES) || failure != null) {
            throw new IllegalStateException("the load broke off", failure);
        }
        return acknowledged;
    }

    private void one() {
        try {
            if (!bookings.isEmpty() && random.nextInt(100) < CANCELLED_PERCENT) {
                cancel(bookings.remove(random.nextInt(bookings.size())));
            } else {
                book(hotels.get(random.nextInt(hotels.size())));
            }
            sent++;
        } catch (RuntimeException | Error e) {
            failure = e;
            throw e;
        }
    }

    private void book(TestHotel hotel) {
        int arrival = 1 + random.nextInt(DAYS);
        var stay = new RoomStayRequest(
                TestHotel.DOUBLE,
                hotel.day(arrival),
                hotel.day(arrival + 1 + random.nextInt(NIGHTS_MAX)),
                1,
                List.of(),
                null,
                false);
        var plan = random.nextInt(100) < PREPAID_PERCENT ? TestHotel.PREPAID : TestHotel.FLEX;
        var request = hotel.request(plan, stay, TestHotel.GOOD);
        var newer = tomorrows;
        if (newer != null && random.nextInt(100) < TOMORROWS_PERCENT) {
            askAsTomorrow(hotel, request, newer);
        } else {
            log.asked(hotel.id(), request);
        }
        acknowledged.put(request.getRequestId(), hotel);
        bookings.add(request.getBookingId());
        hotelOf.put(request.getBookingId(), hotel);
    }

    private void askAsTomorrow(TestHotel hotel, BookingRequested request, Schema newer) {
        GenericRecord record = other.asRecordOf(newer, log.encoded(Topics.BOOKING_REQUESTS, request));
        record.put("channel", OtherRelease.symbol(record, "channel", TomorrowsBuild.SYMBOL));
        other.ask(Topics.BOOKING_REQUESTS, hotel.id(), record);
    }

    private void cancel(UUID bookingId) {
        var hotel = hotelOf.get(bookingId);
        SpecificRecord request = new CancellationRequested(
                UUID.randomUUID(),
                hotel.id(),
                bookingId,
                CancellationReason.GUEST_REQUEST,
                null,
                new Actor(ActorType.GUEST, "test"));
        log.asked(hotel.id(), request);
        acknowledged.put(((CancellationRequested) request).getRequestId(), hotel);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

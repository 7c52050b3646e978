package io.staylog.booking.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.domain.Booking.State;
import io.staylog.booking.stream.HotelStateFormat;
import io.staylog.testkit.DeciderSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;

/** Plays a hotel at random and looks at what must always hold. Run one again with {@code -Dseed=}. */
class RandomHotelTest {
    private static final int STEPS = 400;
    private static final int DAYS_AHEAD = 10;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final HotelFixture ask = new HotelFixture();
    private final DeciderSpec<Hotel, BookingCommand, BookingEvent> rio = HotelFixture.rio();
    private final List<UUID> bookings = new ArrayList<>();
    private final List<BookingEvent> log = new ArrayList<>();
    private final HashMap<UUID, Integer> versions = new HashMap<>();

    @RepeatedTest(10)
    void no_night_is_oversold_no_version_is_missing_and_a_snapshot_is_the_fold() throws IOException {
        System.out.println("seed " + seed);
        for (int step = 0; step < STEPS; step++) {
            rio.at(HotelFixture.NOW.plusSeconds(step * 60L)).whenTimersAreDue();
            seen(rio.decided());
            rio.when(next());
            seen(rio.decided());
            nothingIsOversold();
        }
        snapshotIsTheFold();
    }

    private void seen(List<BookingEvent> events) {
        log.addAll(events);
        for (var event : events) {
            if (event instanceof BookingEvent.OfBooking change) {
                int expected = versions.getOrDefault(change.bookingId(), 0) + 1;
                assertThat(change.version())
                        .as("version of %s, seed %d", change, seed)
                        .isEqualTo(expected);
                versions.put(change.bookingId(), expected);
            }
        }
    }

    private BookingCommand next() {
        var booking = bookings.isEmpty() ? UUID.randomUUID() : bookings.get(random.nextInt(bookings.size()));
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> place();
            case 3 -> ask.cancel(booking);
            case 4 -> ask.modify(booking, stay());
            case 5 -> ask.checkIn(booking);
            case 6 -> ask.checkOut(booking);
            case 7 -> answer(booking);
            case 8 -> ask.noShow(booking);
            default -> ask.close(String.valueOf(rio.state().businessDate()));
        };
    }

    private BookingCommand place() {
        var id = new UUID(random.nextLong(), random.nextLong());
        bookings.add(id);
        var plans = List.of(HotelFixture.FLEX, HotelFixture.CARD, HotelFixture.PREPAID, HotelFixture.DEPOSIT);
        var plan = plans.get(random.nextInt(plans.size()));
        return switch (random.nextInt(8)) {
            case 0, 1 -> ask.place(id, plan, stay(), stay());
            case 2 ->
                ask.place(id, HotelFixture.AGREED, HotelFixture.dayUse(arrival().toString()));
            default -> ask.place(id, plan, stay());
        };
    }

    private RoomStayRequest stay() {
        var arrival = arrival();
        return HotelFixture.stay(
                arrival.toString(), arrival.plusDays(1 + random.nextInt(3)).toString());
    }

    private LocalDate arrival() {
        return rio.state().businessDate().plusDays(random.nextInt(6));
    }

    private BookingCommand answer(UUID bookingId) {
        var booking = rio.state().booking(bookingId);
        if (booking == null || booking.paymentId() == null) {
            return place();
        }
        return random.nextInt(3) == 0
                ? new BookingCommand.ReleaseUnpaid(bookingId, booking.paymentId(), "do_not_honor")
                : HotelFixture.paid(bookingId, rio.state(), booking.terms().dueNowMinor());
    }

    private void nothingIsOversold() {
        var taken = new HashMap<LocalDate, Long>();
        for (var id : bookings) {
            var booking = rio.state().booking(id);
            if (booking != null
                    && List.of(State.HELD, State.CONFIRMED, State.IN_HOUSE).contains(booking.state())) {
                booking.roomStays()
                        .forEach(stay -> stay.nights().forEach(night -> taken.merge(night.night(), 1L, Long::sum)));
            }
        }
        // Every night that a stay can cover, also those that no booking covers any more: a leak would show there.
        for (int ahead = 1; ahead <= DAYS_AHEAD; ahead++) {
            var night = rio.state().businessDate().plusDays(ahead);
            long rooms = taken.getOrDefault(night, 0L);
            assertThat(rooms).as("rooms sold for %s, seed %d", night, seed).isLessThanOrEqualTo(2);
            assertThat(rio.state().available(HotelFixture.DOUBLE, night))
                    .as("rooms left for %s, seed %d", night, seed)
                    .isEqualTo(2 - rooms);
        }
    }

    private void snapshotIsTheFold() throws IOException {
        var folded = HotelFixture.rio().given(log.toArray(BookingEvent[]::new)).state();
        assertThat(folded.picture())
                .as("fold of the log, seed %d", seed)
                .isEqualTo(rio.state().picture());
        var out = new ByteArrayOutputStream();
        var format = new HotelStateFormat();
        format.write(folded, out);
        var read = format.read("rio", new ByteArrayInputStream(out.toByteArray()));
        assertThat(read.picture()).as("snapshot, seed %d", seed).isEqualTo(folded.picture());
    }
}

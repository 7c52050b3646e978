package io.staylog.booking.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.domain.Booking.State;
import io.staylog.booking.stream.HotelStateFormat;
import io.staylog.testkit.DeciderSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;

/** Plays a hotel at random and looks at what must always hold. Run one again with {@code -Dseed=}. */
class RandomHotelTest {
    private static final AtomicInteger INVOICES = new AtomicInteger();
    private static final int STEPS = 400;
    private static final int DAYS_AHEAD = 10;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final HotelFixture ask = new HotelFixture();
    private final DeciderSpec<Hotel, BookingCommand, BookingEvent> rio = HotelFixture.rio();
    private final List<UUID> bookings = new ArrayList<>();
    private final List<BookingEvent> log = new ArrayList<>();
    private final HashMap<UUID, Integer> versions = new HashMap<>();
    private final PretendPayments payments = new PretendPayments(random);
    private final InvoiceBooks invoices = new InvoiceBooks(seed);
    private Instant now = HotelFixture.NOW;

    @RepeatedTest(40)
    void nothing_is_oversold_no_version_is_missing_the_money_is_right_and_a_snapshot_is_the_fold() throws IOException {
        System.out.println("seed " + seed);
        for (int step = 0; step < STEPS; step++) {
            step(next());
            now = now.plusSeconds(60);
        }
        settle();
        bookings.forEach(this::moneyIsRight);
        snapshotIsTheFold();
        INVOICES.addAndGet(invoices.seen());
    }

    @AfterAll
    static void there_were_invoices_to_look_at() {
        System.out.println(INVOICES + " invoices and credit notes");
        assertThat(INVOICES.get()).isPositive();
    }

    private void step(BookingCommand command) {
        rio.at(now).whenTimersAreDue();
        seen(rio.decided());
        rio.when(command);
        seen(rio.decided());
        nothingIsOversold();
        bookings.forEach(this::whatIsOwedIsAskedFor);
    }

    /** Every payment gets its outcome, every hold ends. */
    private void settle() {
        for (int rounds = 0; payments.isBusy() || rio.state().nextDueAt() != Long.MAX_VALUE; rounds++) {
            assertThat(rounds).as("rounds until all is settled, seed %d", seed).isLessThan(10_000);
            var news = payments.next();
            step(news == null ? ask.noShow(UUID.randomUUID()) : news);
            now = now.plusSeconds(5);
        }
    }

    /** Of a stay that is over: owed = asked for - given back, unless the bank has refused or lost it. */
    private void whatIsOwedIsAskedFor(UUID id) {
        var booking = rio.state().booking(id);
        if (booking == null || booking.ending() == null) {
            return;
        }
        var account = booking.account();
        boolean mayBeOpen = account.count(Money.Status.DECLINED) + account.count(Money.Status.LOST) > 0;
        long open = booking.owedMinor() - account.collectedMinor();
        assertThat(account.authorizedMinor())
                .as("still reserved for %s, seed %d", booking, seed)
                .isZero();
        if (mayBeOpen) {
            assertThat(open)
                    .as("owed and not asked for, %s, seed %d", booking, seed)
                    .isNotNegative();
        } else {
            assertThat(open)
                    .as("owed and not asked for, %s, seed %d", booking, seed)
                    .isZero();
        }
    }

    /** What the bank has is what the account says, payment by payment. */
    private void moneyIsRight(UUID id) {
        var booking = rio.state().booking(id);
        for (var payment : booking == null ? List.<PretendPayments.Payment>of() : payments.of(id)) {
            var money = booking.account().find(payment.terms.paymentId());
            assertThat(money)
                    .as("%s knows %s, seed %d", booking, payment.terms, seed)
                    .isNotNull();
            assertThat(payment.net())
                    .as("net at the bank of %s in %s, seed %d", money, booking, seed)
                    .isEqualTo(money.collectedMinor());
            assertThat(payment.authorized)
                    .as("reserved at the bank of %s in %s, seed %d", money, booking, seed)
                    .isEqualTo(money.authorizedMinor());
        }
    }

    private void seen(List<BookingEvent> events) {
        log.addAll(events);
        for (var event : events) {
            if (event instanceof BookingEvent.PaymentAsked asked) {
                payments.ask(asked);
            }
            if (event instanceof BookingEvent.Invoicing document) {
                invoices.see(document, rio.state());
            }
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
        return switch (random.nextInt(23)) {
            case 0, 1, 2 -> place();
            case 3 -> ask.cancel(booking);
            case 4, 5 -> ask.modify(booking, stay());
            case 6 -> ask.checkIn(booking);
            case 7 -> ask.checkOut(booking);
            case 8 -> ask.noShow(booking);
            case 9 -> ask.walk(booking, 5_000);
            case 10 -> ask.charge(booking, 1_200);
            case 11 -> ask.reinstate(booking);
            case 12 -> ask.close(String.valueOf(rio.state().businessDate()));
            case 13 -> {
                payments.mischief();
                yield said();
            }
            case 14, 15 -> ask.invoice(booking);
            case 16 -> ask.credit(booking, "INV", 1 + random.nextInt(10));
            default -> said();
        };
    }

    private BookingCommand said() {
        var news = payments.next();
        return news == null ? place() : news;
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

    private void nothingIsOversold() {
        var taken = new HashMap<LocalDate, Long>();
        for (var id : bookings) {
            var booking = rio.state().booking(id);
            if (booking != null
                    && List.of(State.HELD, State.CONFIRMED, State.IN_HOUSE).contains(booking.state())) {
                nights(booking).forEach((night, rooms) -> taken.merge(night, rooms, Long::sum));
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

    /** What it has, and what a change that waits for its payment adds to it: all are doubles. */
    private static Map<LocalDate, Long> nights(Booking booking) {
        var nights = nights(booking.roomStays());
        if (booking.change() != null) {
            nights(booking.change().roomStays()).forEach((night, rooms) -> nights.merge(night, rooms, Math::max));
        }
        return nights;
    }

    private static Map<LocalDate, Long> nights(List<RoomStay> stays) {
        var nights = new HashMap<LocalDate, Long>();
        stays.forEach(stay -> stay.nights().forEach(price -> nights.merge(price.night(), 1L, Long::sum)));
        return nights;
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

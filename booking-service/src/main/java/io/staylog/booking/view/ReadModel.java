package io.staylog.booking.view;

import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.BookingEvent.OfBooking;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All hotels, all bookings and the last answers, folded from {@code booking.events}.
 *
 * <p>One thread applies, any thread reads. Bookings and answers are immutable values in concurrent maps, so reading them takes
 * no lock; only a hotel's counters change in place, under a lock of the hotel's own ({@link HotelEntry}).
 */
public final class ReadModel {
    private static final Logger LOG = LoggerFactory.getLogger(ReadModel.class);

    private final Map<String, HotelEntry> hotels = new ConcurrentHashMap<>();
    private final Map<UUID, BookingEntry> bookings = new ConcurrentHashMap<>();
    private final Map<Integer, Long> nextOffsets = new ConcurrentHashMap<>();
    private final RequestOutcomes outcomes;
    private final Waiters waiters;
    // Of the applying thread only: which booking a payment belongs to, as later events name the payment alone.
    private final Map<UUID, UUID> bookingOfPayment = new HashMap<>();

    /**
     * Knows nothing yet.
     *
     * @param outcomesMax how many answers to requests are remembered
     * @param outcomesKept and for how long, in time of the log
     * @param waiters who wait for changes
     */
    public ReadModel(int outcomesMax, Duration outcomesKept, Waiters waiters) {
        this.outcomes = new RequestOutcomes(outcomesMax, outcomesKept);
        this.waiters = waiters;
    }

    /** Who wait for changes of this model. */
    public Waiters waiters() {
        return waiters;
    }

    /** What became of a request, or of the one that was answered under its id before; null where nothing is known. */
    public @Nullable Outcome outcome(UUID requestId, String fingerprint) {
        return outcomes.find(requestId, fingerprint);
    }

    /** A booking, also one that was rejected lately; null where nothing is known. */
    public @Nullable BookingView booking(UUID bookingId) {
        var entry = bookings.get(bookingId);
        if (entry != null) {
            return BookingView.of(entry);
        }
        var rejected = outcomes.rejectionOf(bookingId);
        var refusal = rejected == null ? null : rejected.refusal();
        return rejected == null || refusal == null ? null : BookingView.rejected(bookingId, rejected, refusal);
    }

    /** Where the events of a booking stand, in their order; none where nothing is known. */
    public List<Position> history(UUID bookingId) {
        var entry = bookings.get(bookingId);
        if (entry != null) {
            return Arrays.stream(entry.offsets)
                    .mapToObj(offset -> new Position(entry.partition, offset))
                    .toList();
        }
        var rejected = outcomes.rejectionOf(bookingId);
        return rejected == null ? List.of() : List.of(rejected.position());
    }

    /** A hotel; null where none was registered under that id. */
    public @Nullable HotelView hotel(String hotelId) {
        var entry = hotels.get(hotelId);
        return entry == null ? null : entry.read(HotelQuestions::describe);
    }

    /** What a hotel offers; null where none was registered under that id. */
    public @Nullable Availability availability(String hotelId, StayQuestion stay) {
        var entry = hotels.get(hotelId);
        return entry == null ? null : entry.read(reading -> HotelQuestions.availability(reading, stay));
    }

    /** Whether the event at a position, and all before it, are taken into account. */
    public boolean includes(Position position) {
        return nextOffset(position.partition()) > position.offset();
    }

    /** The offset after the last one of a partition that is taken into account. */
    long nextOffset(int partition) {
        return nextOffsets.getOrDefault(partition, 0L);
    }

    /** What to wait on for {@link #includes}. */
    public static UUID progressOf(int partition) {
        return new UUID(0, partition);
    }

    /** How many bookings, hotels and answers are kept. */
    public Map<String, Integer> sizes() {
        return Map.of("bookings", bookings.size(), "hotels", hotels.size(), "answers", outcomes.size());
    }

    /** Takes events of one partition into account, in their order, and then wakes who waits for them. */
    void apply(int partition, List<Fact> facts, long nextOffset) {
        Set<UUID> changed = new HashSet<>();
        for (var fact : facts) {
            apply(fact, changed);
        }
        nextOffsets.put(partition, nextOffset);
        changed.add(progressOf(partition));
        changed.forEach(waiters::wake);
    }

    private void apply(Fact fact, Set<UUID> changed) {
        hotels.computeIfAbsent(fact.hotelId(), HotelEntry::new).evolve(fact.event(), fact.position());
        switch (fact.event()) {
            case OfBooking event -> applyBooking(fact, event, changed);
            case BookingEvent.PaymentAsked event -> applyPayment(fact, event);
            case BookingEvent.RequestRejected event -> reject(fact, event, changed);
            case BookingEvent.HotelFact event -> answer(fact, event.requestId(), null, null, changed);
            case BookingEvent.BusinessDayClosed event -> answer(fact, event.requestId(), null, null, changed);
            case BookingEvent.OverbookedDetected _ -> {}
        }
    }

    private void applyBooking(Fact fact, OfBooking event, Set<UUID> changed) {
        var id = event.bookingId();
        var before = bookings.get(id);
        if (before != null && !before.hotelId.equals(fact.hotelId())) {
            LOG.warn(
                    "Booking {} of hotel {} exists at hotel {} too and is not shown",
                    id,
                    fact.hotelId(),
                    before.hotelId);
            return;
        }
        var offset = fact.position().offset();
        var after = before == null
                ? BookingEntry.begunBy(event, fact.hotelId(), fact.position())
                : before.after(event, offset);
        if (after != null) {
            bookings.put(id, after);
            changed.add(id);
        }
        var requestId = requestOf(event);
        if (requestId != null) {
            answer(fact, requestId, id, null, changed);
        }
    }

    private void applyPayment(Fact fact, BookingEvent.PaymentAsked event) {
        if (event instanceof BookingEvent.PaymentRequested requested) {
            bookingOfPayment.put(requested.paymentId(), requested.bookingId());
        }
        var bookingId = bookingOfPayment.get(event.paymentId());
        if (bookingId != null) {
            bookings.computeIfPresent(
                    bookingId, (id, entry) -> entry.after(event, fact.position().offset()));
        }
    }

    private void reject(Fact fact, BookingEvent.RequestRejected event, Set<UUID> changed) {
        var rejection = event.rejection();
        var refusal = new Outcome.Refusal(
                event.requestType(),
                rejection.reason().code(),
                rejection.message(),
                rejection.reason().retriable(),
                rejection.details());
        answer(fact, event.requestId(), event.bookingId(), refusal, changed);
        var bookingId = event.bookingId();
        if (bookingId != null) {
            // A refusal changes no booking, but it is part of what happened to it.
            bookings.computeIfPresent(
                    bookingId,
                    (id, entry) -> entry.hotelId.equals(fact.hotelId())
                            ? entry.at(fact.position().offset())
                            : entry);
            changed.add(bookingId);
        }
    }

    private void answer(
            Fact fact, UUID requestId, @Nullable UUID bookingId, Outcome.@Nullable Refusal refusal, Set<UUID> changed) {
        var fingerprint = Outcome.fingerprint(requestId, fact.cause());
        var outcome = new Outcome(requestId, fact.hotelId(), bookingId, fingerprint, fact.position(), refusal);
        boolean rejectsBooking = refusal != null && refusal.requestType().equals("BookingRequested");
        outcomes.add(outcome, rejectsBooking, fact.at());
        changed.add(requestId);
    }

    private static @Nullable UUID requestOf(OfBooking event) {
        return switch (event) {
            case BookingEvent.BookingHeld held -> held.requestId();
            case BookingEvent.BookingConfirmed confirmed -> confirmed.requestId();
            case BookingEvent.BookingCancelled cancelled -> cancelled.requestId();
            case BookingEvent.BookingModified modified -> modified.requestId();
            case BookingEvent.GuestCheckedIn arrived -> arrived.requestId();
            case BookingEvent.GuestCheckedOut left -> left.requestId();
            case BookingEvent.BookingNoShow noShow -> noShow.requestId();
            case BookingEvent.HoldExtended _, BookingEvent.BookingReleased _, BookingEvent.BookingExpired _ -> null;
        };
    }
}

package io.staylog.booking.view;

import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.BookingEvent.OfBooking;
import io.staylog.booking.domain.PaymentWord;
import io.staylog.logview.Outcome;
import io.staylog.logview.Position;
import io.staylog.logview.RequestOutcomes;
import io.staylog.logview.ViewModel;
import io.staylog.logview.Waiters;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All hotels, all bookings and the last answers, folded from {@code booking.events}.
 *
 * <p>One thread applies, any thread reads. Bookings and answers are immutable values in concurrent maps, so reading them takes
 * no lock; only a hotel's counters change in place, under a lock of the hotel's own ({@link HotelEntry}).
 */
public final class ReadModel implements ViewModel<Fact> {
    private final Map<String, HotelEntry> hotels = new ConcurrentHashMap<>();
    private final Bookings bookings = new Bookings();
    private final PaymentOutcomes payments = new PaymentOutcomes();
    private final Map<Integer, Long> nextOffsets = new ConcurrentHashMap<>();
    private final RequestOutcomes outcomes;
    private final Waiters waiters;
    // Of the applying thread only: which booking a payment belongs to, as later events name the payment alone.
    private final Map<UUID, UUID> bookingOfPayment = new HashMap<>();
    // Of the applying thread only: by partition, the decision of which events may still follow.
    private final Map<Integer, Decision> unfinished = new HashMap<>();

    /**
     * Knows nothing yet.
     *
     * @param outcomesMax how many answers to requests are remembered
     * @param outcomesKept and for how long, by the times of their records
     * @param clock tells how old a record is
     * @param waiters who wait for changes
     */
    public ReadModel(int outcomesMax, Duration outcomesKept, InstantSource clock, Waiters waiters) {
        this.outcomes = new RequestOutcomes(outcomesMax, outcomesKept, clock, "BookingRequested");
        this.waiters = waiters;
    }

    @Override
    public Waiters waiters() {
        return waiters;
    }

    /** What became of a request, or of the one that was answered under its id before; null where nothing is known. */
    public @Nullable Outcome outcome(String hotelId, UUID requestId, String fingerprint) {
        return outcomes.find(hotelId, requestId, fingerprint);
    }

    /** What became of the first request under that id; null where nothing is known. */
    public @Nullable Outcome outcome(String hotelId, UUID requestId) {
        return outcomes.find(hotelId, requestId);
    }

    /** A booking, also one that was rejected lately; null where nothing is known. */
    public @Nullable BookingView booking(UUID bookingId) {
        var entry = bookings.find(bookingId);
        if (entry != null) {
            return BookingView.of(entry, payments);
        }
        var rejected = outcomes.rejectionOf(bookingId);
        var refusal = rejected == null ? null : rejected.refusal();
        return rejected == null || refusal == null ? null : BookingView.rejected(bookingId, rejected, refusal);
    }

    /** The booking of one hotel, whoever else uses its id; null where the hotel has none. */
    public @Nullable BookingView booking(String hotelId, UUID bookingId) {
        var entry = bookings.find(hotelId, bookingId);
        return entry == null ? null : BookingView.of(entry, payments);
    }

    /** The last change of a booking that was given up, and why: by the code of {@code BookingChangeAbandoned}. */
    public @Nullable String whyAbandoned(String hotelId, UUID bookingId, UUID requestId) {
        var entry = bookings.find(hotelId, bookingId);
        var abandoned = entry == null ? null : entry.abandoned;
        return abandoned != null && abandoned.requestId().equals(requestId) ? abandoned.code() : null;
    }

    /** Shows what payment-service has said of a payment, and wakes who waits for its booking. */
    void show(PaymentWord word) {
        payments.add(word);
        waiters.wake(word.bookingId());
    }

    /** Where the newest events of a booking stand, in their order; none where nothing is known. */
    public List<Position> history(UUID bookingId) {
        var entry = bookings.find(bookingId);
        if (entry != null) {
            return entry.offsets.stream()
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

    @Override
    public long nextOffset(int partition) {
        return nextOffsets.getOrDefault(partition, 0L);
    }

    @Override
    public Map<String, Integer> sizes() {
        return Map.of(
                "bookings", bookings.size(),
                "hotels", hotels.size(),
                "answers", outcomes.size(),
                "payments", payments.size());
    }

    @Override
    public void apply(int partition, List<Fact> facts, long nextOffset, boolean isWhole) {
        Set<UUID> changed = new HashSet<>();
        var answers = new ArrayList<Outcome>();
        for (var fact : facts) {
            note(fact, answers);
            apply(fact, changed);
        }
        if (isWhole) {
            finish(partition, answers);
        }
        nextOffsets.put(partition, nextOffset);
        changed.add(ViewModel.progressOf(partition));
        for (var answer : answers) {
            outcomes.add(answer);
            changed.add(answer.requestId());
            if (answer.subjectId() != null) {
                changed.add(answer.subjectId()); // A rejected one is known by its answer alone.
            }
        }
        changed.forEach(waiters::wake);
    }

    @Override
    public boolean isUnfinished(int partition) {
        return unfinished.containsKey(partition);
    }

    private void note(Fact fact, List<Outcome> answers) {
        int partition = fact.position().partition();
        var decision = unfinished.get(partition);
        if (decision == null || !decision.goesOnWith(fact)) {
            finish(partition, answers);
            decision = new Decision(fact);
            unfinished.put(partition, decision);
        }
        decision.add(fact);
    }

    private void finish(int partition, List<Outcome> answers) {
        var decision = unfinished.remove(partition);
        if (decision != null) {
            answers.addAll(decision.outcomes());
        }
    }

    private void apply(Fact fact, Set<UUID> changed) {
        applyHotel(fact);
        switch (fact.event()) {
            case OfBooking event -> applyBooking(fact, event, changed);
            case BookingEvent.PaymentAsked event -> applyPayment(fact, event);
            case BookingEvent.RequestRejected event -> reject(fact, event, changed);
            case BookingEvent.HotelFact _, BookingEvent.BusinessDayClosed _, BookingEvent.OverbookedDetected _ -> {}
        }
    }

    /** Anybody can ask a hotel that does not exist, as often as he likes, and is refused: nothing is kept of it here. */
    private void applyHotel(Fact fact) {
        var hotel = fact.event() instanceof BookingEvent.RequestRejected
                ? hotels.get(fact.hotelId())
                : hotels.computeIfAbsent(fact.hotelId(), HotelEntry::new);
        if (hotel != null) {
            hotel.evolve(fact.event(), fact.position());
        }
    }

    private void applyBooking(Fact fact, OfBooking event, Set<UUID> changed) {
        var id = event.bookingId();
        var begun = BookingEntry.begunBy(event, fact);
        var before = bookings.find(fact.hotelId(), id);
        if (begun != null) {
            bookings.put(begun);
        } else if (before != null) {
            bookings.put(before.after(event, fact.position().offset()));
        }
        changed.add(id);
    }

    private void applyPayment(Fact fact, BookingEvent.PaymentAsked event) {
        if (event instanceof BookingEvent.PaymentRequested requested) {
            bookingOfPayment.put(requested.paymentId(), requested.bookingId());
        }
        var bookingId = bookingOfPayment.get(event.paymentId());
        var entry = bookingId == null ? null : bookings.find(fact.hotelId(), bookingId);
        if (entry != null) {
            bookings.put(entry.after(event, fact.position().offset()));
        }
    }

    private void reject(Fact fact, BookingEvent.RequestRejected event, Set<UUID> changed) {
        var bookingId = event.bookingId();
        var entry = bookingId == null ? null : bookings.find(fact.hotelId(), bookingId);
        if (entry != null) {
            // A refusal changes no booking, but it is part of what happened to it.
            bookings.put(entry.at(fact.position().offset()));
        }
        if (bookingId != null) {
            changed.add(bookingId);
        }
    }
}

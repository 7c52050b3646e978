package io.staylog.payment.view;

import io.staylog.logview.Outcome;
import io.staylog.logview.Position;
import io.staylog.logview.RequestOutcomes;
import io.staylog.logview.ViewModel;
import io.staylog.logview.Waiters;
import io.staylog.payment.view.PaymentEntry.Ended;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All payments and the last answers to requests, folded from {@code payment.events}.
 *
 * <p>One thread applies, any thread reads. Payments and answers are immutable values in concurrent maps, so reading them takes
 * no lock.
 */
public final class PaymentReadModel implements ViewModel<PaymentFact> {
    private static final Comparator<AttentionItem> OLDEST_FIRST =
            Comparator.comparing(AttentionItem::since).thenComparing(AttentionItem::position);
    // Payments are refused as part of a booking, never by a request of their own.
    private static final String NOTHING_NEW = "";

    // Hotels are strangers to each other: one may name a payment as another has named its own.
    private record Key(String hotelId, UUID paymentId) {}

    /**
     * Some payments of a hotel.
     *
     * @param payments the newest first
     * @param next where the next page begins; null where there is none
     */
    public record Page(List<PaymentView> payments, @Nullable String next) {}

    /** What an operator's request has led to at the bank: whether it worked, and if not the bank's code. */
    public record Result(boolean worked, String operation, String code) {}

    private final Map<Key, PaymentEntry> payments = new ConcurrentHashMap<>();
    private final Map<UUID, String> hotelOf = new ConcurrentHashMap<>();
    private final Map<String, HotelEntry> hotels = new ConcurrentHashMap<>();
    private final Map<Integer, Long> nextOffsets = new ConcurrentHashMap<>();
    private final RequestOutcomes outcomes;
    private final Waiters waiters;
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
    public PaymentReadModel(int outcomesMax, Duration outcomesKept, InstantSource clock, Waiters waiters) {
        this.outcomes = new RequestOutcomes(outcomesMax, outcomesKept, clock, NOTHING_NEW);
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

    /** A payment of a hotel; null where nothing is known. */
    public @Nullable PaymentView payment(String hotelId, UUID paymentId) {
        var entry = payments.get(new Key(hotelId, paymentId));
        return entry == null ? null : entry.view();
    }

    /** The hotel of a payment; null where nothing is known. */
    public @Nullable String hotelOf(UUID paymentId) {
        return hotelOf.get(paymentId);
    }

    /** What a request has led to at the bank; null where that is not known, or not yet. */
    public @Nullable Result result(String hotelId, UUID paymentId, UUID requestId) {
        var entry = payments.get(new Key(hotelId, paymentId));
        var ended = entry == null || entry.underWay != null ? null : entry.ended;
        return ended == null || !requestId.equals(ended.requestId()) ? null : result(ended);
    }

    private static Result result(Ended ended) {
        return new Result(ended.worked(), ended.operation(), ended.code());
    }

    /** Where the newest events of a payment stand, in their order; none where nothing is known. */
    public List<Position> history(String hotelId, UUID paymentId) {
        var entry = payments.get(new Key(hotelId, paymentId));
        return entry == null
                ? List.of()
                : entry.offsets.stream()
                        .mapToObj(offset -> new Position(entry.partition, offset))
                        .toList();
    }

    /** All payments for a booking, in the order in which they began. */
    public List<PaymentView> ofBooking(String hotelId, UUID bookingId) {
        var hotel = hotels.get(hotelId);
        return hotel == null ? List.of() : views(hotelId, hotel.ofBooking(bookingId));
    }

    /** Some payments of a hotel, the newest first, from a cursor on. */
    public Page newest(String hotelId, @Nullable Long cursor, int limit) {
        var hotel = hotels.get(hotelId);
        if (hotel == null) {
            return new Page(List.of(), null);
        }
        var ids = hotel.newest(cursor, limit + 1);
        var shown = ids.subList(0, Math.min(limit, ids.size()));
        var last = shown.isEmpty() ? null : payments.get(new Key(hotelId, shown.getLast()));
        return new Page(
                views(hotelId, shown), ids.size() > limit && last != null ? Long.toString(last.firstOffset) : null);
    }

    private List<PaymentView> views(String hotelId, List<UUID> ids) {
        return ids.stream()
                .map(id -> payment(hotelId, id))
                .filter(Objects::nonNull)
                .toList();
    }

    /** What a person must look at, what has waited longest first. */
    public List<AttentionItem> attention(String hotelId, Instant now) {
        var hotel = hotels.get(hotelId);
        return hotel == null
                ? List.of()
                : items(hotelId, hotel).stream()
                        .map(item -> item.asOf(now))
                        .sorted(OLDEST_FIRST)
                        .toList();
    }

    /** The same of all hotels. */
    public List<AttentionItem> attention(Instant now) {
        return hotels.entrySet().stream()
                .flatMap(hotel -> items(hotel.getKey(), hotel.getValue()).stream())
                .map(item -> item.asOf(now))
                .sorted(OLDEST_FIRST)
                .toList();
    }

    private List<AttentionItem> items(String hotelId, HotelEntry hotel) {
        var items = new ArrayList<>(hotel.attention());
        for (var id : hotel.needingAttention()) {
            var entry = payments.get(new Key(hotelId, id));
            if (entry != null) {
                items.addAll(AttentionItems.of(entry));
            }
        }
        return items;
    }

    @Override
    public long nextOffset(int partition) {
        return nextOffsets.getOrDefault(partition, 0L);
    }

    @Override
    public Map<String, Integer> sizes() {
        return Map.of("payments", payments.size(), "hotels", hotels.size(), "answers", outcomes.size());
    }

    @Override
    public void apply(int partition, List<PaymentFact> facts, long nextOffset, boolean isWhole) {
        Set<UUID> changed = new HashSet<>();
        var answers = new ArrayList<Outcome>();
        for (var fact : facts) {
            note(partition, fact, answers);
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
        }
        changed.forEach(waiters::wake);
    }

    @Override
    public boolean isUnfinished(int partition) {
        return unfinished.containsKey(partition);
    }

    private void note(int partition, PaymentFact fact, List<Outcome> answers) {
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

    private void apply(PaymentFact fact, Set<UUID> changed) {
        if (HotelEventWire.isOfHotel(fact)) {
            hotels.computeIfAbsent(fact.hotelId(), _ -> new HotelEntry()).note(fact);
        }
        var paymentId = PaymentEventWire.paymentOf(fact.event());
        if (paymentId == null) {
            return;
        }
        changed.add(paymentId);
        var key = new Key(fact.hotelId(), paymentId);
        var begun = PaymentEventWire.begunBy(fact);
        var before = payments.get(key);
        if (begun != null && before == null) {
            hotelOf.putIfAbsent(paymentId, fact.hotelId());
            put(key, begun, true);
        } else if (before != null) {
            var next = before.at(fact.position().offset(), fact.cause());
            PaymentEventWire.apply(next, fact);
            put(key, next, false);
        }
    }

    private void put(Key key, PaymentEntry entry, boolean isNew) {
        payments.put(key, entry);
        var hotel = hotels.computeIfAbsent(key.hotelId(), _ -> new HotelEntry());
        if (isNew) {
            hotel.add(entry);
        }
        hotel.note(entry);
    }

    /** One decision while its events are being read: nobody is told before all of them are applied. */
    private static final class Decision {
        private final PaymentFact first;
        private final List<Outcome> outcomes = new ArrayList<>();
        private Position last;

        Decision(PaymentFact first) {
            this.first = first;
            this.last = first.position();
        }

        boolean goesOnWith(PaymentFact fact) {
            return first.hotelId().equals(fact.hotelId()) && Objects.equals(first.cause(), fact.cause());
        }

        void add(PaymentFact fact) {
            last = fact.position();
            var outcome = HotelEventWire.outcome(fact);
            if (outcome != null) {
                outcomes.add(outcome);
            }
        }

        List<Outcome> outcomes() {
            return outcomes.stream().map(outcome -> outcome.endingAt(last)).toList();
        }
    }
}

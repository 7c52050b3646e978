package io.staylog.payment.view;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Which payments a hotel has, which of them a person must look at, and what is about no payment. One thread changes it. */
final class HotelEntry {
    /** So many notifications that belong to nothing are shown, the newest. */
    static final int UNMATCHED_MAX = 1_000;

    private final NavigableMap<Long, UUID> byFirstOffset = new ConcurrentSkipListMap<>();
    private final Map<UUID, List<UUID>> byBooking = new ConcurrentHashMap<>();
    private final Set<UUID> needAttention = ConcurrentHashMap.newKeySet();
    private final Deque<AttentionItem> unmatched = new ArrayDeque<>();
    private final Map<String, AttentionItem> settlements = new TreeMap<>();

    void add(PaymentEntry payment) {
        byFirstOffset.put(payment.firstOffset, payment.paymentId);
        byBooking.merge(payment.bookingId, List.of(payment.paymentId), (before, one) -> {
            var all = new ArrayList<>(before);
            all.addAll(one);
            return List.copyOf(all);
        });
    }

    void note(PaymentEntry payment) {
        if (payment.needsAttention()) {
            needAttention.add(payment.paymentId);
        } else {
            needAttention.remove(payment.paymentId);
        }
    }

    synchronized void note(PaymentFact fact) {
        var notification = HotelEventWire.unmatched(fact);
        if (notification != null) {
            unmatched.addLast(notification);
            if (unmatched.size() > UNMATCHED_MAX) {
                unmatched.removeFirst();
            }
        }
        var settlement = HotelEventWire.settlement(fact);
        if (settlement != null) {
            var differences = HotelEventWire.differences(fact);
            if (differences == null) {
                settlements.remove(settlement);
            } else {
                settlements.put(settlement, differences);
            }
        }
    }

    /** Of no payment. */
    synchronized List<AttentionItem> attention() {
        var items = new ArrayList<>(unmatched);
        items.addAll(settlements.values());
        return items;
    }

    List<UUID> needingAttention() {
        return List.copyOf(needAttention);
    }

    List<UUID> ofBooking(UUID bookingId) {
        return byBooking.getOrDefault(bookingId, List.of());
    }

    /** The newest first, from before an offset on; null begins with the newest. */
    List<UUID> newest(@Nullable Long before, int limit) {
        var from = before == null ? byFirstOffset : byFirstOffset.headMap(before, false);
        return from.descendingMap().values().stream().limit(limit).toList();
    }
}

package io.staylog.reporting.ledger;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A fact, and where it comes from.
 *
 * @param source the event's record
 * @param eventType the event's record type, without namespace
 * @param hotelId whose books
 * @param businessDate the hotel's business date that it belongs to
 * @param bookingId the booking; null where it is about all of a hotel's
 * @param paymentId the payment; null where it is about none
 * @param fact what the event says
 */
public record Noted(
        Source source,
        String eventType,
        String hotelId,
        LocalDate businessDate,
        @Nullable UUID bookingId,
        @Nullable UUID paymentId,
        LedgerFact fact) {

    private static final Comparator<Noted> WITHIN_A_TOPIC = Comparator.<Noted>comparingInt(
                    noted -> noted.source.partition())
            .thenComparingLong(noted -> noted.source.offset());

    /**
     * One order for facts of several topics, whichever order they were read in: that of the offsets within a topic, and
     * between topics that of the time stamps, topics by name where those are equal.
     */
    static List<Noted> inOrder(Collection<Noted> facts) {
        var topics = facts.stream()
                .sorted(WITHIN_A_TOPIC)
                .collect(Collectors.groupingBy(
                        noted -> noted.source.topic(), TreeMap::new, Collectors.toCollection(ArrayDeque::new)));
        var ordered = new ArrayList<Noted>(facts.size());
        while (ordered.size() < facts.size()) {
            var next = topics.values().stream()
                    .filter(queue -> !queue.isEmpty())
                    .min(Comparator.comparing(queue -> queue.element().source.at()))
                    .orElseThrow();
            ordered.add(next.remove());
        }
        return ordered;
    }
}

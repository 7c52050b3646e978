package io.staylog.cli.client;

import io.staylog.schemas.EventHeaders;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Merges records of several partitions into the order of time; those of a partition stay in their order. It holds only what
 * waits for the other partitions.
 *
 * <p>An event has the time of the record that it follows from, so among records of one time the cause must come first. The id
 * of an event begins with the place of its cause on the log.
 */
public final class TimeOrder {
    private static final Pattern EVENT_ID = Pattern.compile("([^/]+)/([0-9]{1,9})/([0-9]{1,18})/[0-9]+");

    private final Map<TopicPartition, Deque<LogRecord>> waiting = new LinkedHashMap<>();
    private final Set<TopicPartition> open;

    /** Records of these partitions will come. */
    public TimeOrder(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> waiting.put(partition, new ArrayDeque<>()));
        open = new HashSet<>(partitions);
    }

    /** Orders records that are in order within each partition. */
    public static List<LogRecord> of(List<LogRecord> records) {
        var partitions = new LinkedHashSet<TopicPartition>();
        records.forEach(record -> partitions.add(partition(record)));
        var order = new TimeOrder(partitions);
        records.forEach(order::add);
        partitions.forEach(order::end);
        var sorted = new ArrayList<LogRecord>();
        for (var next = order.next(); next.isPresent(); next = order.next()) {
            sorted.add(next.get());
        }
        return sorted;
    }

    /** Adds the next record of its partition. */
    public void add(LogRecord record) {
        waiting.computeIfAbsent(partition(record), _ -> new ArrayDeque<>()).addLast(record);
    }

    /** No further record of that partition will come. */
    public void end(TopicPartition partition) {
        open.remove(partition);
    }

    /** How many records of a partition wait. */
    public int waiting(TopicPartition partition) {
        return waiting.getOrDefault(partition, new ArrayDeque<>()).size();
    }

    /** The next record of all; empty where a partition may still bring an earlier one, and at the end. */
    public Optional<LogRecord> next() {
        if (open.stream().anyMatch(partition -> waiting(partition) == 0)) {
            return Optional.empty();
        }
        return waiting.values().stream()
                .map(Deque::peekFirst)
                .filter(head -> head != null)
                .min(Comparator.comparingLong(head -> head.source().timestamp()))
                .map(this::beginningOfItsCauses)
                .map(first -> waiting.getOrDefault(partition(first), new ArrayDeque<>())
                        .removeFirst());
    }

    /** Follows a record to its cause, as long as that waits too and is not younger. */
    private LogRecord beginningOfItsCauses(LogRecord earliest) {
        var seen = new HashSet<TopicPartition>();
        var first = earliest;
        while (seen.add(partition(first))) {
            var cause = headBeforeCauseOf(first);
            if (cause == null) {
                return first;
            }
            first = cause;
        }
        return first;
    }

    private @Nullable LogRecord headBeforeCauseOf(LogRecord record) {
        var id = EventHeaders.text(record.source().headers(), EventHeaders.ID);
        var place = EVENT_ID.matcher(id == null ? "" : id);
        if (!place.matches()) {
            return null;
        }
        var heads = waiting.get(new TopicPartition(place.group(1), Integer.parseInt(place.group(2))));
        var head = heads == null ? null : heads.peekFirst();
        boolean isWaiting = head != null
                && head.source().offset() <= Long.parseLong(place.group(3))
                && head.source().timestamp() <= record.source().timestamp();
        return isWaiting ? head : null;
    }

    private static TopicPartition partition(LogRecord record) {
        return new TopicPartition(record.source().topic(), record.source().partition());
    }
}

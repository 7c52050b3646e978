package io.staylog.cli.events;

import io.staylog.cli.client.LogRecord;
import io.staylog.schemas.EventHeaders;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts records of several partitions in the order of time.
 *
 * <p>An event has the time of the record that it follows from, so among records of one time the cause must come first. The id
 * of an event begins with the place of its cause on the log.
 */
final class TimeOrder {
    private final Map<String, LogRecord> byPlace = new HashMap<>();
    private final Map<String, LogRecord> previous = new HashMap<>();
    private final Set<String> placed = new HashSet<>();
    private final List<LogRecord> sorted = new ArrayList<>();

    private TimeOrder(List<LogRecord> records) {
        var last = new HashMap<String, LogRecord>();
        for (var record : records) {
            byPlace.put(place(record), record);
            var before = last.put(partition(record), record);
            if (before != null) {
                previous.put(place(record), before);
            }
        }
    }

    /** Takes records that are in order within each partition. */
    static List<LogRecord> of(List<LogRecord> records) {
        var order = new TimeOrder(records);
        records.stream()
                .sorted(Comparator.comparingLong(record -> record.source().timestamp()))
                .forEach(record -> order.put(record, record.source().timestamp()));
        return order.sorted;
    }

    private void put(@Nullable LogRecord record, long time) {
        if (record != null && record.source().timestamp() == time && placed.add(place(record))) {
            put(previous.get(place(record)), time);
            put(byPlace.get(placeOfCause(record)), time);
            sorted.add(record);
        }
    }

    private static String partition(LogRecord record) {
        return record.source().topic() + "/" + record.source().partition();
    }

    private static String place(LogRecord record) {
        return partition(record) + "/" + record.source().offset();
    }

    private static String placeOfCause(LogRecord record) {
        var id = EventHeaders.text(record.source().headers(), EventHeaders.ID);
        return id == null ? "" : id.substring(0, Math.max(0, id.lastIndexOf('/')));
    }
}

package io.staylog.checker.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the order of the log against that of the world: R9. What was acknowledged before something else of the same hotel was
 * asked for stands before it.
 */
final class RealTime {
    private final History history;

    RealTime(History history) {
        this.history = history;
    }

    void judge(Findings findings) {
        var byHotel = new HashMap<String, List<Operation>>();
        for (var operation : history.meant()) {
            if (operation.first != null) {
                byHotel.computeIfAbsent(operation.hotelId, _ -> new ArrayList<>())
                        .add(operation);
            }
        }
        byHotel.values().forEach(all -> judge(all, findings));
    }

    /** In one pass over both orders: who came last of all those that were acknowledged before this one was asked for? */
    private static void judge(List<Operation> all, Findings findings) {
        var invoked = new ArrayList<>(all);
        invoked.sort(Comparator.comparingLong(it -> it.invokedNs));
        var acknowledged = new ArrayList<>(all);
        acknowledged.removeIf(it -> !it.isAcknowledged());
        acknowledged.sort(Comparator.comparingLong(it -> it.acknowledgedNs));
        int next = 0;
        Operation last = null;
        for (var later : invoked) {
            while (next < acknowledged.size() && acknowledged.get(next).acknowledgedNs < later.invokedNs) {
                var operation = acknowledged.get(next++);
                last = last == null || acknowledgedOffset(operation) > acknowledgedOffset(last) ? operation : last;
            }
            look(last, later, findings);
        }
    }

    private static void look(@Nullable Operation earlier, Operation later, Findings findings) {
        var at = later.first;
        if (earlier != null && at != null && earlier != later) {
            findings.look(
                    acknowledgedOffset(earlier) < at.offset(),
                    Invariant.R9,
                    at,
                    later.wallMs,
                    () -> "%s was asked for after %s had been acknowledged, and stands before it (%s)"
                            .formatted(later.name(), earlier.name(), earlier.first));
        }
    }

    /** A request that was repeated stands in several places; the acknowledgement may say which one it is about. */
    private static long acknowledgedOffset(Operation operation) {
        var first = operation.first;
        var told = operation.told;
        if (first == null) {
            return -1;
        }
        boolean isSameLog = told != null
                && told.topic().equals(first.topic())
                && told.partition() == first.partition()
                && operation.written > 1;
        return isSameLog && told != null ? told.offset() : first.offset();
    }
}

package io.staylog.checker.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a load generator wrote down of what it asked for, was told and was shown, in the order in which it wrote. */
public final class History {
    /** Stands for a topic where a place is a line of the history. */
    public static final String PLACE = "history";

    /** What there is of each kind. */
    public record Counts(
            long invoked, long acknowledged, long failed, long unknown, long shown, Map<String, Integer> faults) {}

    private final Set<String> hotels;
    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final List<Shown> shown = new ArrayList<>();
    private final Map<String, Integer> faults = new TreeMap<>();
    private boolean isTorn;

    /** Of these hotels; of all where none is named. */
    public History(Set<String> hotels) {
        this.hotels = Set.copyOf(hotels);
    }

    /**
     * Something is about to be sent.
     *
     * @param nanoTime of the sender's clock
     */
    public void invoked(String id, String op, String hotelId, String bookingId, long wallMs, long nanoTime) {
        var known = operations.get(id);
        if (known != null) {
            known.sent++;
        } else {
            operations.put(id, new Operation(id, op, hotelId, bookingId, wallMs, nanoTime));
        }
    }

    /**
     * It was acknowledged.
     *
     * @param at where it stands on the log; null where that is not known
     * @throws IllegalArgumentException if it was not under way
     */
    public void acknowledged(String id, long nanoTime, @Nullable Place at) {
        ended(id, "ok", operation -> {
            operation.acknowledged++;
            if (nanoTime < operation.acknowledgedNs) {
                operation.acknowledgedNs = nanoTime;
                operation.told = at;
            }
        });
    }

    /**
     * It has certainly not happened.
     *
     * @throws IllegalArgumentException if it was not under way
     */
    public void failed(String id) {
        ended(id, "fail", operation -> operation.failed++);
    }

    /**
     * Nobody knows.
     *
     * @throws IllegalArgumentException if it was not under way
     */
    public void unknown(String id) {
        ended(id, "info", operation -> operation.unknown++);
    }

    private void ended(String id, String how, Consumer<Operation> end) {
        var operation = operations.get(id);
        if (operation == null || !operation.isOpen()) {
            throw new IllegalArgumentException("\"" + how + "\" of the request " + id
                    + (operation == null ? ", which was never invoked" : ", which had ended before"));
        }
        end.accept(operation);
    }

    /** A reader was shown something. */
    public void shown(Shown what) {
        if (isMeant(what.hotelId())) {
            shown.add(what);
        }
    }

    /** Something was broken on purpose. */
    public void fault(String kind) {
        faults.merge(kind, 1, Integer::sum);
    }

    /** The last line was not written to its end, because its writer was killed. */
    public void torn() {
        isTorn = true;
    }

    /** Whether it ends in the middle of a line. */
    public boolean isTorn() {
        return isTorn;
    }

    /** What there is of each kind; whatever was under way in the end counts as unknown. */
    public Counts counts() {
        var all = meant();
        long acknowledged = all.stream().filter(Operation::isAcknowledged).count();
        long failed = all.stream().filter(Operation::isFailed).count();
        return new Counts(
                all.size(), acknowledged, failed, all.size() - acknowledged - failed, shown.size(), Map.copyOf(faults));
    }

    private boolean isMeant(String hotelId) {
        return hotels.isEmpty() || hotels.contains(hotelId);
    }

    @Nullable
    Operation find(String id) {
        return operations.get(id);
    }

    List<Operation> meant() {
        return operations.values().stream().filter(it -> isMeant(it.hotelId)).toList();
    }

    List<Shown> shown() {
        return shown;
    }
}

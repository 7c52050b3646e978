package io.staylog.checker.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What was found besides the log and the ledger: of R7, R10, R11 and R12. */
public final class Surroundings {
    private static final Place BROKERS = new Place("brokers", 0, 0);

    /** A group that has not read this many records of a partition. */
    public record Lag(String group, String partition, long records) {}

    private record Canary(String canary, Place at, String where) {}

    private @Nullable Reported reported;
    private boolean isAskedForQuiet;
    private final List<Lag> lags = new ArrayList<>();
    private final List<String> openTransactions = new ArrayList<>();
    private final List<Canary> canaries = new ArrayList<>();
    private long searched;

    /** Reporting shows this. */
    public void reported(Reported shown) {
        reported = shown;
    }

    /** The brokers were asked whether anything is under way; it replaces what they said before. */
    public void quiet(List<Lag> behind, List<String> transactions) {
        isAskedForQuiet = true;
        lags.clear();
        lags.addAll(behind);
        openTransactions.clear();
        openTransactions.addAll(transactions);
    }

    /** So many files were searched for what is left of an erased guest. */
    public void searched(long files) {
        searched += files;
    }

    /**
     * Something is left of an erased guest.
     *
     * @param where the file
     * @param offset in the file
     */
    public void left(String canary, String where, long offset) {
        canaries.add(new Canary(canary, new Place("files", 0, offset), where));
    }

    long openTransactionCount() {
        return openTransactions.size();
    }

    long behind() {
        return lags.stream().mapToLong(Lag::records).sum();
    }

    void judge(BiConsumer<Reported, Findings> reports, Findings all) {
        if (reported != null) {
            reports.accept(reported, all);
        }
        if (isAskedForQuiet) {
            all.look(true, Invariant.R12, BROKERS, 0, () -> "");
        }
        lags.forEach(lag -> all.look(
                false,
                Invariant.R12,
                BROKERS,
                0,
                () -> "group " + lag.group() + " has not read " + lag.records() + " records of " + lag.partition()));
        openTransactions.forEach(open -> all.look(false, Invariant.R12, BROKERS, 0, () -> open));
        for (long file = canaries.size(); file < searched; file++) {
            all.look(true, Invariant.R11, BROKERS, 0, () -> "");
        }
        canaries.forEach(it -> all.look(
                false,
                Invariant.R11,
                it.at(),
                0,
                () -> "\"" + it.canary() + "\" is left in " + it.where() + " at byte "
                        + it.at().offset()));
    }
}

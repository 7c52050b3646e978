package io.staylog.checker.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What was looked at, and what was found; of every invariant the earliest findings are kept, the others counted. */
public final class Findings {
    private static final int KEPT_MAX = 20;
    private static final Comparator<Finding> BY_TIME = Comparator.comparingLong(Finding::timeMs)
            .thenComparing(finding -> finding.at().topic())
            .thenComparingInt(finding -> finding.at().partition())
            .thenComparingLong(finding -> finding.at().offset())
            .thenComparing(Finding::message);

    private static final class Tally {
        long looks;
        long findings;
        final TreeSet<Finding> earliest = new TreeSet<>(BY_TIME);
    }

    private final Map<Invariant, Tally> tallies = new EnumMap<>(Invariant.class);

    private Tally of(Invariant invariant) {
        return tallies.computeIfAbsent(invariant, _ -> new Tally());
    }

    /** Counts one look at something, and a finding where it is not as it must be. */
    void look(boolean isGood, Invariant invariant, Place at, long timeMs, Supplier<String> message) {
        var tally = of(invariant);
        tally.looks++;
        if (isGood) {
            return;
        }
        tally.findings++;
        tally.earliest.add(new Finding(invariant, at, timeMs, message.get()));
        if (tally.earliest.size() > KEPT_MAX) {
            tally.earliest.pollLast();
        }
    }

    /** How often something was looked at. */
    public long looks(Invariant invariant) {
        return of(invariant).looks;
    }

    /** How often it was not as it must be. */
    public long count(Invariant invariant) {
        return of(invariant).findings;
    }

    /** The earliest findings of an invariant, in order of time. */
    public List<Finding> earliest(Invariant invariant) {
        return new ArrayList<>(of(invariant).earliest);
    }

    /** Takes over all of another one. */
    void add(Findings other) {
        other.tallies.forEach((invariant, tally) -> {
            var mine = of(invariant);
            mine.looks += tally.looks;
            mine.findings += tally.findings;
            mine.earliest.addAll(tally.earliest);
            while (mine.earliest.size() > KEPT_MAX) {
                mine.earliest.pollLast();
            }
        });
    }
}

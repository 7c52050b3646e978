package io.staylog.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a profile makes of what was found.
 *
 * @param refused with which nothing may start
 * @param warned with which things start, and which is said aloud
 */
public record Verdict(List<Breach> refused, List<Breach> warned) {
    private static final String ONE_DISK = "one disk: no replica. Losing it loses everything; keep a backup. ";
    private static final String FEW_COPIES = "not enough replicas. ";

    /** Weighs what was found. */
    public static Verdict of(List<Breach> found, Profile profile) {
        return new Verdict(
                found.stream()
                        .filter(breach -> profile.refuses(breach.weight()))
                        .toList(),
                found.stream()
                        .filter(breach -> profile.warnsOf(breach.weight()))
                        .toList());
    }

    /** Both together. */
    public Verdict and(Verdict other) {
        var allRefused = new ArrayList<>(refused);
        allRefused.addAll(other.refused);
        var allWarned = new ArrayList<>(warned);
        allWarned.addAll(other.warned);
        return new Verdict(List.copyOf(allRefused), List.copyOf(allWarned));
    }

    /** A sentence for each that is refused. */
    public List<String> refusals() {
        return refused.stream().map(Breach::sentence).toList();
    }

    /** What must be said aloud, in a sentence each; of all that comes from having few copies, in one. */
    public List<String> warnings() {
        var told = new ArrayList<String>();
        var oneDisk = warned.stream()
                .filter(breach -> breach.weight() == Breach.Weight.ONE_DISK)
                .map(Breach::says)
                .collect(Collectors.joining("; "));
        if (!oneDisk.isEmpty()) {
            boolean isAlone = warned.stream()
                    .anyMatch(breach -> breach.setting().equals(LogRules.COPIES)
                            && breach.value().equals("1"));
            told.add((isAlone ? ONE_DISK : FEW_COPIES) + oneDisk);
        }
        warned.stream()
                .filter(breach -> breach.weight() != Breach.Weight.ONE_DISK)
                .map(Breach::sentence)
                .forEach(told::add);
        return told;
    }

    /** All that is refused, for a person who has just tried to start it. */
    public static String refusalOf(String program, List<String> reasons) {
        var text = new StringBuilder(program).append(" must not start:");
        for (int i = 0; i < reasons.size(); i++) {
            text.append("\n  ").append(i + 1).append(". ").append(reasons.get(i));
        }
        return text.toString();
    }
}

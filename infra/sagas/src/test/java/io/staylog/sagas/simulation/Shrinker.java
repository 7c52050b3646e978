package io.staylog.sagas.simulation;

import java.util.ArrayList;
import java.util.List;

/** Leaves steps out of a failing script, by halves and then one by one, as long as it still fails. */
final class Shrinker {
    private final Bugs bugs;
    private final int runsMax;
    private int runs;

    Shrinker(Bugs bugs, int runsMax) {
        this.bugs = bugs;
        this.runsMax = runsMax;
    }

    int runs() {
        return runs;
    }

    /** The shortest script found that fails in the same way. */
    Script shrink(Script failing, Failure failure) {
        // What comes after the failure has no part in it.
        boolean isAtTheEnd = failure.atStep() >= failing.steps().size();
        var steps = isAtTheEnd ? failing.steps() : failing.steps().subList(0, failure.atStep() + 1);
        for (int size = Math.max(1, steps.size() / 2); ; size = Math.max(1, size / 2)) {
            var fewer = without(steps, size, failing, failure, isAtTheEnd);
            boolean hasShrunk = fewer.size() < steps.size();
            steps = fewer;
            if (runs >= runsMax || (size == 1 && !hasShrunk)) {
                return failing.with(steps);
            }
        }
    }

    /** Leaves out every part of this size that is not needed, from the last to the first. */
    private List<Step> without(List<Step> from, int size, Script failing, Failure failure, boolean isAtTheEnd) {
        var steps = from;
        for (int end = steps.size(); end > 0 && runs < runsMax; end -= size) {
            int begin = Math.max(0, end - size);
            var fewer = new ArrayList<>(steps.subList(0, begin));
            fewer.addAll(steps.subList(Math.min(end, steps.size()), steps.size()));
            runs++;
            var other = Run.of(failing.with(fewer), bugs, new Figures(), isAtTheEnd, _ -> {});
            if (other != null && other.isLike(failure)) {
                steps = isAtTheEnd ? fewer : fewer.subList(0, Math.min(fewer.size(), other.atStep() + 1));
            }
        }
        return List.copyOf(steps);
    }
}

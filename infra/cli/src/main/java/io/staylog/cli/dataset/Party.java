package io.staylog.cli.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Who comes.
 *
 * @param adults at least 1
 * @param childrenAges one age per child
 */
record Party(int adults, List<Integer> childrenAges) {
    // The data counts children and babies and names no ages.
    private static final int AGE_OF_CHILD = 10;
    private static final int AGE_OF_BABY = 1;

    /**
     * The party that a row tells of. A room has at least one adult: a row without any guest becomes one adult, and among
     * children on their own the first one counts as an adult, so that as many people are counted as the data has.
     */
    static Party of(int adults, int children, int babies) {
        var ages = new ArrayList<>(Collections.nCopies(children, AGE_OF_CHILD));
        ages.addAll(Collections.nCopies(babies, AGE_OF_BABY));
        if (adults == 0 && !ages.isEmpty()) {
            ages.removeFirst();
        }
        return new Party(Math.max(adults, 1), List.copyOf(ages));
    }
}

package io.staylog.guard;

import java.util.List;

/** Speaks of one or of several. */
final class Names {
    private static final int NAMED_MAX = 3;

    private Names() {}

    /** Whether what {@link #of} has said is more than one. */
    static boolean isSeveral(String where) {
        return where.startsWith("topics ") || where.startsWith("brokers ");
    }

    /** {@code topic a}, {@code topics a, b}, {@code topics a, b, c and 15 more}. */
    static String of(String what, List<String> names) {
        var some = String.join(", ", names.subList(0, Math.min(NAMED_MAX, names.size())));
        return what
                + (names.size() == 1 ? " " : "s ")
                + some
                + (names.size() > NAMED_MAX ? " and " + (names.size() - NAMED_MAX) + " more" : "");
    }
}

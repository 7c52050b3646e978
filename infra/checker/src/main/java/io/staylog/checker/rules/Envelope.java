package io.staylog.checker.rules;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a record besides its content.
 *
 * @param id {@code ce_id}; empty where it has none
 * @param isHome whether it stands in the partition of its key; a record that does not was written by a client that reckons
 *     partitions in another way, and is sent on
 */
public record Envelope(String id, boolean isHome) {
    static final Envelope NONE = new Envelope("", true);

    /**
     * The decision that an id of an event speaks of: which record of the log was decided, and the how manieth event it is.
     *
     * @param input the topic and partition of what was decided; of a timer those of its events
     * @param offset of what was decided
     * @param index of the event within the decision
     */
    record Decided(String input, long offset, int index) {}

    private static final int OFFSET_DIGITS_MAX = 18;
    private static final int INDEX_DIGITS_MAX = 9;

    /** Null where the id is not one that is derived from an input. */
    @Nullable
    Decided decided() {
        int last = id.lastIndexOf('/');
        int middle = last <= 0 ? -1 : id.lastIndexOf('/', last - 1);
        if (middle <= 0) {
            return null;
        }
        var offset = id.substring(middle + 1, last);
        var index = id.substring(last + 1);
        return isNumber(offset, OFFSET_DIGITS_MAX) && isNumber(index, INDEX_DIGITS_MAX)
                ? new Decided(id.substring(0, middle), Long.parseLong(offset), Integer.parseInt(index))
                : null;
    }

    private static boolean isNumber(String text, int digitsMax) {
        return !text.isEmpty() && text.length() <= digitsMax && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}

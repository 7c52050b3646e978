package io.staylog.logview;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an event stands on a topic, written {@code partition:offset}.
 *
 * @param partition the hotel's partition
 * @param offset the event's offset in it
 */
public record Position(int partition, long offset) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,5}):(\\d{1,18})");

    /** Reads what {@link #toString} wrote; null where the text is something else. */
    public static @Nullable Position parse(String text) {
        var form = FORM.matcher(text);
        return form.matches() ? new Position(Integer.parseInt(form.group(1)), Long.parseLong(form.group(2))) : null;
    }

    @Override
    public String toString() {
        return partition + ":" + offset;
    }
}

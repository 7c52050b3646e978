package io.staylog.deadletters;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names a dead letter by where its record came in. Within a consumer group it is unique; several groups may have put the same
 * record aside.
 *
 * @param topic the input, not its dead-letter topic
 * @param partition of the input
 * @param offset of the input
 */
public record LetterId(String topic, int partition, long offset) {
    private static final Pattern FORM = Pattern.compile("([a-zA-Z0-9._-]{1,249})/([0-9]{1,9})/([0-9]{1,18})");

    /** Reads {@code topic/partition/offset}; empty for anything else. */
    public static Optional<LetterId> parse(String text) {
        var matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new LetterId(
                        matcher.group(1), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    /** {@code topic/partition/offset}. */
    @Override
    public String toString() {
        return topic + "/" + partition + "/" + offset;
    }
}

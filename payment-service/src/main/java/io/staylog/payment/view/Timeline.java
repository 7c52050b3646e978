package io.staylog.payment.view;

import io.staylog.logview.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened to a payment, with who asked for it. */
public final class Timeline {
    private static final String ACTOR = "actor";

    private Timeline() {}

    /**
     * One event.
     *
     * @param type record type, without namespace
     * @param time when it was decided
     * @param version the payment's version after it; absent where it changed nothing
     * @param actor the person that it follows from at once; absent where it follows from no person's request
     * @param reason that person's words
     * @param topic where it is
     * @param partition where it is
     * @param offset where it is
     * @param id the event's own id
     * @param cause id of the record that caused it
     * @param traceParent trace that it belongs to
     * @param data its fields; absent where this program does not know the type
     */
    public record Step(
            String type,
            Instant time,
            @Nullable Integer version,
            @Nullable Object actor,
            @Nullable Object reason,
            String topic,
            int partition,
            long offset,
            @Nullable String id,
            @Nullable String cause,
            @Nullable String traceParent,
            @Nullable Map<String, Object> data) {}

    /** All events of one decision have one cause, and the person is named by one of them. */
    public static List<Step> of(List<History.Entry> entries) {
        var acts = new HashMap<String, Map<String, Object>>();
        for (var entry : entries) {
            var data = entry.data();
            if (data != null && data.containsKey(ACTOR) && entry.cause() != null && isKnown(data.get(ACTOR))) {
                acts.putIfAbsent(entry.cause(), data);
            }
        }
        var steps = new ArrayList<Step>();
        for (var entry : entries) {
            var act = entry.cause() == null ? null : acts.get(entry.cause());
            var data = entry.data();
            steps.add(new Step(
                    entry.type(),
                    entry.time(),
                    data != null && data.get("version") instanceof Integer version ? version : null,
                    act == null ? null : act.get(ACTOR),
                    act == null ? null : act.get("reason"),
                    entry.topic(),
                    entry.partition(),
                    entry.offset(),
                    entry.id(),
                    entry.cause(),
                    entry.traceParent(),
                    data));
        }
        return steps;
    }

    private static boolean isKnown(@Nullable Object actor) {
        return actor instanceof Map<?, ?> fields && !"UNKNOWN".equals(fields.get("type"));
    }
}

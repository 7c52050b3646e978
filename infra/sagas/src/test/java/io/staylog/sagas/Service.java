package io.staylog.sagas;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.eventsourcing.Decider;
import io.staylog.eventsourcing.Origin;
import io.staylog.eventsourcing.StateFormat;
import io.staylog.eventsourcing.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A service as far as its rules and its wire go, in the order of the engine: what has arrived before what is due. Its state is
 * folded from the bytes that it wrote, so that what does not survive the wire is missed at once.
 */
final class Service<S, C, E> {
    private static final int SHOWN = 300;

    private final Decider<S, C, E> rules;
    private final Wire<C, E> wire;
    private final StateFormat<S> format;
    private final List<String> inputs;
    private final String events;
    private final Log log;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<String, S> states = new HashMap<>();

    Service(
            Decider<S, C, E> rules,
            Wire<C, E> wire,
            StateFormat<S> format,
            List<String> inputs,
            String events,
            Log log) {
        this.rules = rules;
        this.wire = wire;
        this.format = format;
        this.inputs = inputs;
        this.events = events;
        this.log = log;
    }

    S state(String key) {
        return states.computeIfAbsent(key, rules::initialState);
    }

    /** Decides the oldest record that it has not read; whether there was one. */
    boolean read(Instant now) {
        Log.@Nullable Entry oldest = null;
        for (var input : inputs) {
            var entries = log.topic(input);
            int position = positions.getOrDefault(input, 0);
            if (position < entries.size()
                    && (oldest == null || entries.get(position).order() < oldest.order())) {
                oldest = entries.get(position);
            }
        }
        if (oldest == null) {
            return false;
        }
        positions.merge(oldest.record().topic(), 1, Integer::sum);
        decide(oldest.record(), now);
        return true;
    }

    private void decide(ConsumerRecord<byte[], byte[]> record, Instant now) {
        var key = new String(record.key(), UTF_8);
        if (wire.read(record) instanceof Wire.Incoming.Command<C>(var command)) {
            var id = record.topic() + "/0/" + record.offset() + "/";
            decide(key, command, id, record, now);
        }
    }

    /** Decides the timers that are due; whether there was one. */
    boolean passTime(Instant now) {
        for (var key : List.copyOf(states.keySet())) {
            if (rules.nextDueAt(state(key)) <= now.toEpochMilli()) {
                long before = rules.nextDueAt(state(key));
                var id = events + "/timer/0/" + log.topic(events).size() + "/";
                int decided = decide(key, rules.whenDue(state(key)), id, null, now);
                if (decided == 0 && rules.nextDueAt(state(key)) == before) {
                    throw new AssertionError("the timer of " + key + " does not move");
                }
                return true;
            }
        }
        return false;
    }

    private int decide(String key, C command, String id, @Nullable ConsumerRecord<byte[], byte[]> input, Instant now) {
        int index = 0;
        for (var event : rules.decide(state(key), command, now)) {
            var out = wire.write(event, new Origin(key, id + index++, now, input));
            log.append(out.topic(), key, out.value(), out.headers(), now);
            if (out.topic().equals(events)) {
                var written = log.topic(events).getLast().record();
                var read = wire.readEvent(written);
                var again = wire.write(read, new Origin(key, out.topic(), now, input));
                // An event may say more than its record; what counts is that nothing is lost on the way there and back.
                boolean isSame = read.equals(event) || Arrays.equals(again.value(), out.value());
                if (!wire.isOurs(written) || !isSame) {
                    throw new AssertionError(event + " comes back from the log as " + read);
                }
                rules.evolve(state(key), read, now);
            }
        }
        return index;
    }

    Instant nextDueAt() {
        long next = Decider.NEVER;
        for (var state : states.values()) {
            next = Math.min(next, rules.nextDueAt(state));
        }
        return next == Decider.NEVER ? Instant.MAX : Instant.ofEpochMilli(next);
    }

    /** All that it has ever read is read once more. */
    void hearAgain() {
        positions.clear();
    }

    /** The process has died and another goes on: all that it knows is on the log. */
    void restart() {
        var before = pictures();
        states.clear();
        for (var entry : log.topic(events)) {
            var record = entry.record();
            var key = new String(record.key(), UTF_8);
            rules.evolve(state(key), wire.readEvent(record), Instant.ofEpochMilli(record.timestamp()));
        }
        same(before, "the state folded from " + events + " is not the one that decided");
    }

    /** The process has written a snapshot, and another reads it. */
    void restartFromSnapshots() {
        var before = pictures();
        for (var state : states.entrySet()) {
            try {
                var in = new ByteArrayInputStream(bytes(state.getValue()));
                state.setValue(format.read(state.getKey(), in));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        same(before, "the state of a snapshot is not the one that was written");
    }

    private void same(Map<String, String> before, String otherwise) {
        var after = pictures();
        for (var key : before.keySet()) {
            var one = before.getOrDefault(key, "");
            var other = after.getOrDefault(key, "");
            int at = Arrays.mismatch(one.toCharArray(), other.toCharArray());
            if (at >= 0) {
                throw new AssertionError(otherwise + ":\n" + around(one, at) + "\n" + around(other, at));
            }
        }
    }

    private static String around(String text, int at) {
        return text.substring(Math.max(0, at - SHOWN), Math.min(text.length(), at + SHOWN));
    }

    private Map<String, String> pictures() {
        var pictures = new HashMap<String, String>();
        states.forEach((key, state) -> {
            if (rules.isWorthKeeping(state)) {
                pictures.put(key, new String(bytes(state), UTF_8));
            }
        });
        return pictures;
    }

    private byte[] bytes(S state) {
        try {
            var out = new ByteArrayOutputStream();
            format.write(state, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

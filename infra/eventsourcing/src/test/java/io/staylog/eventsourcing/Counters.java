package io.staylog.eventsourcing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * A toy service: one counter per key, and reminders.
 *
 * <p>It does not care for repeated commands, so that whatever the engine decides twice shows. Each event carries the sequence
 * number and the total that the state had, so that a wrong state shows in the log.
 */
final class Counters {
    private Counters() {}

    sealed interface Command {
        record Add(String id, long n) implements Command {}

        /** As {@link Add}, but of a subject that must be known. */
        record Use(String id, long n) implements Command {}

        record Remind(String id, long dueAt) implements Command {}

        /** What a due reminder asks for. */
        record Ring(String id) implements Command {}

        /** Breaks the rule that deciding a due timer must move it. */
        record RingForEver(String id, long dueAt) implements Command {}

        record FailToDecide(String id) implements Command {}

        record FailToEvolve(String id) implements Command {}

        record FailToWrite(String id) implements Command {}

        /** Asks for no event at all. */
        record Ignore(String id) implements Command {}
    }

    sealed interface Event {
        record Added(String id, long n, long seq, long total) implements Event {}

        record ReminderSet(String id, long dueAt) implements Event {}

        record Rang(String id, long seq) implements Event {}

        /** Goes to another topic and changes nothing. */
        record Noted(String id) implements Event {}

        record Unfoldable(String id) implements Event {}

        record Unwritable(String id) implements Event {}
    }

    static final class Counter {
        long seq;
        long total;
        final TreeSet<String> known = new TreeSet<>();
        final TreeMap<String, Long> reminders = new TreeMap<>();

        @Override
        public String toString() {
            return "seq " + seq + " total " + total + " reminders " + reminders;
        }
    }

    static final class Rules implements Decider<Counter, Command, Event> {
        /** Counters below this are those of strangers. */
        volatile long worthKeeping;

        /** Program with a bug that is mended later. */
        volatile boolean broken = true;

        /** Commands that were decided, whatever became of that. */
        final AtomicInteger asked = new AtomicInteger();

        @Override
        public Counter initialState(String key) {
            return new Counter();
        }

        @Override
        public List<Event> decide(Counter state, Command command, Instant now) {
            asked.incrementAndGet();
            return switch (command) {
                case Command.Add(var id, var n) -> List.of(new Event.Added(id, n, state.seq + 1, state.total + n));
                case Command.Use(var id, var n)
                when state.known.contains(subjectOf(id)) ->
                    List.of(new Event.Added(id, n, state.seq + 1, state.total + n));
                case Command.Use(var id, var _) -> List.of(new Event.Noted("refused-" + id));
                case Command.Remind(var id, var dueAt) -> List.of(new Event.ReminderSet(id, dueAt));
                case Command.Ring(var id) when id.startsWith("for-ever") -> List.of(new Event.Noted(id));
                case Command.Ring(var id) -> List.of(new Event.Noted(id), new Event.Rang(id, state.seq + 1));
                case Command.RingForEver(var id, var dueAt) -> List.of(new Event.ReminderSet("for-ever-" + id, dueAt));
                case Command.FailToDecide(var id) when broken -> throw new IllegalStateException("decide " + id);
                case Command.FailToDecide(var id) -> List.of(new Event.Added(id, 0, state.seq + 1, state.total));
                case Command.FailToEvolve(var id) when broken -> List.of(new Event.Unfoldable(id));
                case Command.FailToEvolve(var id) -> List.of(new Event.Added(id, 0, state.seq + 1, state.total));
                case Command.FailToWrite(var id) -> List.of(new Event.Unwritable(id));
                case Command.Ignore(var _) -> List.of();
            };
        }

        @Override
        public void evolve(Counter state, Event event, Instant at) {
            switch (event) {
                case Event.Added(var id, var n, var _, var _) -> {
                    state.seq++;
                    state.total += n;
                    if (subjectOf(id) != null) {
                        state.known.add(subjectOf(id));
                    }
                }
                case Event.ReminderSet(var id, var dueAt) -> state.reminders.put(id, dueAt);
                case Event.Rang(var id, var _) -> {
                    state.seq++;
                    state.reminders.remove(id);
                }
                case Event.Noted(var _) -> {}
                case Event.Unfoldable(var id) -> throw new IllegalStateException("evolve " + id);
                case Event.Unwritable(var _) -> {}
            }
        }

        @Override
        public String subject(Command command) {
            return switch (command) {
                case Command.Add(var id, var _)
                when id.startsWith("nameless") -> throw new IllegalStateException("subject of " + id);
                case Command.Add(var id, var _) -> subjectOf(id);
                case Command.Use(var id, var _) -> subjectOf(id);
                case Command.FailToDecide(var id) -> subjectOf(id);
                default -> null;
            };
        }

        @Override
        public boolean buildsOnUnknown(Counter state, Command command) {
            return command instanceof Command.Use(var id, var _) && !state.known.contains(subjectOf(id));
        }

        /** Of {@code subject:id}; null where an id names none. */
        private static String subjectOf(String id) {
            int colon = id.indexOf(':');
            return colon < 0 ? null : id.substring(0, colon);
        }

        @Override
        public boolean isWorthKeeping(Counter state) {
            return state.total >= worthKeeping;
        }

        @Override
        public long nextDueAt(Counter state) {
            return state.reminders.values().stream()
                    .mapToLong(Long::longValue)
                    .min()
                    .orElse(NEVER);
        }

        @Override
        public Command whenDue(Counter state) {
            long first = nextDueAt(state);
            return state.reminders.entrySet().stream()
                    .filter(reminder -> reminder.getValue() == first)
                    .map(Map.Entry::getKey)
                    .map(Command.Ring::new)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Records are texts of words, for example {@code add <id> <n>}. */
    static final class Words implements Wire<Command, Event> {
        static final long SLOW_READ_MS = 250;

        private final Topology topology;
        /** While it is away, nobody can read the commands named {@code later}, nor the event topic. */
        volatile boolean registryAway;

        final AtomicInteger refusedReads = new AtomicInteger();
        final AtomicInteger eventsRead = new AtomicInteger();

        Words(Topology topology) {
            this.topology = topology;
        }

        @Override
        public Incoming<Command> read(ConsumerRecord<byte[], byte[]> record) {
            if (record.value()[0] == (byte) 0xff) {
                throw UnreadableRecordException.illegible("undecodable", "it begins with 0xff");
            }
            var words = new String(record.value(), UTF_8).split(" ");
            return switch (words[0]) {
                case "add" -> new Incoming.Command<>(new Command.Add(words[1], Long.parseLong(words[2])));
                case "use" -> new Incoming.Command<>(new Command.Use(words[1], Long.parseLong(words[2])));
                case "later-use" -> {
                    refuseWhileAway();
                    yield new Incoming.Command<>(new Command.Use(words[1], Long.parseLong(words[2])));
                }
                case "later" -> {
                    refuseWhileAway();
                    yield new Incoming.Command<>(new Command.Add(words[1], Long.parseLong(words[2])));
                }
                case "slow" -> {
                    takeTime();
                    yield new Incoming.Command<>(new Command.Add(words[1], Long.parseLong(words[2])));
                }
                case "remind" -> new Incoming.Command<>(new Command.Remind(words[1], Long.parseLong(words[2])));
                case "ring-for-ever" ->
                    new Incoming.Command<>(new Command.RingForEver(words[1], Long.parseLong(words[2])));
                case "fail-to-read" -> throw new IllegalArgumentException("read " + words[1]);
                case "fail-to-decide" -> new Incoming.Command<>(new Command.FailToDecide(words[1]));
                case "fail-to-evolve" -> new Incoming.Command<>(new Command.FailToEvolve(words[1]));
                case "fail-to-write" -> new Incoming.Command<>(new Command.FailToWrite(words[1]));
                case "ignore" -> new Incoming.Command<>(new Command.Ignore(words[1]));
                default -> new Incoming.Skipped<>(words[0]);
            };
        }

        /** As a schema registry that answers, but not quickly. */
        private static void takeTime() {
            try {
                assertThat(new CountDownLatch(1).await(SLOW_READ_MS, TimeUnit.MILLISECONDS))
                        .isFalse();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void refuseWhileAway() {
            if (registryAway) {
                refusedReads.incrementAndGet();
                throw new RegistryAway();
            }
        }

        @Override
        public boolean isOurs(ConsumerRecord<byte[], byte[]> record) {
            return record.key() != null && record.headers().lastHeader("stranger") == null;
        }

        @Override
        public Event readEvent(ConsumerRecord<byte[], byte[]> record) {
            refuseWhileAway();
            eventsRead.incrementAndGet();
            var words = new String(record.value(), UTF_8).split(" ");
            return switch (words[0]) {
                case "added" -> new Event.Added(words[1], number(words[2]), number(words[3]), number(words[4]));
                case "reminder-set" -> new Event.ReminderSet(words[1], number(words[2]));
                case "rang" -> new Event.Rang(words[1], number(words[2]));
                case "unfoldable" -> new Event.Unfoldable(words[1]);
                default -> throw new IllegalArgumentException("unknown event " + words[0]);
            };
        }

        private static long number(String word) {
            return Long.parseLong(word);
        }

        @Override
        public Outgoing write(Event event, Origin origin) {
            var text = switch (event) {
                case Event.Added(var id, var n, var seq, var total) ->
                    "added " + id + " " + n + " " + seq + " " + total;
                case Event.ReminderSet(var id, var dueAt) -> "reminder-set " + id + " " + dueAt;
                case Event.Rang(var id, var seq) -> "rang " + id + " " + seq;
                case Event.Noted(var id) -> "noted " + id;
                case Event.Unfoldable(var id) -> "unfoldable " + id;
                case Event.Unwritable(var id) ->
                    throw new org.apache.kafka.common.errors.SerializationException("write " + id);
            };
            var topic = event instanceof Event.Noted ? topology.notes() : topology.events();
            return new Outgoing(
                    topic,
                    text.getBytes(UTF_8),
                    List.of(new RecordHeader("ce_id", origin.id().getBytes(UTF_8))));
        }
    }

    static final class RegistryAway extends RetriableException {
        private static final long serialVersionUID = 1L;

        RegistryAway() {
            super("the registry is away");
        }
    }

    static class Format implements StateFormat<Counter> {
        private final int version;

        Format(int version) {
            this.version = version;
        }

        @Override
        public int version() {
            return version;
        }

        @Override
        public void write(Counter state, OutputStream out) throws IOException {
            var data = new DataOutputStream(out);
            data.writeLong(state.seq);
            data.writeLong(state.total);
            data.writeInt(state.known.size());
            for (var subject : state.known) {
                data.writeUTF(subject);
            }
            data.writeInt(state.reminders.size());
            for (var reminder : state.reminders.entrySet()) {
                data.writeUTF(reminder.getKey());
                data.writeLong(reminder.getValue());
            }
        }

        @Override
        public Counter read(String key, InputStream in) throws IOException {
            var data = new DataInputStream(in);
            var state = new Counter();
            state.seq = data.readLong();
            state.total = data.readLong();
            int known = data.readInt();
            for (int i = 0; i < known; i++) {
                state.known.add(data.readUTF());
            }
            int reminders = data.readInt();
            for (int i = 0; i < reminders; i++) {
                state.reminders.put(data.readUTF(), data.readLong());
            }
            return state;
        }
    }

    /** The topics of one toy service. */
    record Topology(String name) {
        String group() {
            return name;
        }

        String requests() {
            return name + ".requests";
        }

        /** A second input, joined with the first; another service's, which strangers do not write to. */
        String hints() {
            return name + ".hints";
        }

        String events() {
            return name + ".events";
        }

        String notes() {
            return name + ".notes";
        }

        List<String> inputs() {
            return List.of(requests(), hints());
        }

        List<String> all() {
            var all = new ArrayList<>(inputs());
            inputs().forEach(input -> all.add(input + ".dead"));
            all.add(events());
            all.add(notes());
            return all;
        }
    }
}

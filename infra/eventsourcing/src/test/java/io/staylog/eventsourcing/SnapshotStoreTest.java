package io.staylog.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.eventsourcing.Counters.Counter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshot files: whole or not used. */
class SnapshotStoreTest {
    private static final Uuid TOPIC = Uuid.randomUuid();

    @TempDir
    Path directory;

    private SnapshotStore<Counter> store;
    private Path file;
    private Map<String, String> before;

    @BeforeEach
    void save() {
        store = new SnapshotStore<>(directory, "toy.events", new Counters.Format(1), "a");
        var anna = new Counter();
        anna.seq = 3;
        anna.total = -70;
        anna.reminders.put("tea", 5_000L);
        var states = Map.of("anna", anna, "béla ☃", new Counter(), "x".repeat(100_000), new Counter());
        var snapshot = snapshot(states, 12, 34);
        store.save(TOPIC, 7, snapshot);
        file = directory.resolve("toy.events-7.snapshot");
        before = texts(snapshot);
    }

    @Test
    void what_was_saved_comes_back() {
        var loaded = store.load(TOPIC, 7).orElseThrow();
        assertThat(texts(loaded)).isEqualTo(before);
        assertThat(loaded.entries().values()).allMatch(entry -> entry.dueAt() == 5_000 && entry.isWorthKeeping());
        assertThat(loaded.foldedEvents()).isEqualTo(12);
        assertThat(loaded.nextOffset()).isEqualTo(34);
    }

    @Test
    void a_snapshot_of_another_topic_version_or_partition_is_not_used() {
        assertThat(store.load(Uuid.randomUuid(), 7)).isEmpty();
        assertThat(store.load(TOPIC, 6)).isEmpty();
        assertThat(new SnapshotStore<>(directory, "toy.events", new Counters.Format(2), "a").load(TOPIC, 7))
                .isEmpty();
    }

    @Test
    void a_file_that_is_torn_at_any_byte_is_not_used() throws IOException {
        var whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += length < 300 ? 1 : 4_999) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(store.load(TOPIC, 7)).as("torn after %d bytes", length).isEmpty();
            Files.write(file, Arrays.copyOf(Arrays.copyOf(whole, length), whole.length));
            assertThat(store.load(TOPIC, 7)).as("zeroes after %d bytes", length).isEmpty();
        }
    }

    @Test
    void a_file_with_any_byte_changed_is_not_used() throws IOException {
        var whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at += at < 300 || at > whole.length - 20 ? 1 : 4_999) {
            var changed = whole.clone();
            changed[at] ^= (byte) 0x80;
            Files.write(file, changed);
            assertThat(store.load(TOPIC, 7)).as("byte %d changed", at).isEmpty();
        }
    }

    @Test
    void a_state_that_cannot_be_written_leaves_the_older_snapshot_alone() {
        var unwritable = new SnapshotStore<>(
                directory,
                "toy.events",
                new Counters.Format(1) {
                    @Override
                    public void write(Counter state, java.io.OutputStream out) {
                        throw new IllegalStateException("planted");
                    }
                },
                "a");
        unwritable.save(TOPIC, 7, snapshot(Map.of("anna", new Counter()), 99, 99));
        assertThat(store.load(TOPIC, 7).orElseThrow().foldedEvents()).isEqualTo(12);
    }

    @Test
    void states_that_nobody_has_asked_for_are_kept_as_they_were() {
        var loaded = store.load(TOPIC, 7).orElseThrow();
        loaded.entries().get("anna").state().state().total = 5;
        store.save(TOPIC, 7, loaded);

        var again = store.load(TOPIC, 7).orElseThrow();
        var expected = new TreeMap<>(before);
        expected.put("anna", loaded.entries().get("anna").state().state().toString());
        assertThat(texts(again)).isEqualTo(expected);
    }

    @Test
    void a_snapshot_with_a_state_that_cannot_be_read_is_deleted_when_that_is_found_out() {
        var puzzled = new SnapshotStore<>(
                directory,
                "toy.events",
                new Counters.Format(1) {
                    @Override
                    public Counter read(String key, java.io.InputStream in) throws IOException {
                        throw new IOException("planted");
                    }
                },
                "a");
        var loaded = puzzled.load(TOPIC, 7).orElseThrow();
        assertThatThrownBy(() -> loaded.entries().get("anna").state().state())
                .isInstanceOf(UnusableSnapshotException.class)
                .hasMessageContaining("anna");
        assertThat(file).doesNotExist();
        assertThat(puzzled.load(TOPIC, 7)).isEmpty();
    }

    private static SnapshotStore.Snapshot<Counter> snapshot(Map<String, Counter> states, long events, long next) {
        var entries = new TreeMap<String, SnapshotStore.Entry<Counter>>();
        states.forEach((key, state) -> entries.put(key, new SnapshotStore.Entry<>(KeptState.of(state), 5_000, true)));
        return new SnapshotStore.Snapshot<>(entries, events, next);
    }

    private static Map<String, String> texts(SnapshotStore.Snapshot<Counter> snapshot) {
        var texts = new TreeMap<String, String>();
        snapshot.entries()
                .forEach((key, entry) -> texts.put(key, entry.state().state().toString()));
        return texts;
    }
}

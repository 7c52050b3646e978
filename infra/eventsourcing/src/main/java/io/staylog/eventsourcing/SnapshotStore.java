package io.staylog.eventsourcing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the folded state of partitions in files of the service's own directory. Members of a group may share one: then who takes
 * a partition over begins with what the other has left. Whoever wrote a file, it is a fold of the log up to its offset.
 *
 * <p>A snapshot is a cache of the log. One that is torn, of another version or of another topic is put aside with a log line,
 * and may be deleted at any time: that only costs the time to fold the log. What it says of a key is read when the key is asked
 * about; beside it stands what the engine must know of all keys.
 */
final class SnapshotStore<S> {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotStore.class);
    private static final long MAGIC = 0x5354_4159_4c4f_4702L; // "STAYLOG", layout 2
    private static final int BUFFER_BYTES = 1 << 16;
    private static final long SIZE_MAX = Integer.MAX_VALUE - 8L; // Of an array.

    /**
     * What a snapshot holds.
     *
     * @param entries of every key
     * @param foldedEvents events that were folded into them
     * @param nextOffset offset of the first event that was not
     */
    record Snapshot<S>(Map<String, Entry<S>> entries, long foldedEvents, long nextOffset) {}

    /**
     * The state of a key, and what must be known of it before it is read.
     *
     * @param dueAt when it next wants to decide by itself, or earlier; {@link Decider#NEVER} for never
     * @param isWorthKeeping whether it says more than that of a key of which nothing is known
     */
    record Entry<S>(KeptState<S> state, long dueAt, boolean isWorthKeeping) {}

    private final Path directory;
    private final String topic;
    private final StateFormat<S> format;
    private final String instance;

    /** @param instance who writes; no two that live share a name */
    SnapshotStore(Path directory, String topic, StateFormat<S> format, String instance) {
        this.directory = directory;
        this.topic = topic;
        this.format = format;
        this.instance = instance;
    }

    /** The snapshot of a partition, if there is one that fits. */
    Optional<Snapshot<S>> load(Uuid topicId, int partition) {
        var file = file(partition);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(file, topicId));
        } catch (IOException | RuntimeException e) {
            LOG.warn("The snapshot {} is not used, the log is folded instead: {}", file, e.toString());
            return Optional.empty();
        }
    }

    private Snapshot<S> read(Path file, Uuid topicId) throws IOException {
        require(Files.size(file) <= SIZE_MAX, "it is too large to be read at once");
        var whole = Files.readAllBytes(file);
        // First of all, so that no length of a torn file is believed.
        require(isWhole(whole), "it is torn");
        try (var in = new DataInputStream(new ByteArrayInputStream(whole))) {
            require(in.readLong() == MAGIC, "it is not a snapshot");
            require(in.readInt() == format.version(), "it is of another version");
            var id = new Uuid(in.readLong(), in.readLong());
            require(id.equals(topicId), "it is of another topic " + topic + ", which was deleted since");
            long foldedEvents = in.readLong();
            long nextOffset = in.readLong();
            var entries = new LinkedHashMap<String, Entry<S>>();
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                var key = new String(in.readNBytes(in.readInt()), UTF_8);
                long dueAt = in.readLong();
                boolean isWorthKeeping = in.readBoolean();
                var state = in.readNBytes(in.readInt());
                entries.put(
                        key, new Entry<>(KeptState.frozen(state, () -> thaw(file, key, state)), dueAt, isWorthKeeping));
            }
            return new Snapshot<>(entries, foldedEvents, nextOffset);
        }
    }

    /** Reads the state of a key; a file that holds what cannot be read is deleted, so that it is not tried again. */
    private S thaw(Path file, String key, byte[] state) {
        try {
            return format.read(key, new ByteArrayInputStream(state));
        } catch (IOException | RuntimeException e) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException undeleted) {
                e.addSuppressed(undeleted);
            }
            throw new UnusableSnapshotException(
                    "the state of " + key + " in the snapshot " + file
                            + " cannot be read; without it the log is folded",
                    e);
        }
    }

    /** Whether the checksum at the end is that of what comes before it. */
    private static boolean isWhole(byte[] file) {
        int length = file.length - Long.BYTES;
        if (length < 0) {
            return false;
        }
        var checksum = new CRC32C();
        checksum.update(file, 0, length);
        return ByteBuffer.wrap(file).getLong(length) == checksum.getValue();
    }

    private static void require(boolean condition, String otherwise) throws IOException {
        if (!condition) {
            throw new IOException(otherwise);
        }
    }

    /**
     * Replaces the snapshot of a partition. A failure is logged: a snapshot is only a cache.
     *
     * @return whether it was written
     */
    boolean save(Uuid topicId, int partition, Snapshot<S> snapshot) {
        var file = file(partition);
        var temporary = file.resolveSibling(file.getFileName() + "." + instance + ".new");
        try {
            Files.createDirectories(directory);
            write(temporary, topicId, snapshot);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warn("The snapshot {} could not be written; a restart will take longer: {}", file, e.toString());
            return false;
        }
    }

    private void write(Path file, Uuid topicId, Snapshot<S> snapshot) throws IOException {
        var checksum = new CRC32C();
        // Not forced to the disk: a file that a power cut has torn is not whole, and then the log is folded.
        try (var raw = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES))) {
            var out = new DataOutputStream(new CheckedOutputStream(raw, checksum));
            out.writeLong(MAGIC);
            out.writeInt(format.version());
            out.writeLong(topicId.getMostSignificantBits());
            out.writeLong(topicId.getLeastSignificantBits());
            out.writeLong(snapshot.foldedEvents());
            out.writeLong(snapshot.nextOffset());
            out.writeInt(snapshot.entries().size());
            var buffer = new ByteArrayOutputStream();
            for (var keyed : snapshot.entries().entrySet()) {
                var key = keyed.getKey().getBytes(UTF_8);
                var entry = keyed.getValue();
                out.writeInt(key.length);
                out.write(key);
                out.writeLong(entry.dueAt());
                out.writeBoolean(entry.isWorthKeeping());
                var frozen = entry.state().bytes();
                if (frozen == null) {
                    buffer.reset();
                    format.write(entry.state().state(), buffer);
                    out.writeInt(buffer.size());
                    buffer.writeTo(out);
                } else {
                    out.writeInt(frozen.length);
                    out.write(frozen);
                }
            }
            raw.writeLong(checksum.getValue());
        }
    }

    private Path file(int partition) {
        return directory.resolve(topic + "-" + partition + ".snapshot");
    }
}

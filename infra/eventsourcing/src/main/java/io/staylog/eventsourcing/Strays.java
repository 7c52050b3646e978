package io.staylog.eventsourcing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.deadletters.DeadHeaders;
import io.staylog.deadletters.DeadRecord;
import io.staylog.deadletters.DeadRecord.Why;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what becomes of records that are not decided where they are: sent on to the partition of their key, or kept in the
 * dead letters. Either is a part of the transaction that moves the position past them.
 */
final class Strays {
    private static final Logger LOG = LoggerFactory.getLogger(Strays.class);
    /** Partition and offset at which a record that was sent on came in. */
    private static final String FORWARDED_FROM = "staylog_forwarded_from";
    // Keys of what was put aside are kept in memory, and anybody can make up keys.
    private static final int KEY_BYTES_MAX = 256;
    // Below what a topic takes, because a record that cannot be written would stop its partition for ever.
    private static final int FORWARD_BYTES_MAX = 900_000;
    private static final int DEAD_BYTES_MAX = 9_000_000;
    // A compressed batch may hold more than any dead letter can: then its beginning must do.
    private static final int CUT_BYTES = 100_000;
    private static final char REPLACEMENT = '\uFFFD';

    /** Where a record belongs. */
    sealed interface Place {
        /** Where it is; the text of its key. */
        record Here(String key) implements Place {}

        /** In another partition of the same topic. */
        record Elsewhere(int partition) implements Place {}

        /** Nowhere. */
        record Nowhere(Why why) implements Place {}
    }

    private final EngineSettings settings;
    private final Wire<?, ?> wire;
    private final Transactions transactions;
    private int partitionCount;

    Strays(EngineSettings settings, Wire<?, ?> wire, Transactions transactions) {
        this.settings = settings;
        this.wire = wire;
        this.transactions = transactions;
    }

    void partitionCount(int count) {
        partitionCount = count;
    }

    /** Text of a record's key; null where it has none that is text, or one that is longer than any. */
    static @Nullable String keyText(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0 || bytes.length > KEY_BYTES_MAX) {
            return null;
        }
        var key = new String(bytes, UTF_8);
        // Two keys that are not UTF-8 would become the same text, and with it the same state in two partitions.
        return key.indexOf(REPLACEMENT) >= 0 && !Arrays.equals(key.getBytes(UTF_8), bytes) ? null : key;
    }

    /** Where an input record belongs, by its key. */
    Place placeOf(ConsumerRecord<byte[], byte[]> record) {
        var bytes = record.key();
        if (bytes == null || bytes.length == 0) {
            return nowhere("no-key", "the record has no key; its key must be the hotelId");
        }
        if (record.value() == null) {
            return nowhere("no-value", "the record has no value; nothing is ever asked by a tombstone");
        }
        var key = keyText(bytes);
        if (key == null) {
            return nowhere("bad-key", "the record's key is not UTF-8 text of at most " + KEY_BYTES_MAX + " bytes");
        }
        int home = Partitions.home(bytes, partitionCount);
        if (home == record.partition()) {
            return new Place.Here(key);
        }
        if (settings.facts().contains(record.topic())) {
            return nowhere(
                    "misplaced",
                    "the record's key belongs to partition " + home + ", and only the topic's owner may write there");
        }
        return size(record) > FORWARD_BYTES_MAX
                ? nowhere("too-large", "the record came to the wrong partition and is too large to be sent on")
                : new Place.Elsewhere(home);
    }

    private static Place nowhere(String reason, String message) {
        return new Place.Nowhere(Why.of(reason, message));
    }

    /** Sends a record on. */
    void forward(ConsumerRecord<byte[], byte[]> record, int home) {
        var forwarded =
                new ProducerRecord<>(record.topic(), home, null, record.key(), record.value(), record.headers());
        if (forwarded.headers().lastHeader(FORWARDED_FROM) == null) {
            DeadHeaders.put(forwarded.headers(), FORWARDED_FROM, record.partition() + "/" + record.offset());
        }
        transactions.add(forwarded);
    }

    /** Keeps a record for a person. */
    void keep(ConsumerRecord<byte[], byte[]> record, DeadRecord.Letter letter) {
        var dead = size(record) > DEAD_BYTES_MAX ? cut(record) : whole(record);
        DeadHeaders.add(dead.headers(), letter, wire.schemaId(record));
        transactions.add(dead);
        wire.describe(LOG.atWarn(), record)
                .addKeyValue("reason", letter.why().reason())
                .log(
                        "A record {} the dead letters: {}",
                        letter.isParked() ? "waits in" : "goes to",
                        letter.why().message());
    }

    /** Says what has become of a letter. */
    void mark(DeadRecord.Mark mark, byte @Nullable [] key) {
        var record = new ProducerRecord<byte[], byte[]>(
                DeadRecord.topicOf(mark.letter().topic()), mark.letter().partition(), key, null);
        DeadHeaders.add(record.headers(), mark);
        transactions.add(record);
        LOG.atInfo()
                .addKeyValue("letter", mark.letter())
                .addKeyValue("fate", mark.fate())
                .addKeyValue("because", mark.because())
                .log("A dead letter: {} {}", mark.fate(), mark.message());
    }

    private static ProducerRecord<byte[], byte[]> whole(ConsumerRecord<byte[], byte[]> record) {
        return new ProducerRecord<>(
                DeadRecord.topicOf(record.topic()),
                record.partition(),
                null,
                record.key(),
                record.value(),
                DeadHeaders.original(record.headers()));
    }

    /** The input keeps the rest for as long as it keeps anything, and the checksum tells whether it is the same. */
    private static ProducerRecord<byte[], byte[]> cut(ConsumerRecord<byte[], byte[]> record) {
        var dead = new ProducerRecord<>(
                DeadRecord.topicOf(record.topic()),
                record.partition(),
                null,
                beginning(record.key()),
                beginning(record.value()),
                List.of());
        if (record.value() != null) {
            DeadHeaders.put(dead.headers(), DeadHeaders.BYTES, Integer.toString(record.value().length));
            DeadHeaders.put(dead.headers(), DeadHeaders.SHA256, sha256(record.value()));
        }
        return dead;
    }

    private static byte[] beginning(byte[] bytes) {
        return bytes == null || bytes.length <= CUT_BYTES ? bytes : Arrays.copyOf(bytes, CUT_BYTES);
    }

    /** Bytes of key, value and headers. */
    static long size(ConsumerRecord<byte[], byte[]> record) {
        long size = Math.max(0, record.serializedKeySize()) + (long) Math.max(0, record.serializedValueSize());
        for (var header : record.headers()) {
            size += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return size;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

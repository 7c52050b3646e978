package io.staylog.eventsourcing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of records that are not decided: sent on to the partition of their key, or kept in the dead letters. Either is
 * a part of the transaction that moves the position past them.
 */
final class Strays {
    private static final Logger LOG = LoggerFactory.getLogger(Strays.class);
    private static final String DEAD_SUFFIX = ".dead";
    /** Partition and offset at which a record that was sent on came in. */
    private static final String FORWARDED_FROM = "staylog_forwarded_from";
    // Below what a topic takes, because a record that cannot be written would stop its partition for ever.
    private static final int FORWARD_BYTES_MAX = 900_000;
    private static final int DEAD_BYTES_MAX = 9_000_000;
    // A compressed batch may hold more than any dead letter can: then its beginning must do.
    private static final int CUT_BYTES = 100_000;
    private static final char REPLACEMENT = '\uFFFD';

    private final EngineSettings settings;
    private final Wire<?, ?> wire;
    private final Producer<byte[], byte[]> producer;
    private int partitionCount;

    Strays(EngineSettings settings, Wire<?, ?> wire, Producer<byte[], byte[]> producer) {
        this.settings = settings;
        this.wire = wire;
        this.producer = producer;
    }

    /** Where the records of an input go that cannot be read. */
    static String deadLetters(String input) {
        return input + DEAD_SUFFIX;
    }

    void partitionCount(int count) {
        partitionCount = count;
    }

    /** The key of a record that can be decided where it is; null where the record has been dealt with. */
    @Nullable
    String keyInPlace(ConsumerRecord<byte[], byte[]> record, Tally tally) {
        var bytes = record.key();
        if (bytes == null || bytes.length == 0) {
            dead(record, "no-key", "the record has no key; its key must be the hotelId", tally);
            return null;
        }
        if (record.value() == null) {
            dead(record, "no-value", "the record has no value; nothing is ever asked by a tombstone", tally);
            return null;
        }
        var key = new String(bytes, UTF_8);
        // Two keys that are not UTF-8 would become the same text, and with it the same state in two partitions.
        if (key.indexOf(REPLACEMENT) >= 0 && !Arrays.equals(key.getBytes(UTF_8), bytes)) {
            dead(record, "bad-key", "the record's key is not UTF-8 text", tally);
            return null;
        }
        int home = Partitions.home(bytes, partitionCount);
        if (home == record.partition()) {
            return key;
        }
        if (settings.facts().contains(record.topic())) {
            dead(
                    record,
                    "misplaced",
                    "the record's key belongs to partition " + home + ", and only the topic's owner may write there",
                    tally);
        } else {
            forward(record, home, tally);
        }
        return null;
    }

    private void forward(ConsumerRecord<byte[], byte[]> record, int home, Tally tally) {
        if (size(record) > FORWARD_BYTES_MAX) {
            dead(record, "too-large", "the record came to the wrong partition and is too large to be sent on", tally);
            return;
        }
        var forwarded =
                new ProducerRecord<>(record.topic(), home, null, record.key(), record.value(), record.headers());
        if (forwarded.headers().lastHeader(FORWARDED_FROM) == null) {
            put(forwarded.headers(), FORWARDED_FROM, record.partition() + "/" + record.offset());
        }
        var _ = producer.send(forwarded);
        tally.forwarded();
    }

    /**
     * Keeps a record for a person.
     *
     * @param reason stable code
     * @param message one sentence
     */
    void dead(ConsumerRecord<byte[], byte[]> record, String reason, String message, Tally tally) {
        var dead = size(record) > DEAD_BYTES_MAX ? cut(record) : whole(record);
        put(dead.headers(), "staylog_dead_reason", reason);
        put(dead.headers(), "staylog_dead_message", message);
        put(dead.headers(), "staylog_dead_partition", Integer.toString(record.partition()));
        put(dead.headers(), "staylog_dead_offset", Long.toString(record.offset()));
        put(dead.headers(), "staylog_dead_group", settings.group());
        var _ = producer.send(dead);
        tally.dead(reason);
        wire.describe(LOG.atWarn(), record)
                .addKeyValue("reason", reason)
                .log("A record goes to the dead letters: {}", message);
    }

    private static ProducerRecord<byte[], byte[]> whole(ConsumerRecord<byte[], byte[]> record) {
        return new ProducerRecord<>(
                deadLetters(record.topic()), record.partition(), null, record.key(), record.value(), record.headers());
    }

    /** The input keeps the rest for as long as it keeps anything, and the checksum tells whether it is the same. */
    private static ProducerRecord<byte[], byte[]> cut(ConsumerRecord<byte[], byte[]> record) {
        var dead = new ProducerRecord<>(
                deadLetters(record.topic()),
                record.partition(),
                null,
                beginning(record.key()),
                beginning(record.value()),
                List.of());
        if (record.value() != null) {
            put(dead.headers(), "staylog_dead_bytes", Integer.toString(record.value().length));
            put(dead.headers(), "staylog_dead_sha256", sha256(record.value()));
        }
        return dead;
    }

    private static byte[] beginning(byte[] bytes) {
        return bytes == null || bytes.length <= CUT_BYTES ? bytes : Arrays.copyOf(bytes, CUT_BYTES);
    }

    private static long size(ConsumerRecord<byte[], byte[]> record) {
        long size = Math.max(0, record.serializedKeySize()) + (long) Math.max(0, record.serializedValueSize());
        for (var header : record.headers()) {
            size += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return size;
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

package io.staylog.reporting.projection;

import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topic.Kept;
import io.staylog.schemas.TopicUse;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.UndecodableException;
import io.staylog.schemas.serde.UnknownType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Turns a record into row changes, or says why it cannot be. */
final class EventReader {

    /** What became of a record. */
    sealed interface Reading {
        /** The record type's full name, {@code ?} where it could not be told. */
        String recordType();

        /** What it changes all the same. */
        List<RowChange> changes();

        /** It changes these rows. */
        record Projected(String recordType, List<RowChange> changes) implements Reading {}

        /** It is of a type that is newer than this service. */
        record Skipped(String recordType, List<RowChange> changes) implements Reading {}

        /**
         * It is no event of ours.
         *
         * @param recordType as far as it could be told
         * @param subject what it is about, as far as it could be told
         * @param reason stable code, the same as the other services use
         * @param message one sentence for a person
         * @param changes what counts no more because this stands in its place
         */
        record Dead(String recordType, Subject subject, String reason, String message, List<RowChange> changes)
                implements Reading {
            Dead(String recordType, Subject subject, String reason, String message) {
                this(recordType, subject, reason, message, List.of());
            }
        }
    }

    private static final String UNTOLD = "?";
    private static final int NAME_CHARS_MAX = 200;

    private static final String TOMBSTONE = "tombstone";

    private final EventDeserializer deserializer;
    private final PlainReader plain;
    // Looking it up for every record would cost more than reading it.
    private final Map<Class<?>, Integer> keyFields = new ConcurrentHashMap<>();

    EventReader(EventDeserializer deserializer, PlainReader plain) {
        this.deserializer = deserializer;
        this.plain = plain;
    }

    /**
     * Reads one record.
     *
     * @throws io.staylog.schemas.serde.RegistryUnavailableException if it cannot be told yet
     */
    Reading read(ConsumerRecord<byte[], byte[]> input) {
        var reading = readAlone(input);
        if (!isCompacted(input.topic())) {
            return reading;
        }
        // Only the newest record of a key will be there when the log is folded again; so it hides the others now.
        return switch (reading) {
            case Reading.Projected projected -> projected;
            case Reading.Skipped(var type, var none) ->
                new Reading.Skipped(type, GuestProjection.saidNoMore(text(input.key())));
            case Reading.Dead(var type, var subject, var reason, var message, var none) ->
                new Reading.Dead(type, subject, reason, message, GuestProjection.saidNoMore(text(input.key())));
        };
    }

    /** Whether only the newest record of each key is kept of a topic. */
    static boolean isCompacted(String topic) {
        return Topics.named(topic)
                .map(known -> known.kept() == Kept.NEWEST_PER_KEY)
                .orElse(false);
    }

    private Reading readAlone(ConsumerRecord<byte[], byte[]> input) {
        if (Topics.named(input.topic())
                .filter(topic -> topic.isFromOwner(input))
                .isEmpty()) {
            return new Reading.Dead(
                    UNTOLD, Subject.UNKNOWN, "not-from-owner", "only the topic's owner writes to it, and he did not");
        }
        if (input.value() == null && isCompacted(input.topic())) {
            return new Reading.Projected(TOMBSTONE, GuestProjection.saidNoMore(text(input.key())));
        }
        try {
            return switch (deserializer.deserialize(input.topic(), input.value())) {
                case UnknownType unknown -> new Reading.Skipped(shortened(unknown.fullName()), index(input));
                case SpecificRecord event -> project(event, input);
                case null, default ->
                    new Reading.Dead(
                            UNTOLD,
                            Subject.UNKNOWN,
                            "null-value",
                            "an event topic has no tombstones, but the record has no value");
            };
        } catch (UndecodableException e) {
            return new Reading.Dead(UNTOLD, Subject.UNKNOWN, "undecodable", String.valueOf(e.getMessage()));
        }
    }

    private Reading project(SpecificRecord event, ConsumerRecord<byte[], byte[]> input) {
        var type = event.getSchema().getFullName();
        var subject = Subject.of(event);
        if (!belongs(event, input.topic())) {
            return new Reading.Dead(type, subject, "wrong-topic", "records of this type do not belong on this topic");
        }
        // Order is kept per key: what lies under another hotel's key was not written by the events' owner.
        if (!text(input.key()).equals(keyOf(event, input.topic()))) {
            return new Reading.Dead(
                    type, subject, "key-mismatch", "the record's key is not the hotel or guest that it speaks of");
        }
        try {
            return new Reading.Projected(type, Projection.changes(event, position(input)));
        } catch (UnprojectableException e) {
            return new Reading.Dead(type, subject, "unprojectable", String.valueOf(e.getMessage()));
        }
    }

    private static Position position(ConsumerRecord<byte[], byte[]> input) {
        var at = Instant.ofEpochMilli(input.timestamp());
        var id = Checked.textOrNull(EventHeaders.text(input.headers(), EventHeaders.ID));
        return new Position(input.topic(), input.partition(), input.offset(), at, id);
    }

    /** What is newer than this service stands in the history of its booking all the same. */
    private List<RowChange> index(ConsumerRecord<byte[], byte[]> input) {
        var event = isCompacted(input.topic()) ? null : plain.read(input.value());
        try {
            return event == null ? List.of() : EventIndex.of(event, position(input));
        } catch (UnprojectableException e) {
            return List.of();
        }
    }

    private static boolean belongs(SpecificRecord event, String topic) {
        return Topics.named(topic)
                .map(known -> known.recordTypes().contains(event.getClass()))
                .orElse(false);
    }

    /** Anyone with access to the registry names types, and names are keys here. */
    private static String shortened(String fullName) {
        return fullName.length() <= NAME_CHARS_MAX ? fullName : fullName.substring(0, NAME_CHARS_MAX);
    }

    private static String text(byte @Nullable [] key) {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    /** What its key should be; only asked of a record that belongs on its topic. */
    private String keyOf(SpecificRecord event, String topic) {
        int field = keyFields.computeIfAbsent(event.getClass(), type -> keyField(event, topic));
        return String.valueOf(event.get(field));
    }

    private static int keyField(SpecificRecord event, String topic) {
        var use = TopicUse.all().stream()
                .filter(known -> known.topic().name().equals(topic))
                .findFirst()
                .orElseThrow();
        var schema = event.getSchema();
        return schema.getField(use.keyOf(schema)).pos();
    }
}

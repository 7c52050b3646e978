package io.staylog.reporting.projection;

import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.UndecodableException;
import io.staylog.schemas.serde.UnknownType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Turns a record into row changes, or says why it cannot be. */
final class EventReader {

    /** What became of a record. */
    sealed interface Reading {
        /** The record type's full name, {@code ?} where it could not be told. */
        String recordType();

        /** It changes these rows. */
        record Projected(String recordType, List<RowChange> changes) implements Reading {}

        /** It is of a type that is newer than this service. */
        record Skipped(String recordType) implements Reading {}

        /**
         * It is no event of ours.
         *
         * @param recordType as far as it could be told
         * @param subject what it is about, as far as it could be told
         * @param reason stable code, the same as the other services use
         * @param message one sentence for a person
         */
        record Dead(String recordType, Subject subject, String reason, String message) implements Reading {}
    }

    private static final String UNTOLD = "?";
    private static final int NAME_CHARS_MAX = 200;

    private final EventDeserializer deserializer;

    EventReader(EventDeserializer deserializer) {
        this.deserializer = deserializer;
    }

    /**
     * Reads one record.
     *
     * @throws io.staylog.schemas.serde.RegistryUnavailableException if it cannot be told yet
     */
    Reading read(ConsumerRecord<byte[], byte[]> input) {
        if (Topics.named(input.topic())
                .filter(topic -> topic.isFromOwner(input))
                .isEmpty()) {
            return new Reading.Dead(
                    UNTOLD, Subject.UNKNOWN, "not-from-owner", "only the topic's owner writes to it, and he did not");
        }
        try {
            return switch (deserializer.deserialize(input.topic(), input.value())) {
                case UnknownType unknown -> new Reading.Skipped(shortened(unknown.fullName()));
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

    private static Reading project(SpecificRecord event, ConsumerRecord<byte[], byte[]> input) {
        var type = event.getSchema().getFullName();
        var subject = Subject.of(event);
        if (!belongs(event, input.topic())) {
            return new Reading.Dead(type, subject, "wrong-topic", "records of this type do not belong on this topic");
        }
        // Order is kept per key: what lies under another hotel's key was not written by the events' owner.
        if (!text(input.key()).equals(keyOf(event))) {
            return new Reading.Dead(
                    type, subject, "key-mismatch", "the record's key is not the hotel or guest that the event speaks of");
        }
        var at = Instant.ofEpochMilli(input.timestamp());
        try {
            var id = Checked.textOrNull(EventHeaders.text(input.headers(), EventHeaders.ID));
            var position = new Position(input.topic(), input.partition(), input.offset(), at, id);
            return new Reading.Projected(type, Projection.changes(event, position));
        } catch (UnprojectableException e) {
            return new Reading.Dead(type, subject, "unprojectable", String.valueOf(e.getMessage()));
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

    private static String keyOf(SpecificRecord event) {
        var hotel = event.getSchema().getField("hotelId");
        var field = hotel == null ? event.getSchema().getField("guestId") : hotel;
        return field == null ? "" : String.valueOf(event.get(field.pos()));
    }
}

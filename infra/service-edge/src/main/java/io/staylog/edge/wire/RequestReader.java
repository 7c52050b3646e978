package io.staylog.edge.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.eventsourcing.UnreadableRecordException;
import io.staylog.eventsourcing.Wire.Incoming;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.UndecodableException;
import io.staylog.schemas.serde.UnknownType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads what others ask of a service, and refuses what stands where it means nothing: under another hotel's key, on a topic of
 * other types, where anyone may write what only few may say, or on a topic that only its owner writes to.
 */
public final class RequestReader {
    private final EventDeserializer deserializer;
    private final Map<String, Place> places;

    /** A topic, with its record types as a set: every record is looked up in it. */
    private record Place(Topic topic, Set<Class<? extends SpecificRecord>> types) {}

    /**
     * Does not connect yet.
     *
     * @param deserializer knows the types that the service understands
     * @param topics where it is asked
     */
    public RequestReader(EventDeserializer deserializer, List<Topic> topics) {
        this.deserializer = deserializer;
        this.places = topics.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Topic::name, topic -> new Place(topic, Set.copyOf(topic.recordTypes()))));
    }

    /** Takes a look at all records of a batch before they are read one by one. */
    public void prepare(Iterable<ConsumerRecord<byte[], byte[]>> batch) {
        var payloads = new ArrayList<byte[]>();
        for (var record : batch) {
            if (record.value() != null && !isForeign(record)) {
                payloads.add(record.value());
            }
        }
        deserializer.prepare(payloads);
    }

    /**
     * Reads one record.
     *
     * @param meaning what a record that stands in its place asks for
     * @throws UnreadableRecordException if nobody will ever be able to read it
     */
    public <C> Incoming<C> read(ConsumerRecord<byte[], byte[]> record, Function<SpecificRecord, Incoming<C>> meaning) {
        verifyOwner(record);
        return switch (decoded(record)) {
            case null -> throw new UnreadableRecordException("null-value", "the record has no value");
            case UnknownType(var type)
            when Topics.belongsElsewhere(type, record.topic()) ->
                throw new UnreadableRecordException("wrong-topic", type + " means nothing on " + record.topic());
            case UnknownType(var type) -> new Incoming.Skipped<>(type);
            case SpecificRecord request -> {
                verifyPlace(record, request);
                yield meaning.apply(request);
            }
            case Object other -> throw new IllegalStateException("the deserializer gave a " + other.getClass());
        };
    }

    private void verifyOwner(ConsumerRecord<byte[], byte[]> record) {
        if (isForeign(record)) {
            throw new UnreadableRecordException(
                    "not-from-owner", "only the topic's owner writes to it, and he did not");
        }
    }

    private boolean isForeign(ConsumerRecord<byte[], byte[]> record) {
        var place = places.get(record.topic());
        return place != null && !place.topic().isFromOwner(record);
    }

    private @Nullable Object decoded(ConsumerRecord<byte[], byte[]> record) {
        try {
            return deserializer.deserialize(record.topic(), record.value());
        } catch (UndecodableException e) {
            throw UnreadableRecordException.illegible("undecodable", String.valueOf(e.getMessage()));
        }
    }

    private void verifyPlace(ConsumerRecord<byte[], byte[]> record, SpecificRecord request) {
        var hotelId = request.get(request.getSchema().getField("hotelId").pos());
        if (!new String(record.key(), UTF_8).equals(hotelId)) {
            throw new UnreadableRecordException(
                    "key-mismatch", "the record's key must be its hotelId, so that it meets the hotel's other records");
        }
        var place = places.get(record.topic());
        if (place == null || !place.types().contains(request.getClass())) {
            throw new UnreadableRecordException(
                    "wrong-topic", request.getSchema().getName() + " means nothing on " + record.topic());
        }
    }
}

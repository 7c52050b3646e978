package io.staylog.schemas.topics;

import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topic;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.schemas.serde.UndecodableException;
import io.staylog.schemas.serde.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Whether a registry still knows the ids that the log was written with. One that was wiped has forgotten them, and where the
 * schemas were registered again it gives them other ids: then records that are good cannot be read, or are read as something
 * else. The newest events of each partition tell, because their owner writes each one's type beside the id.
 */
public final class IdsOnTheLog {
    private static final int NEWEST_RECORDS = 50;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String RESTORE =
            "restore the registry's own data from a backup (Apicurio on Kafka keeps it in the"
                    + " topic kafkasql-journal); registering the schemas again does not help, it gives them other ids";

    private IdsOnTheLog() {}

    /**
     * Reads the newest events of topics with an owner.
     *
     * @param consumer of raw bytes, without a group; assigned here and not closed
     * @return the full name of the record type by schema id
     * @throws org.apache.kafka.common.KafkaException if the brokers cannot be reached
     */
    public static Map<Integer, String> newest(Consumer<byte[], byte[]> consumer, List<Topic> topics) {
        var owned = topics.stream().filter(topic -> !topic.isOpen()).toList();
        var partitions = owned.stream()
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        var ends = consumer.endOffsets(partitions);
        var starts = consumer.beginningOffsets(partitions);
        ends.forEach((partition, end) ->
                consumer.seek(partition, Math.max(starts.getOrDefault(partition, 0L), end - NEWEST_RECORDS)));
        var types = new TreeMap<Integer, String>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("the newest events could not be read within " + PATIENCE.toSeconds() + " s");
            }
            for (var record : consumer.poll(POLL)) {
                owned.stream()
                        .filter(topic -> topic.name().equals(record.topic()) && topic.isFromOwner(record))
                        .forEach(topic -> remember(record, types));
            }
        }
        return types;
    }

    private static void remember(ConsumerRecord<byte[], byte[]> record, Map<Integer, String> types) {
        var type = EventHeaders.text(record.headers(), EventHeaders.TYPE);
        try {
            if (type != null && record.value() != null) {
                types.put(WireFormat.schemaId(record.value()), type);
            }
        } catch (UndecodableException e) {
            // Somebody signed what is no record at all; it tells nothing about the registry.
        }
    }

    /**
     * What a registry says otherwise than the log.
     *
     * @param types the full name of the record type by schema id, as {@link #newest} reads it
     * @return one sentence with what to do, or none
     * @throws io.staylog.schemas.serde.RegistryUnavailableException if the registry gave no usable answer
     */
    public static List<String> contradictions(SchemaRegistry registry, Map<Integer, String> types) {
        var found = new ArrayList<String>();
        types.forEach((id, type) -> {
            var now = named(registry, id, type);
            if (!now.equals(type)) {
                found.add("schema " + id + ", with which records of " + type + " on the log were written, "
                        + (now.isEmpty() ? "is unknown" : "is now that of " + now));
            }
        });
        return found.isEmpty()
                ? List.of()
                : List.of("the schema registry at " + registry.address() + " has lost its data, or is another one: "
                        + found.get(0) + (found.size() == 1 ? "" : " (and " + (found.size() - 1) + " more)") + "; "
                        + RESTORE);
    }

    private static String named(SchemaRegistry registry, int id, String type) {
        try {
            var schema = registry.schema(id);
            schema.filter(now -> now.getFullName().equals(type)).ifPresent(now -> registry.believe(id, now));
            return schema.map(Schema::getFullName).orElse("");
        } catch (UndecodableException e) {
            return "something that is no Avro schema";
        }
    }
}

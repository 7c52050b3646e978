package io.staylog.schemas;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One topic: its name, its fixed settings and the record types that may be on it.
 *
 * @param name the topic's name
 * @param kept how long its records are kept
 * @param stampedBy whose clock stamps its records
 * @param recordTypes the Avro classes that may be written to it, in the order of their names
 */
public record Topic(String name, Kept kept, StampedBy stampedBy, List<Class<? extends SpecificRecord>> recordTypes) {

    // Kafka's own default, but a broker's may differ: the engine relies on its events to fit, and its dead letters on
    // inputs to.
    private static final int MESSAGE_BYTES_MAX = 1_048_588;

    /** How long records are kept. */
    public enum Kept {
        /** For ever: the topic is a source of truth. */
        FOR_EVER,
        /** For 30 days: the topic carries what was asked, and what was decided is kept elsewhere. */
        THIRTY_DAYS,
        /** The newest record of each key. */
        NEWEST_PER_KEY
    }

    /** Whose clock stamps records. */
    public enum StampedBy {
        /** The broker's, so that nobody outside has to have the right time. */
        BROKER,
        /** The writer's, because the time of an event is the time of its decision. */
        WRITER
    }

    /** Sorts the record types, so that every listing of them is the same. */
    public Topic {
        recordTypes = recordTypes.stream()
                .sorted(Comparator.comparing(Class::getName))
                .toList();
    }

    /**
     * Whether a record on this topic carries the sign of the service that alone may write here, its name as the source; on a
     * topic of requests anybody may. This keeps accidents out. Who forges the sign is kept out by access rights.
     */
    public boolean isFromOwner(ConsumerRecord<?, ?> record) {
        return isOpen() || EventHeaders.has(record.headers(), EventHeaders.SOURCE, owner());
    }

    /** The service that alone may write here; only a topic that is not open has one. */
    private String owner() {
        var prefix = name.substring(0, name.indexOf('.'));
        return prefix.equals("report") ? "reporting-service" : prefix + "-service";
    }

    /** Whether anybody may write here: requests, and who the guests are, which other systems of a hotel know too. */
    public boolean isOpen() {
        return name.endsWith(".requests") || kept == Kept.NEWEST_PER_KEY;
    }

    /** Where records go that the topic's reader could not read or decide: the raw bytes, with the cause in headers. */
    public String dead() {
        return name + ".dead";
    }

    /** The registry's subject of one record type on this topic (Confluent's TopicRecordNameStrategy). */
    public String subject(Schema schema) {
        return name + "-" + schema.getFullName();
    }

    /** The schemas of all record types, by subject. */
    public Map<String, Schema> schemas() {
        var schemas = new TreeMap<String, Schema>();
        for (var type : recordTypes) {
            var schema = SpecificData.get().getSchema(type);
            schemas.put(subject(schema), schema);
        }
        return schemas;
    }

    /**
     * The topic's settings as the broker calls them.
     *
     * @return name and value of every setting that a running system depends on
     */
    public Map<String, String> settings() {
        var settings = new TreeMap<String, String>();
        settings.put("cleanup.policy", kept == Kept.NEWEST_PER_KEY ? "compact" : "delete");
        settings.put("retention.ms", kept == Kept.THIRTY_DAYS ? Long.toString(30L * 24 * 60 * 60 * 1000) : "-1");
        settings.put("retention.bytes", "-1");
        settings.put("max.message.bytes", Integer.toString(MESSAGE_BYTES_MAX));
        settings.put("message.timestamp.type", stampedBy == StampedBy.BROKER ? "LogAppendTime" : "CreateTime");
        if (kept == Kept.NEWEST_PER_KEY) {
            // What is in the active segment cannot be compacted away. It rolls an hour after it began, but only when
            // something is written: the last tombstone of an idle partition stays until then.
            settings.put("segment.ms", Long.toString(60L * 60 * 1000));
            settings.put("max.compaction.lag.ms", Long.toString(24L * 60 * 60 * 1000));
        }
        return settings;
    }
}

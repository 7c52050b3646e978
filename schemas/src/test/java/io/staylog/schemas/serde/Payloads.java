package io.staylog.schemas.serde;

import io.staylog.schemas.RandomRecords;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.guest.GuestProfileSet;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;

/** Payloads as any program may write them. */
final class Payloads {
    static final GuestProfileSet ANNA = GuestProfileSet.newBuilder()
            .setGuestId(UUID.fromString("6f1b0c3e-0000-4000-8000-000000000001"))
            .setName("Anna Ø")
            .setEmail("anna@example.com")
            .build();

    private Payloads() {}

    /** Registers all our schemas, and returns their ids by subject. */
    static Map<String, Integer> registerAll(RegistryDouble registry) {
        var ids = new HashMap<String, Integer>();
        for (Topic topic : Topics.all()) {
            topic.schemas().forEach((subject, schema) -> ids.put(subject, registry.register(subject, schema)));
        }
        return ids;
    }

    static byte[] payload(int id, byte[] avro) {
        return ByteBuffer.allocate(5 + avro.length)
                .put((byte) 0)
                .putInt(id)
                .put(avro)
                .array();
    }

    /** A well-formed record of any schema. */
    static byte[] random(int id, Schema schema, long seed) {
        return payload(id, RandomRecords.encoded(new RandomRecords(seed).next(schema)));
    }
}

package io.staylog.schemas.serde;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Confluent's wire format: a zero byte, the schema's id in four bytes (big-endian), then the record in Avro binary. */
public final class WireFormat {
    static final byte MAGIC = 0;
    static final int HEADER_BYTES = 5;

    private WireFormat() {}

    /**
     * The id of the schema that a payload was written with.
     *
     * @throws UndecodableException if it is no payload of this format
     */
    public static int schemaId(byte[] payload) {
        if (payload.length < HEADER_BYTES) {
            throw new UndecodableException(payload.length
                    + " bytes are too short: the wire format begins with a zero byte and a 4-byte schema id");
        }
        if (payload[0] != MAGIC) {
            throw new UndecodableException("the first byte is " + payload[0]
                    + ", not 0: the payload is not in the wire format of a schema-registry serializer");
        }
        int id = ByteBuffer.wrap(payload, 1, Integer.BYTES).getInt();
        if (id <= 0) {
            throw new UndecodableException("the schema id is " + id + ", but ids are positive");
        }
        return id;
    }

    /** The schema id that a payload begins with; empty where it is not in the wire format. It may be of no schema at all. */
    public static OptionalInt namedSchema(byte @Nullable [] payload) {
        return payload == null || payload.length < HEADER_BYTES || payload[0] != MAGIC
                ? OptionalInt.empty()
                : OptionalInt.of(ByteBuffer.wrap(payload, 1, Integer.BYTES).getInt());
    }

    static void putHeader(byte[] target, int schemaId) {
        ByteBuffer.wrap(target).put(MAGIC).putInt(schemaId);
    }
}

package io.staylog.checker.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads records as each release would that was ever made: a release has of each type the newest schema up to it, and of a type
 * that came later it knows nothing, which is no fault.
 */
public final class ReleasedReaders {
    private record Reader(int release, GenericDatumReader<GenericRecord> reader) {}

    private final Map<Integer, Map<String, Schema>> byRelease = new TreeMap<>();
    private final Map<Schema, List<Reader>> readers = new HashMap<>();
    private @Nullable BinaryDecoder again;

    /** The schemas of a release: all of them, or those that it has changed. */
    public void add(int release, Schema schema) {
        byRelease.computeIfAbsent(release, _ -> new HashMap<>()).put(schema.getFullName(), schema);
    }

    /** Which releases are known. */
    public Set<Integer> releases() {
        return Set.copyOf(byRelease.keySet());
    }

    /** How many record types are known. */
    public int types() {
        return (int) byRelease.values().stream()
                .flatMap(schemas -> schemas.keySet().stream())
                .distinct()
                .count();
    }

    boolean isEmpty() {
        return byRelease.isEmpty();
    }

    /** The releases that cannot read a record that is otherwise good. */
    List<Integer> failing(Schema writer, byte[] value, int head) {
        var failing = new ArrayList<Integer>(0);
        for (var reader : readers.computeIfAbsent(writer, this::readers)) {
            if (!reads(reader, value, head)) {
                failing.add(reader.release());
            }
        }
        return failing;
    }

    /** A reader with the writer's own schema is the one that the record was read by already. */
    private List<Reader> readers(Schema writer) {
        var found = new ArrayList<Reader>();
        byRelease.forEach((release, schemas) -> {
            var schema = schemas.get(writer.getFullName());
            if (schema != null && !schema.equals(writer)) {
                found.add(new Reader(release, new GenericDatumReader<>(writer, schema)));
            }
        });
        return found;
    }

    @SuppressWarnings("NullAway") // Avro takes null for "no record to use again".
    private boolean reads(Reader reader, byte[] value, int head) {
        try {
            again = DecoderFactory.get().binaryDecoder(value, head, value.length - head, again);
            reader.reader().read(null, again);
            return true;
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
            again = null;
            return false;
        }
    }
}

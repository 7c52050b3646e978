package io.staylog.schemas.evolution;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.schemas.Topic;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.UnknownType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The folder of released schemas, and records as each release wrote them: what every reader must be able to read for ever. */
public final class GoldenSamples {
    private static final String SCHEMA = ".avsc";
    private static final String SAMPLES = ".golden";

    private final Path folder;

    /** Reads nothing yet. */
    public GoldenSamples(Path folder) {
        this.folder = folder;
    }

    /**
     * One record as a release wrote it.
     *
     * @param release number of the release
     * @param writer the schema of then
     * @param avro the record in Avro's plain binary form
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares samples.
    public record Sample(int release, Schema writer, byte[] avro) {
        /** Full name of the record type. */
        public String type() {
            return writer.getFullName();
        }

        /** In the wire format, under this id. */
        public byte[] payload(int schemaId) {
            return ByteBuffer.allocate(1 + Integer.BYTES + avro.length)
                    .put((byte) 0)
                    .putInt(schemaId)
                    .put(avro)
                    .array();
        }

        /** Whether a record that was read from this sample says all that the sample says, seen as the release would see it. */
        public boolean saysTheSame(SpecificRecord record) {
            var bytes = new ByteArrayOutputStream();
            var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            try {
                new SpecificDatumWriter<SpecificRecord>(
                                record.getSchema(), SpecificData.getForSchema(record.getSchema()))
                        .write(record, encoder);
                encoder.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return read(bytes.toByteArray(), record.getSchema(), writer).equals(read(avro, writer, writer));
        }
    }

    /** Number of the newest release; 0 where there is none. */
    public int newest() {
        int number = 0;
        while (Files.isDirectory(folder.resolve(Integer.toString(number + 1)))) {
            number++;
        }
        return number;
    }

    /** The schemas that were new or changed with a release, by full name. */
    public Map<String, Schema> schemas(int release) {
        var schemas = new TreeMap<String, Schema>();
        try (var files = Files.list(folder.resolve(Integer.toString(release)))) {
            files.filter(file -> file.toString().endsWith(SCHEMA)).forEach(file -> {
                var schema = new Schema.Parser().parse(new String(bytes(file), UTF_8));
                schemas.put(schema.getFullName(), schema);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return schemas;
    }

    /** The records that a release wrote of one type. */
    public List<Sample> samples(int release, Schema writer) {
        var file = folder.resolve(Integer.toString(release)).resolve(writer.getFullName() + SAMPLES);
        var bytes = ByteBuffer.wrap(bytes(file));
        var samples = new ArrayList<Sample>();
        while (bytes.hasRemaining()) {
            var sample = new byte[bytes.getInt()];
            bytes.get(sample);
            samples.add(new Sample(release, writer, sample));
        }
        return samples;
    }

    /**
     * How one reader got on with one release.
     *
     * @param release number of the release
     * @param read how many records it read and understood
     * @param skipped how many are of a type that it has no use for
     * @param faults the records that it should have read and did not, or not as they were written
     */
    public record Outcome(int release, int read, int skipped, List<String> faults) {
        /** A line of a matrix. */
        public String line(String reader) {
            return String.format(
                    Locale.ROOT,
                    "%-18s x release %d: %4d records read, %4d skipped  %s",
                    reader,
                    release,
                    read,
                    skipped,
                    faults.isEmpty() ? "green" : "RED " + faults);
        }
    }

    /**
     * Lets a reader read every record of every release.
     *
     * @param reader reads all record types of the topics, and takes every other one for an {@link UnknownType}
     * @param idOf where the reader's registry has a schema
     * @param topics what the reader is for
     */
    public List<Outcome> readAll(EventDeserializer reader, ToIntFunction<Schema> idOf, Topic... topics) {
        var types = Stream.of(topics)
                .flatMap(topic -> topic.recordTypes().stream())
                .map(Class::getName)
                .collect(Collectors.toSet());
        return IntStream.rangeClosed(1, newest())
                .mapToObj(release -> outcome(release, reader, idOf, types))
                .toList();
    }

    private Outcome outcome(int release, EventDeserializer reader, ToIntFunction<Schema> idOf, Set<String> types) {
        int read = 0;
        int skipped = 0;
        var faults = new ArrayList<String>();
        for (var writer : schemas(release).values()) {
            int id = idOf.applyAsInt(writer);
            for (var sample : samples(release, writer)) {
                var record = reader.deserialize("", sample.payload(id));
                boolean isWanted = types.contains(sample.type());
                if (isWanted && isUnderstood(sample, record)) {
                    read++;
                } else if (!isWanted && record instanceof UnknownType) {
                    skipped++;
                } else {
                    faults.add(sample.type() + " became " + record);
                }
            }
        }
        return new Outcome(release, read, skipped, faults);
    }

    private static boolean isUnderstood(Sample sample, @Nullable Object read) {
        return read instanceof SpecificRecord record
                && record.getClass().getName().equals(sample.type())
                && sample.saysTheSame(record);
    }

    /** A record, written with one schema and read with another. */
    @SuppressWarnings("NullAway") // Avro takes null for "no record to use again".
    public static GenericRecord read(byte[] avro, Schema writer, Schema reader) {
        try {
            return new GenericDatumReader<GenericRecord>(writer, reader, new GenericData())
                    .read(null, DecoderFactory.get().binaryDecoder(avro, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

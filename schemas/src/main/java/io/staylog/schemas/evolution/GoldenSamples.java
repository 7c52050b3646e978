package io.staylog.schemas.evolution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

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

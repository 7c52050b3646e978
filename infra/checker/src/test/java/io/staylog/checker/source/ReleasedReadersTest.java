package io.staylog.checker.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** R10: whether what one release writes can be read by all others. */
class ReleasedReadersTest {
    private static Schema schema(String fields) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Told\",\"namespace\":\"io.staylog.schemas.x\",\"fields\":["
                        + fields + "]}");
    }

    private static final Schema FIRST = schema("{\"name\":\"id\",\"type\":\"string\"}");
    private static final Schema WITH_A_DEFAULT =
            schema("{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"more\",\"type\":\"int\",\"default\":0}");
    private static final Schema WITHOUT_A_DEFAULT =
            schema("{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"more\",\"type\":\"int\"}");

    private static byte[] written(Schema writer) throws IOException {
        var record = new GenericData.Record(writer);
        record.put("id", "anna");
        if (writer.getField("more") != null) {
            record.put("more", 7);
        }
        var out = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(writer).write(record, encoder);
        return out.toByteArray();
    }

    @Test
    void a_field_with_a_default_can_be_read_by_all() throws IOException {
        var readers = new ReleasedReaders();
        readers.add(1, FIRST);
        readers.add(2, WITH_A_DEFAULT);
        assertThat(readers.failing(FIRST, written(FIRST), 0)).isEmpty();
        assertThat(readers.failing(WITH_A_DEFAULT, written(WITH_A_DEFAULT), 0)).isEmpty();
    }

    @Test
    void a_release_that_cannot_read_an_old_record_is_named() throws IOException {
        var readers = new ReleasedReaders();
        readers.add(1, FIRST);
        readers.add(2, WITHOUT_A_DEFAULT);
        assertThat(readers.failing(FIRST, written(FIRST), 0)).containsExactly(2);
        assertThat(readers.failing(WITHOUT_A_DEFAULT, written(WITHOUT_A_DEFAULT), 0))
                .isEmpty();
    }

    @Test
    void a_release_that_knows_no_such_type_need_not_read_it() throws IOException {
        var readers = new ReleasedReaders();
        assertThat(readers.failing(FIRST, written(FIRST), 0)).isEmpty();
    }
}

package io.staylog.schemas.serde;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.schemas.booking.RequestRejected;
import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** What it writes is what Avro writes, see {@link RoundTripTest}. */
class RecordWriterTest {
    @Test
    void a_field_that_must_be_there_and_is_not_is_named() {
        var rejected = new RequestRejected(
                new UUID(1, 1),
                null,
                null,
                LocalDate.EPOCH,
                "BookingRequested",
                "sold_out",
                "none left",
                false,
                Map.of());
        var writer = new RecordWriter(rejected.getSchema());
        var out = EncoderFactory.get().binaryEncoder(new ByteArrayOutputStream(), null);
        assertThatThrownBy(() -> writer.write(rejected, out))
                .hasMessage("field hotelId of RequestRejected cannot be null");
    }

    @Test
    void a_schema_that_no_event_has_is_refused_before_anything_is_written() {
        var schema = new Schema.Parser()
                .parse("{'type':'record','name':'R','fields':[{'name':'f','type':['int','string']}]}"
                        .replace('\'', '"'));
        assertThatThrownBy(() -> new RecordWriter(schema)).hasMessageStartingWith("no event has a union of");
    }
}

package io.staylog.systemtests;

import static io.staylog.systemtests.TestHotel.FLEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.systemtests.ForeignClient.Run;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is on the log is in no language of ours: kcat shows the bytes, and the registry says what they mean. */
@Order(2) // Before what fills the topics with rubbish.
@ExtendWith(Staylog.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KcatIT {
    private static final int HEADER_BYTES = 5;
    private static final Pattern LINE = Pattern.compile(
            "partition (?<partition>\\d+) offset (?<offset>\\d+) key (?<key>\\S+) schema (?<id>\\d+) headers .*ce_type=(?<type>[\\w.]+).*");

    private Staylog staylog;
    private Log log;

    @BeforeAll
    void start(Staylog running) {
        staylog = running;
        log = running.log();
    }

    @AfterAll
    void close() {
        log.close();
    }

    @Test
    void kcat_reads_raw_what_anybody_can_decode_with_the_registry_alone() throws Exception {
        ForeignClient.KCAT.require();
        var hotel = TestHotel.open(staylog, "kcat", 1);
        var booking = hotel.booked(FLEX, 30, 32);
        var schemas = new HashMap<String, Schema>();
        var decoded = new HashMap<String, GenericRecord>();
        for (var line : kcat(List.of("--hotel", hotel.id())).out().lines().toList()) {
            var shown = LINE.matcher(line);
            assertThat(shown.matches()).as(line).isTrue();
            assertThat(shown.group("key")).isEqualTo(hotel.id());
            assertThat(Integer.parseInt(shown.group("partition"))).isEqualTo(log.partition(hotel.id()));
            var schema = schemas.computeIfAbsent(shown.group("id"), this::registered);
            assertThat(schema.getFullName()).isEqualTo(shown.group("type"));
            var place = shown.group("partition") + "/" + shown.group("offset");
            decoded.put(
                    schema.getName(),
                    decoded(schema, kcat(List.of("--bytes", place)).bytes()));
        }
        assertThat(decoded).containsKeys("HotelRegistered", "RoomTypeDefined", "BookingConfirmed");
        assertThat(decoded.get("BookingConfirmed").get("bookingId").toString())
                .isEqualTo(booking.get("bookingId").asString());
        System.out.printf("foreign: kcat, %d schemas looked up by the ids in the records%n", schemas.size());
    }

    private Run kcat(List<String> arguments) {
        return ForeignClient.KCAT.run(staylog.settings(), arguments).expect(0);
    }

    private Schema registered(String id) {
        var answer = new Http(staylog.settings().registryUrl(), "").read("/schemas/ids/" + id);
        return new Schema.Parser().parse(answer.get("schema").asString());
    }

    private static GenericRecord decoded(Schema schema, byte[] value) throws IOException {
        var body = DecoderFactory.get().binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, null);
        var record = new GenericDatumReader<GenericRecord>(schema).read(null, body);
        assertThat(body.isEnd()).as("the schema of the id fits the bytes").isTrue();
        return record;
    }
}

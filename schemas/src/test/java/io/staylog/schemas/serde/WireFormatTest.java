package io.staylog.schemas.serde;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.HoldExtended;
import io.staylog.schemas.guest.GuestProfileSet;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bytes themselves, put together here by hand from Confluent's wire format and Avro's specification. */
class WireFormatTest {
    private static final String ID = "6f1b0c3e-0000-4000-8000-000000000001";
    /** An Avro string is its length in bytes, zigzag: 36 becomes 72. */
    private static final String ID_AVRO = "48" + HexFormat.of().formatHex(ID.getBytes(US_ASCII));

    private RegistryDouble registry;
    private EventSerializer serializer;

    @BeforeEach
    void start() {
        registry = new RegistryDouble();
        // Four different bytes, so that an order of bytes that is wrong is seen.
        registry.body = "{\"id\":" + 0x01020304 + "}";
        serializer = new EventSerializer(registry.client());
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void a_record_is_a_zero_byte_the_schema_id_big_endian_and_plain_avro() {
        var bela = new GuestProfileSet(UUID.fromString(ID), "Bela", "", "pt");
        var avro = ID_AVRO + "08" + "42656c61" + "00" + "04" + "7074";
        assertThat(hex(Topics.GUEST_PROFILES.name(), bela)).isEqualTo("00" + "01020304" + avro);
    }

    @Test
    void dates_and_instants_are_the_numbers_that_avro_says() {
        var extended = new HoldExtended(
                "rio",
                UUID.fromString(ID),
                -2,
                LocalDate.parse("2027-05-01"),
                Instant.parse("2027-05-01T12:00:00.005Z"));
        // -2 is 3 in zigzag; 20,939 days and 1,809,172,800,005 ms are varints with the low bits first.
        var avro = "06" + "72696f" + ID_AVRO + "03" + "96c702" + "8a88d1b1a769";
        assertThat(hex(Topics.BOOKING_EVENTS.name(), extended)).isEqualTo("00" + "01020304" + avro);
    }

    private String hex(String topic, SpecificRecord record) {
        return HexFormat.of().formatHex(serializer.serialize(topic, record));
    }
}

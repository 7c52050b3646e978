package io.staylog.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import io.staylog.schemas.RandomRecords;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.CancellationReason;
import io.staylog.schemas.booking.CancellationRequested;
import io.staylog.schemas.common.Channel;
import io.staylog.schemas.guest.GuestProfileSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes a stranger sends: a right record, a marker, or one exception that says what is wrong; and soon. */
class BadPayloadsTest {
    private static final String TOPIC = Topics.GUEST_PROFILES.name();

    private RegistryDouble registry;
    private EventSerializer serializer;
    private EventDeserializer deserializer;
    private byte[] anna;

    @BeforeEach
    void start() {
        registry = new RegistryDouble();
        Payloads.registerAll(registry);
        serializer = new EventSerializer(registry.client());
        deserializer = new EventDeserializer(
                registry.client(), Topics.GUEST_PROFILES, Topics.BOOKING_REQUESTS, Topics.BOOKING_EVENTS);
        anna = serializer.encode(TOPIC, Payloads.ANNA);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void a_good_payload_is_read() {
        assertThat(read(anna)).isEqualTo(Payloads.ANNA);
        assertThat(anna[0]).isZero();
    }

    @Test
    void a_tombstone_is_null_both_ways() {
        assertThat(deserializer.deserialize(TOPIC, null)).isNull();
        assertThat(serializer.serialize(TOPIC, null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void fewer_bytes_than_the_header_are_too_short(int length) {
        refused(Arrays.copyOf(anna, length), length + " bytes are too short");
    }

    @Test
    void every_truncation_is_refused() {
        for (int length = 5; length < anna.length; length++) {
            refused(Arrays.copyOf(anna, length), "GuestProfileSet");
        }
    }

    @Test
    void bytes_that_are_not_in_the_wire_format_are_named_by_their_first_byte() {
        refused("{\"name\":\"Anna\"}".getBytes(UTF_8), "the first byte is 123, not 0");
        refused(new byte[] {(byte) 0xc3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, "the first byte is -61, not 0");
        var otherMagic = anna.clone();
        otherMagic[0] = 1;
        refused(otherMagic, "the first byte is 1, not 0");
    }

    @Test
    void ids_that_cannot_be_are_refused_without_asking() {
        int before = registry.requests.get();
        refused(Payloads.payload(0, new byte[10]), "the schema id is 0");
        refused(Payloads.payload(-7, new byte[10]), "the schema id is -7");
        assertThat(registry.requests).hasValue(before);
    }

    @Test
    void bytes_left_over_are_refused() {
        refused(Arrays.copyOf(anna, anna.length + 1), "bytes left");
        refused(Arrays.copyOf(anna, anna.length + 1_000), "bytes left");
    }

    @Test
    void the_id_of_another_record_does_not_make_a_wrong_object() {
        var cancellation = serializer.encode(Topics.BOOKING_REQUESTS.name(), cancellation());
        var body = Arrays.copyOfRange(cancellation, 5, cancellation.length);
        refused(Payloads.payload(schemaId(anna), body), "");
        var annaBody = Arrays.copyOfRange(anna, 5, anna.length);
        refused(Payloads.payload(schemaId(cancellation), annaBody), "");
    }

    @ParameterizedTest
    @ValueSource(longs = {Integer.MAX_VALUE, 200_000_000, 65_537, -1, Long.MAX_VALUE, Long.MIN_VALUE})
    void a_huge_or_negative_length_is_refused_without_taking_memory(long claimed) throws IOException {
        refusedCheaply(avro(schemaId(anna), out -> {
            out.writeString(UUID.randomUUID().toString());
            out.writeLong(claimed);
        }));
    }

    @ParameterizedTest
    @ValueSource(longs = {Integer.MAX_VALUE, 100_001, Long.MAX_VALUE, -5_000_000_000L})
    void a_huge_list_is_refused_without_taking_memory(long claimed) throws IOException {
        int id = schemaId(serializer.encode(Topics.BOOKING_REQUESTS.name(), booking()));
        refusedCheaply(avro(id, out -> {
            out.writeString(UUID.randomUUID().toString());
            out.writeString("rio");
            out.writeString(UUID.randomUUID().toString());
            out.writeString("BAR");
            out.writeEnum(1);
            out.writeIndex(0);
            out.writeIndex(0);
            out.writeLong(claimed);
        }));
    }

    @Test
    void a_really_long_text_is_refused() {
        var giant = GuestProfileSet.newBuilder(Payloads.ANNA)
                .setName("x".repeat(5_000_000))
                .build();
        refused(serializer.encode(TOPIC, giant), "a text of it has 5000000");
    }

    @Test
    void invalid_utf8_is_read_as_replacement_characters() throws IOException {
        var payload = avro(schemaId(anna), out -> {
            out.writeString(Payloads.ANNA.getGuestId().toString());
            out.writeBytes(new byte[] {'A', (byte) 0xff, 'B'});
            out.writeString("");
            out.writeString("");
        });
        assertThat(((GuestProfileSet) read(payload)).getName()).isEqualTo("A\uFFFDB");
    }

    @Test
    void a_field_that_is_no_uuid_is_refused() throws IOException {
        refused(
                avro(schemaId(anna), out -> {
                    out.writeString("not a uuid");
                    out.writeString("Anna");
                    out.writeString("");
                    out.writeString("");
                }),
                "GuestProfileSet");
    }

    @Test
    void types_without_a_class_or_without_use_are_a_marker() {
        var newer = SchemaBuilder.record("io.staylog.schemas.booking.RoomUpgraded")
                .fields()
                .requiredString("hotelId")
                .endRecord();
        int id = registry.register("booking.events-io.staylog.schemas.booking.RoomUpgraded", newer);
        assertThat(read(Payloads.random(id, newer, 1)))
                .isEqualTo(new UnknownType("io.staylog.schemas.booking.RoomUpgraded"));
        var onlyGuests = new EventDeserializer(registry.client(), Topics.GUEST_PROFILES);
        var cancellation = serializer.encode(Topics.BOOKING_REQUESTS.name(), cancellation());
        assertThat(onlyGuests.deserialize(TOPIC, cancellation))
                .isEqualTo(new UnknownType(CancellationRequested.class.getName()));
    }

    @Test
    void a_primitive_or_a_union_is_a_marker() {
        int text = registry.register("x-string", "\"string\"");
        int union = registry.register("x-union", "[\"null\",\"string\"]");
        assertThat(read(Payloads.payload(text, new byte[] {2, 'A'}))).isInstanceOf(UnknownType.class);
        assertThat(read(Payloads.payload(union, new byte[] {0}))).isInstanceOf(UnknownType.class);
    }

    @Test
    void a_future_version_with_more_fields_and_more_symbols_is_read_as_far_as_it_is_known() {
        var today = new Schema.Parser().parse(SchemaRegistry.plain(CancellationRequested.getClassSchema()));
        var reason = today.getField("reason").schema();
        var symbols = new java.util.ArrayList<>(reason.getEnumSymbols());
        symbols.add("ALIENS");
        var text = today.toString()
                .replace("\"OVERBOOKED\"", "\"OVERBOOKED\",\"ALIENS\"")
                .replace(
                        "\"fields\":[{\"name\":\"requestId\"",
                        "\"fields\":[{\"name\":\"planet\",\"type\":\"string\","
                                + "\"default\":\"\"},{\"name\":\"requestId\"");
        var future = new Schema.Parser().parse(text);
        assertThat(future.getField("planet")).isNotNull();
        assertThat(future.getField("reason").schema().getEnumSymbols()).isEqualTo(symbols);
        int id = registry.register("booking.requests-" + future.getFullName(), future);
        var record = new RandomRecords(1).next(future);
        record.put(
                "reason", new GenericData.EnumSymbol(future.getField("reason").schema(), "ALIENS"));
        record.put("hotelId", "rio");
        var read = (CancellationRequested) read(Payloads.payload(id, RandomRecords.encoded(record)));
        assertThat(read.getReason()).isEqualTo(CancellationReason.UNKNOWN);
        assertThat(read.getHotelId()).isEqualTo("rio");
    }

    @Test
    void a_namesake_that_is_quite_another_record_is_refused() {
        var namesake = SchemaBuilder.record(GuestProfileSet.class.getName())
                .fields()
                .requiredLong("name")
                .endRecord();
        int id = registry.register("x-namesake", namesake);
        refused(Payloads.random(id, namesake, 1), "GuestProfileSet");
    }

    @Test
    void something_registered_that_is_no_avro_schema_is_refused() {
        int id = registry.register("x-proto", "syntax = \"proto3\"; message X {}");
        refused(Payloads.payload(id, new byte[4]), "not an Avro schema");
        int references = registry.register(
                "x-ref", "{\"type\":\"record\",\"name\":\"X\",\"fields\":[{\"name\":\"a\",\"type\":\"elsewhere.Y\"}]}");
        refused(Payloads.payload(references, new byte[4]), "not an Avro schema");
    }

    @Test
    void a_field_nested_as_deep_as_the_payload_is_long_is_refused() {
        var text = SchemaRegistry.plain(GuestProfileSet.getClassSchema());
        var nested = ",{\"name\":\"deep\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"Deep\",\"fields\":"
                + "[{\"name\":\"deeper\",\"type\":[\"null\",\"Deep\"]}]}],\"default\":null}]";
        int end = text.lastIndexOf(']');
        int id = registry.register("x-deep", text.substring(0, end) + nested + text.substring(end + 1));
        var payload = new ByteArrayOutputStream();
        payload.writeBytes(Payloads.payload(id, Arrays.copyOfRange(anna, 5, anna.length)));
        var deep = new byte[900_000];
        Arrays.fill(deep, (byte) 2);
        payload.writeBytes(deep);
        refused(payload.toByteArray(), "GuestProfileSet");
    }

    @Test
    void a_list_of_endlessly_many_items_without_bytes_is_refused_at_once() throws IOException {
        var text = SchemaRegistry.plain(GuestProfileSet.getClassSchema());
        int end = text.lastIndexOf(']');
        for (var items : List.of("\"null\"", "{\"type\":\"record\",\"name\":\"Nothing\",\"fields\":[]}")) {
            var endless =
                    ",{\"name\":\"endless\",\"type\":{\"type\":\"array\",\"items\":" + items + "},\"default\":[]}]";
            int id = registry.register("x-endless", text.substring(0, end) + endless + text.substring(end + 1));
            var payload = avro(id, out -> {
                out.writeFixed(Arrays.copyOfRange(anna, 5, anna.length));
                out.writeLong(2_000_000_000);
                out.writeLong(0);
            });
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> refused(payload, "more than 100000 items"));
        }
    }

    @Test
    void random_bytes_and_random_changes_are_refused_or_read_but_never_break_anything() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("BadPayloadsTest -Dseed=" + seed);
        var random = new Random(seed);
        for (Topic topic : List.of(Topics.GUEST_PROFILES, Topics.BOOKING_REQUESTS, Topics.BOOKING_EVENTS)) {
            topic.schemas().forEach((subject, schema) -> {
                int id = registry.register(subject, schema);
                for (int i = 0; i < 200; i++) {
                    var payload = i % 2 == 0
                            ? Payloads.payload(id, bytes(random, random.nextInt(200)))
                            : Payloads.random(id, schema, random.nextLong());
                    for (int change = random.nextInt(3); change > 0 && payload.length > 5; change--) {
                        payload[5 + random.nextInt(payload.length - 5)] = (byte) random.nextInt();
                    }
                    try {
                        assertThat(read(payload)).isNotNull();
                    } catch (UndecodableException e) {
                        assertThat(e).as("seed %d", seed).hasMessageContaining(schema.getName());
                    }
                }
            });
        }
    }

    @Test
    void bad_bytes_are_never_called_retriable() {
        assertThat(RetriableException.class.isAssignableFrom(UndecodableException.class))
                .isFalse();
        assertThat(SerializationException.class).isAssignableFrom(UndecodableException.class);
        assertThat(RetriableException.class).isAssignableFrom(RegistryUnavailableException.class);
    }

    private interface Writing {
        void to(BinaryEncoder out) throws IOException;
    }

    private static byte[] avro(int id, Writing writing) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        writing.to(encoder);
        encoder.flush();
        return Payloads.payload(id, bytes.toByteArray());
    }

    private static int schemaId(byte[] payload) {
        return WireFormat.schemaId(payload);
    }

    private static byte[] bytes(Random random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private Object read(byte[] payload) {
        return deserializer.deserialize(TOPIC, payload);
    }

    private void refused(byte[] payload, String says) {
        assertThatThrownBy(() -> read(payload))
                .isExactlyInstanceOf(UndecodableException.class)
                .hasMessageContaining(says);
    }

    private void refusedCheaply(byte[] payload) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        refused(payload, "");
        long before = threads.getCurrentThreadAllocatedBytes();
        refused(payload, "");
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(2_000_000);
    }

    private static CancellationRequested cancellation() {
        return CancellationRequested.newBuilder()
                .setRequestId(UUID.randomUUID())
                .setHotelId("rio")
                .setBookingId(UUID.randomUUID())
                .build();
    }

    private static BookingRequested booking() {
        return BookingRequested.newBuilder()
                .setRequestId(UUID.randomUUID())
                .setHotelId("rio")
                .setBookingId(UUID.randomUUID())
                .setRatePlanId("BAR")
                .setChannel(Channel.OTA)
                .setRoomStays(List.of())
                .setCurrency("EUR")
                .build();
    }
}

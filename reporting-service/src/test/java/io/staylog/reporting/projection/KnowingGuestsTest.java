package io.staylog.reporting.projection;

import static io.staylog.reporting.testing.Events.*;
import static io.staylog.reporting.testing.GuestEvents.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.reporting.testing.Log;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.mock.MockProducerFactory;

/** Who the guests are, in a real PostgreSQL: what is said of them, and that it is said no longer. */
class KnowingGuestsTest {
    private static final String PROFILES = Topics.GUEST_PROFILES.name();
    private static final long SEED = Long.getLong("seed", 20261126L);

    private RegistryDouble registry;
    private Log log;
    private ProjectorFixture projection;

    @BeforeEach
    void open() throws IOException {
        registry = RegistryDouble.withOurSchemas();
        log = new Log(new SchemaRegistry(registry.url()));
        projection = new ProjectorFixture(new SchemaRegistry(registry.url()));
    }

    @AfterEach
    void close() {
        projection.close();
        registry.close();
    }

    private List<String> names() {
        return projection.jdbc.queryForList("select name from projection.guest_profile order by 1", String.class);
    }

    private long rows(String table) {
        return projection.jdbc.queryForObject("select count(*) from projection." + table, Long.class);
    }

    @Test
    void the_newest_profile_of_a_guest_is_what_counts() {
        projection.project(log.add(
                        profile("anna", "Anna Müller", "anna@example.org"),
                        profile("bela", "Béla Nagy", ""),
                        profile("anna", "Anna Schmidt", "anna@example.org"))
                .records());
        assertThat(names()).containsExactly("Anna Schmidt", "Béla Nagy");
        assertThat(projection.jdbc.queryForList("select word from projection.guest_word order by 1", String.class))
                .containsExactly("anna", "anna@example.org", "bela", "example", "nagy", "org", "schmidt")
                .doesNotContain("muller");
    }

    @Test
    void a_tombstone_takes_away_the_guest_or_the_party_under_its_key() {
        projection.project(log.add(profile("anna", "Anna", ""), party("p", "anna", "Anna Ltd"))
                .tombstone(id("anna"))
                .tombstone(id("p"))
                .records());
        assertThat(List.of(rows("guest_profile"), rows("guest_word"), rows("invoice_party")))
                .containsOnly(0L);
    }

    @Test
    void an_erased_guest_stays_erased_in_whichever_order_the_topics_are_read() {
        log.add(
                profile("anna", "Anna", ""),
                profile("bela", "Bela", ""),
                party("p", "anna", "Anna Ltd"),
                erased("anna"),
                profile("anna", "Anna again", "anna@example.org"));
        var random = new Random(SEED);
        System.out.println("seed " + SEED);
        var dumps = new ArrayList<List<String>>();
        for (int run = 0; run < 5; run++) {
            try (var other = new ProjectorFixture(new SchemaRegistry(registry.url()))) {
                other.project(shuffled(random), 1 + run % 3);
                dumps.add(other.dump());
            }
        }
        assertThat(dumps).allMatch(dump -> dump.equals(dumps.getFirst()));
        assertThat(dumps.getFirst().toString()).contains("Bela", "Anna Ltd").doesNotContain("again", "Anna,");
    }

    /** Any order that keeps that of each topic. */
    private List<ConsumerRecord<byte[], byte[]>> shuffled(Random random) {
        var order = new ArrayList<String>();
        log.records().forEach(record -> order.add(record.topic()));
        Collections.shuffle(order, random);
        var taken = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        for (var topic : order) {
            log.records().stream()
                    .filter(r -> r.topic().equals(topic) && !taken.contains(r))
                    .findFirst()
                    .ifPresent(taken::add);
        }
        return taken;
    }

    @Test
    void a_log_whose_old_records_and_tombstones_were_compacted_away_gives_the_same_rows() {
        log.add(profile("anna", "Anna", ""), profile("bela", "Bela", ""), profile("cara", "Cara", ""))
                .tombstone(id("anna"))
                .add(erased("anna"), profile("bela", "Bela Nagy", ""), party("p", "bela", "Bela Ltd"))
                .tombstone(id("cara"))
                .add(profile("dora", "Dora", ""));
        projection.project(log.records(), 2);
        var newest = log.records().stream()
                .filter(r -> !r.topic().equals(PROFILES)
                        || r.value() != null
                                && log.records().stream()
                                        .noneMatch(later -> later.topic().equals(PROFILES)
                                                && later.offset() > r.offset()
                                                && key(later).equals(key(r))))
                .toList();
        assertThat(newest).hasSizeLessThan(log.records().size() - 3);
        try (var other = new ProjectorFixture(new SchemaRegistry(registry.url()))) {
            other.project(newest);
            assertThat(other.dump()).isEqualTo(projection.dump());
        }
        assertThat(names()).containsExactly("Bela Nagy", "Dora");
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    @Test
    void a_guest_whose_tombstone_was_never_read_goes_with_the_event_of_the_erasure() {
        projection.project(log.add(profile("anna", "Anna", ""), erased("anna")).records());
        assertThat(names()).isEmpty();
        assertThat(rows("guest_word")).isZero();
        assertThat(rows("erased_guest")).isOne();
    }

    @Test
    void a_profile_that_cannot_be_read_hides_the_one_before() {
        log.add(profile("anna", "Anna", ""));
        log.add(PROFILES, id("anna").toString().getBytes(StandardCharsets.UTF_8), "Anna Müller".getBytes());
        projection.project(log.records());
        assertThat(names()).isEmpty();
        assertThat(projection.reasons).containsExactly("undecodable");
    }

    @Test
    void the_dead_letter_of_a_profile_keeps_nothing_that_could_be_a_name() {
        log.add(PROFILES, "anna.mueller".getBytes(), "Anna Müller".getBytes());
        var input = log.records().getLast();
        input.headers().add(new RecordHeader("ce_subject", "Anna Müller".getBytes()));
        var producer = new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        var letters = new KafkaDeadLetters(
                new KafkaTemplate<>(new MockProducerFactory<byte[], byte[]>(() -> producer)), "test");
        var dead = (EventReader.Reading.Dead) projection.reader.read(input);
        letters.keep(input, dead);
        var letter = producer.history().getFirst();
        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isNull();
        var headers = new StringBuilder();
        letter.headers().forEach(h -> headers.append(h.key()).append(new String(h.value(), StandardCharsets.UTF_8)));
        assertThat(headers.toString())
                .doesNotContainIgnoringCase("anna")
                .contains("staylog_dead_offset0", "staylog_dead_remedyrewrite");
    }

    @Test
    void a_booking_knows_who_booked_and_under_which_number_of_the_channel() {
        projection.project(log.add(bookedBy("anna", "b1", "2026-03-01", stay(1, "2026-03-02", 100)))
                .records());
        assertThat(projection.jdbc.queryForMap("select guest_id, channel_reference from projection.booking"))
                .containsEntry("guest_id", id("anna"))
                .containsEntry("channel_reference", "ref-b1");
    }

    @Test
    void every_event_of_a_booking_or_payment_is_found_by_it_also_one_from_the_future() {
        log.add(
                hotel(HOTEL, "2026-03-01"),
                booked("anna", "2026-03-01", stay(1, "2026-03-02", 100)),
                authorized("p", 2, 100),
                closed(HOTEL, "2026-03-01"));
        var schema = new org.apache.avro.Schema.Parser().parse("""
                {"type":"record","name":"GuestSang","namespace":"io.staylog.schemas.booking","fields":[
                 {"name":"bookingId","type":{"type":"string","logicalType":"uuid"}}, {"name":"song","type":"string"}]}""");
        var topic = Topics.BOOKING_EVENTS.name();
        int schemaId = new SchemaRegistry(registry.url()).register(topic + "-GuestSang", schema);
        var text = id("anna").toString().getBytes(StandardCharsets.UTF_8);
        var value = ByteBuffer.allocate(5 + 1 + text.length + 2)
                .put((byte) 0)
                .putInt(schemaId)
                .put((byte) (2 * text.length))
                .put(text)
                .put((byte) 2)
                .put((byte) 'x');
        log.add(topic, HOTEL.getBytes(StandardCharsets.UTF_8), value.array());
        projection.project(log.records());
        assertThat(found("booking_id", id("anna"))).containsExactly("BookingConfirmed", "GuestSang");
        assertThat(found("payment_id", id("p"))).containsExactly("PaymentAuthorized");
        assertThat(rows("event_index")).isEqualTo(3);
    }

    private List<String> found(String column, UUID id) {
        return projection.jdbc.queryForList(
                "select record_type from projection.event_index where " + column + " = ? order by topic, event_offset",
                String.class,
                id);
    }
}

package io.staylog.edge.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.eventsourcing.UnreadableRecordException;
import io.staylog.eventsourcing.Wire.Incoming;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.CheckInReported;
import io.staylog.schemas.booking.CheckOutReported;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.guest.GuestProfileSet;
import io.staylog.schemas.payment.PaymentCancelled;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is asked on the log, and what is refused whoever wrote it. */
class RequestReaderTest {
    private static final UUID ID = UUID.fromString("0198f000-0000-7000-8000-000000000001");
    private static final RegistryDouble REGISTRY = RegistryDouble.withOurSchemas();
    private static final SchemaRegistry SCHEMAS = new SchemaRegistry(REGISTRY.url());

    private final EventSerializer serializer = new EventSerializer(SCHEMAS);
    private final RequestReader reader = new RequestReader(
            new EventDeserializer(SCHEMAS, List.of(CheckInReported.class, PaymentCancelled.class)),
            List.of(Topics.BOOKING_REQUESTS, Topics.PAYMENT_EVENTS));

    @AfterAll
    static void close() {
        REGISTRY.close();
    }

    private Incoming<String> read(Topic topic, String key, byte @Nullable [] value) {
        return read(topic, key, value, "payment-service");
    }

    private Incoming<String> read(Topic topic, String key, byte @Nullable [] value, String source) {
        var record = new ConsumerRecord<>(topic.name(), 0, 0, key.getBytes(UTF_8), value);
        record.headers().add(EventHeaders.SOURCE, source.getBytes(UTF_8));
        return reader.read(
                record, request -> new Incoming.Command<>(request.getSchema().getName()));
    }

    private byte[] cancelled() {
        return bytes(Topics.PAYMENT_EVENTS, new PaymentCancelled(ID, "rio", ID, 3));
    }

    private byte[] bytes(Topic topic, SpecificRecord value) {
        return serializer.encode(topic.name(), value);
    }

    private void refused(String reason, Topic topic, String key, byte @Nullable [] value) {
        assertThatThrownBy(() -> read(topic, key, value))
                .isInstanceOfSatisfying(
                        UnreadableRecordException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void a_record_in_its_place_is_given_its_meaning() {
        assertThat(read(Topics.PAYMENT_EVENTS, "rio", cancelled()))
                .isEqualTo(new Incoming.Command<>("PaymentCancelled"));
    }

    @Test
    void a_record_that_is_not_from_the_topics_owner_is_refused_where_only_he_may_write() {
        assertThatThrownBy(() -> read(Topics.PAYMENT_EVENTS, "rio", cancelled(), "somebody"))
                .isInstanceOfSatisfying(
                        UnreadableRecordException.class,
                        e -> assertThat(e.reason()).isEqualTo("not-from-owner"));
    }

    @Test
    void a_type_of_the_contract_on_a_topic_of_others_is_refused_also_where_the_service_does_not_understand_it() {
        var held = new GuestProfileSet(ID, "Anna", "", "");
        refused("wrong-topic", Topics.BOOKING_REQUESTS, "rio", bytes(Topics.GUEST_PROFILES, held));
    }

    @Test
    void a_record_under_another_hotels_key_is_refused() {
        refused("key-mismatch", Topics.PAYMENT_EVENTS, "oslo", cancelled());
    }

    @Test
    void a_record_among_those_of_another_topic_is_refused() {
        refused("wrong-topic", Topics.BOOKING_REQUESTS, "rio", cancelled());
    }

    @Test
    void a_record_without_a_value_is_refused() {
        refused("null-value", Topics.PAYMENT_EVENTS, "rio", null);
    }

    @Test
    void a_record_that_is_no_avro_is_refused() {
        refused("undecodable", Topics.PAYMENT_EVENTS, "rio", new byte[] {9});
    }

    @Test
    void a_type_that_the_service_does_not_understand_is_skipped_by_name() {
        var checkedOut = new CheckOutReported(ID, "rio", ID, new Actor(ActorType.GUEST, ""));
        assertThat(read(Topics.BOOKING_REQUESTS, "rio", bytes(Topics.BOOKING_REQUESTS, checkedOut)))
                .isEqualTo(new Incoming.Skipped<>("io.staylog.schemas.booking.CheckOutReported"));
    }
}

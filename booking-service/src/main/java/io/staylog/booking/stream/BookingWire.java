package io.staylog.booking.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.eventsourcing.Origin;
import io.staylog.eventsourcing.UnreadableRecordException;
import io.staylog.eventsourcing.Wire;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.RecordFields;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.payment.PaymentAuthorized;
import io.staylog.schemas.payment.PaymentCaptured;
import io.staylog.schemas.payment.PaymentDeclined;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.schemas.serde.UndecodableException;
import io.staylog.schemas.serde.UnknownType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/** booking-service's records: what they ask for, and what was decided. The only door between Avro and the domain. */
public final class BookingWire implements Wire<BookingCommand, BookingEvent> {
    private static final String SOURCE = "booking-service";
    private static final List<Topic> READS = List.of(Topics.BOOKING_REQUESTS, Topics.PAYMENT_EVENTS);

    private final EventDeserializer requests;
    private final EventDeserializer events;
    private final EventSerializer serializer;

    /** Does not connect yet; {@code serializer} has the schemas of booking.events already. */
    public BookingWire(SchemaRegistry registry, EventSerializer serializer) {
        var readable = new ArrayList<>(Topics.BOOKING_REQUESTS.recordTypes());
        readable.add(PaymentAuthorized.class);
        readable.add(PaymentCaptured.class);
        readable.add(PaymentDeclined.class);
        this.requests = new EventDeserializer(registry, readable);
        this.events = new EventDeserializer(registry, Topics.BOOKING_EVENTS);
        this.serializer = serializer;
    }

    @Override
    public Incoming<BookingCommand> read(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(Topics.PAYMENT_EVENTS.name()) && !Topics.PAYMENT_EVENTS.isFromOwner(record)) {
            throw new UnreadableRecordException("not-from-owner", "only payment-service writes to this topic");
        }
        return switch (decoded(requests, record)) {
            case null -> throw new UnreadableRecordException("null-value", "the record has no value");
            case UnknownType(var type)
            when Topics.belongsElsewhere(type, record.topic()) ->
                throw new UnreadableRecordException("wrong-topic", type + " means nothing on " + record.topic());
            case UnknownType(var type) -> new Incoming.Skipped<>(type);
            case SpecificRecord event -> incoming(record, event);
            case Object other -> throw new IllegalStateException("the deserializer gave a " + other.getClass());
        };
    }

    static Incoming<BookingCommand> incoming(ConsumerRecord<byte[], byte[]> record, SpecificRecord event) {
        var hotelId = event.get(event.getSchema().getField("hotelId").pos());
        if (!new String(record.key(), UTF_8).equals(hotelId)) {
            throw new UnreadableRecordException(
                    "key-mismatch", "the record's key must be its hotelId, so that it meets the hotel's other records");
        }
        if (!mayBeOn(record.topic(), event)) {
            throw new UnreadableRecordException(
                    "wrong-topic", event.getSchema().getName() + " means nothing on " + record.topic());
        }
        return RequestWire.toCommand(event, Instant.ofEpochMilli(record.timestamp()))
                .<Incoming<BookingCommand>>map(Incoming.Command::new)
                .orElseGet(() -> new Incoming.Skipped<>(event.getSchema().getFullName()));
    }

    /** A made-up payment among the requests, where anyone may write, must not confirm a booking. */
    private static boolean mayBeOn(String topic, SpecificRecord event) {
        return READS.stream()
                .filter(it -> it.name().equals(topic))
                .anyMatch(it -> it.recordTypes().contains(event.getClass()));
    }

    private static @Nullable Object decoded(EventDeserializer deserializer, ConsumerRecord<byte[], byte[]> record) {
        try {
            return deserializer.deserialize(record.topic(), record.value());
        } catch (UndecodableException e) {
            throw new UnreadableRecordException("undecodable", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public LoggingEventBuilder describe(LoggingEventBuilder line, ConsumerRecord<byte[], byte[]> record) {
        return RecordFields.add(line, record);
    }

    @Override
    public boolean isOurs(ConsumerRecord<byte[], byte[]> record) {
        return Topics.BOOKING_EVENTS.isFromOwner(record);
    }

    @Override
    public BookingEvent readEvent(ConsumerRecord<byte[], byte[]> record) {
        return switch (events.deserialize(record.topic(), record.value())) {
            case SpecificRecord event -> EventWire.fromAvro(event);
            case null, default ->
                throw new IllegalStateException("offset " + record.offset() + " of " + record.topic() + " partition "
                        + record.partition() + " is no event that this program knows; it may be older than the log");
        };
    }

    @Override
    public Outgoing write(BookingEvent event, Origin origin) {
        var avro = EventWire.toAvro(event, origin.key());
        var topic = Topics.BOOKING_EVENTS.name();
        var headers = EventHeaders.of(origin.id(), avro.getSchema().getFullName(), SOURCE, origin.at(), origin.key());
        var input = origin.input();
        if (input != null) {
            EventHeaders.causedBy(headers, input);
        }
        return new Outgoing(topic, serializer.encode(topic, avro), headers);
    }
}

package io.staylog.booking.stream;

import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.edge.wire.RequestReader;
import io.staylog.eventsourcing.Origin;
import io.staylog.eventsourcing.Wire;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.RecordFields;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.schemas.serde.WireFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.spi.LoggingEventBuilder;

/** booking-service's records: what they ask for, and what was decided. The only door between Avro and the domain. */
public final class BookingWire implements Wire<BookingCommand, BookingEvent> {
    private static final String SOURCE = "booking-service";
    private static final List<Topic> READS = List.of(Topics.BOOKING_REQUESTS, Topics.PAYMENT_EVENTS);

    private final RequestReader requests;
    private final EventDeserializer events;
    private final EventSerializer serializer;

    /** Does not connect yet; {@code serializer} has the schemas of booking.events already. */
    public BookingWire(SchemaRegistry registry, EventSerializer serializer) {
        var readable = new ArrayList<>(Topics.BOOKING_REQUESTS.recordTypes());
        readable.addAll(PaymentNewsWire.TYPES);
        // A made-up payment among the requests, where anyone may write, must not confirm a booking.
        this.requests = new RequestReader(new EventDeserializer(registry, readable), READS);
        this.events = new EventDeserializer(registry, Topics.BOOKING_EVENTS);
        this.serializer = serializer;
    }

    @Override
    public void prepare(Iterable<ConsumerRecord<byte[], byte[]>> batch) {
        requests.prepare(batch);
    }

    @Override
    public Incoming<BookingCommand> read(ConsumerRecord<byte[], byte[]> record) {
        return requests.read(
                record,
                request -> RequestWire.toCommand(request, Instant.ofEpochMilli(record.timestamp()))
                        .<Incoming<BookingCommand>>map(Incoming.Command::new)
                        .orElseGet(
                                () -> new Incoming.Skipped<>(request.getSchema().getFullName())));
    }

    @Override
    public OptionalInt schemaId(ConsumerRecord<byte[], byte[]> record) {
        return WireFormat.namedSchema(record.value());
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

package io.staylog.payment.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.staylog.edge.wire.RequestReader;
import io.staylog.eventsourcing.Origin;
import io.staylog.eventsourcing.Wire;
import io.staylog.payment.domain.PaymentCommand;
import io.staylog.payment.domain.PaymentEvent;
import io.staylog.payment.domain.Request.Asker;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.RecordFields;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.payment.AttentionAcknowledged;
import io.staylog.schemas.payment.AuthorizationAdjustmentRequested;
import io.staylog.schemas.payment.BankAnswered;
import io.staylog.schemas.payment.BankNotified;
import io.staylog.schemas.payment.DisputeResponseRequested;
import io.staylog.schemas.payment.ManualRefundReported;
import io.staylog.schemas.payment.PaymentCancellationRequested;
import io.staylog.schemas.payment.PaymentCaptureRequested;
import io.staylog.schemas.payment.PaymentMethodSubmitted;
import io.staylog.schemas.payment.PaymentRefundRequested;
import io.staylog.schemas.payment.PaymentRequested;
import io.staylog.schemas.payment.PaymentResolutionRequested;
import io.staylog.schemas.payment.SettlementReported;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.schemas.serde.WireFormat;
import java.util.List;
import java.util.OptionalInt;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.spi.LoggingEventBuilder;

/** payment-service's records: what they ask for, and what was decided. The only door between Avro and the domain. */
public final class PaymentWire implements Wire<PaymentCommand, PaymentEvent> {
    /** Where its decisions go: the service's own events first. */
    public static final List<Topic> WRITES = List.of(Topics.PAYMENT_EVENTS, Topics.BANK_CALLS);

    /** Where it is asked. */
    public static final List<Topic> READS =
            List.of(Topics.BOOKING_EVENTS, Topics.PAYMENT_REQUESTS, Topics.BANK_ANSWERS);

    private static final String SOURCE = "payment-service";

    private final RequestReader requests;
    private final EventDeserializer events;
    private final EventSerializer serializer;
    private final MeterRegistry meters;

    /**
     * Does not connect yet.
     *
     * @param meters count what is decided, by type; money is counted from the state, see {@link Standings}
     */
    public PaymentWire(SchemaRegistry registry, EventSerializer serializer, MeterRegistry meters) {
        // Nothing else of booking.events concerns payments, so it is not even decoded.
        var readable = List.<Class<? extends SpecificRecord>>of(
                PaymentRequested.class,
                PaymentCaptureRequested.class,
                PaymentCancellationRequested.class,
                PaymentRefundRequested.class,
                AuthorizationAdjustmentRequested.class,
                PaymentMethodSubmitted.class,
                PaymentResolutionRequested.class,
                DisputeResponseRequested.class,
                ManualRefundReported.class,
                AttentionAcknowledged.class,
                SettlementReported.class,
                BankAnswered.class,
                BankNotified.class);
        // A made-up answer of the bank among the requests must not move money.
        this.requests = new RequestReader(new EventDeserializer(registry, readable), READS);
        this.events = new EventDeserializer(registry, Topics.PAYMENT_EVENTS);
        this.serializer = serializer;
        this.meters = meters;
    }

    @Override
    public void prepare(Iterable<ConsumerRecord<byte[], byte[]>> batch) {
        requests.prepare(batch);
    }

    @Override
    public Incoming<PaymentCommand> read(ConsumerRecord<byte[], byte[]> record) {
        return requests.read(
                record, request -> new Incoming.Command<>(CommandWire.toCommand(request, asker(record.topic()))));
    }

    @Override
    public OptionalInt schemaId(ConsumerRecord<byte[], byte[]> record) {
        return WireFormat.namedSchema(record.value());
    }

    @Override
    public LoggingEventBuilder describe(LoggingEventBuilder line, ConsumerRecord<byte[], byte[]> record) {
        return RecordFields.add(line, record);
    }

    private static Asker asker(String topic) {
        return topic.equals(Topics.BOOKING_EVENTS.name()) ? Asker.BOOKING_SERVICE : Asker.OPERATOR;
    }

    @Override
    public boolean isOurs(ConsumerRecord<byte[], byte[]> record) {
        return Topics.PAYMENT_EVENTS.isFromOwner(record);
    }

    @Override
    public PaymentEvent readEvent(ConsumerRecord<byte[], byte[]> record) {
        return switch (events.deserialize(record.topic(), record.value())) {
            case SpecificRecord event -> EventReadWire.fromAvro(event);
            case null, default ->
                throw new IllegalStateException("offset " + record.offset() + " of " + record.topic() + " partition "
                        + record.partition() + " is no event that this program knows; it may be older than the log");
        };
    }

    @Override
    public Outgoing write(PaymentEvent event, Origin origin) {
        var avro = EventWire.toAvro(event, origin.key());
        var topic = event instanceof PaymentEvent.BankCallInstructed ? Topics.BANK_CALLS : Topics.PAYMENT_EVENTS;
        var headers = EventHeaders.of(origin.id(), avro.getSchema().getFullName(), SOURCE, origin.at(), origin.key());
        Counter.builder("staylog.payment.events")
                .description("Events decided; one that is decided again after an aborted transaction counts again")
                .tag("type", avro.getSchema().getName())
                .register(meters)
                .increment();
        var input = origin.input();
        if (input != null) {
            EventHeaders.causedBy(headers, input);
        }
        return new Outgoing(topic.name(), serializer.encode(topic.name(), avro), headers);
    }
}

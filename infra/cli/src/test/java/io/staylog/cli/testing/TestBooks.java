package io.staylog.cli.testing;

import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.client.Settings;
import io.staylog.schemas.Topics;
import io.staylog.schemas.payment.AttentionAcknowledged;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.DeclineCategory;
import io.staylog.schemas.payment.PaymentCaptureRequested;
import io.staylog.schemas.payment.PaymentCaptured;
import io.staylog.schemas.payment.PaymentDeclined;
import io.staylog.schemas.payment.PaymentOperatorActed;
import io.staylog.schemas.payment.PaymentOutcomeUnknown;
import io.staylog.schemas.payment.PaymentPurpose;
import io.staylog.schemas.payment.PaymentRefundRequested;
import io.staylog.schemas.payment.PaymentRefunded;
import io.staylog.schemas.payment.PaymentRequestRejected;
import io.staylog.schemas.payment.SettlementDifference;
import io.staylog.schemas.payment.SettlementDifferenceKind;
import io.staylog.schemas.payment.SettlementReconciled;
import io.staylog.schemas.payment.SettlementReported;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * A payment-service without rules: it answers each request once. Captures succeed, but of 1.00 are declined, and of 2.00 nobody
 * ever knows; refunds of more than 100.00 are refused; of a settlement every line above 999.99 is not in the books.
 */
public final class TestBooks implements AutoCloseable {
    private static final LocalDate TODAY = LocalDate.of(2027, 5, 1);
    private static final UUID BOOKING = new UUID(0, 1);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<String, byte[]> producer;
    private final EventDeserializer deserializer;
    private final EventSerializer serializer;
    private final Set<UUID> answered = new HashSet<>();
    private final Thread thread = new Thread(this::run, "books");

    /** Begins to answer. */
    public TestBooks(Settings settings) {
        var clients = new KafkaClients(settings);
        consumer = clients.consumer(true);
        producer = clients.producer(Duration.ofMinutes(2));
        var registry = new SchemaRegistry(settings.registry());
        deserializer = new EventDeserializer(registry, Topics.PAYMENT_REQUESTS);
        serializer = new EventSerializer(registry);
        thread.start();
    }

    private void run() {
        try {
            var requests = consumer.partitionsFor(Topics.PAYMENT_REQUESTS.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(requests);
            consumer.seekToBeginning(requests);
            while (true) {
                for (var record : consumer.poll(Duration.ofMillis(50))) {
                    if (deserializer.deserialize(record.topic(), record.value()) instanceof SpecificRecord request
                            && answered.add((UUID) request.get(0))) {
                        decide(request);
                    }
                }
            }
        } catch (WakeupException e) {
            // Closed.
        } finally {
            consumer.close();
            producer.close();
        }
    }

    private void decide(SpecificRecord request) {
        switch (request) {
            case PaymentCaptureRequested r -> {
                acted(r.getHotelId(), r.getPaymentId(), r.getRequestId(), r);
                publish(r.getHotelId(), captured(r));
            }
            case PaymentRefundRequested r
            when r.getAmountMinor() > 100_00 ->
                publish(
                        r.getHotelId(),
                        new PaymentRequestRejected(
                                r.getRequestId(),
                                r.getHotelId(),
                                r.getPaymentId(),
                                "PaymentRefundRequested",
                                "amount_exceeds_refundable",
                                "The amount is too much.",
                                Map.of()));
            case PaymentRefundRequested r -> {
                acted(r.getHotelId(), r.getPaymentId(), r.getRequestId(), r);
                publish(r.getHotelId(), refunded(r, UUID.randomUUID()));
                publish(r.getHotelId(), refunded(r, r.getRequestId()));
            }
            case AttentionAcknowledged r -> acted(r.getHotelId(), r.getPaymentId(), r.getRequestId(), r);
            case SettlementReported r -> publish(r.getHotelId(), reconciled(r));
            default -> {} // Nobody answers.
        }
    }

    private void acted(String hotel, UUID payment, UUID request, SpecificRecord record) {
        publish(
                hotel,
                PaymentOperatorActed.newBuilder()
                        .setPaymentId(payment)
                        .setHotelId(hotel)
                        .setBookingId(BOOKING)
                        .setVersion(2)
                        .setRequestId(request)
                        .setRequestType(record.getSchema().getName())
                        .setReason("")
                        .build());
    }

    private static SpecificRecord captured(PaymentCaptureRequested r) {
        return switch ((int) r.getAmountMinor()) {
            case 100 ->
                new PaymentDeclined(
                        r.getPaymentId(),
                        r.getHotelId(),
                        BOOKING,
                        3,
                        BankOperation.CAPTURE,
                        "generic_decline",
                        DeclineCategory.SOFT,
                        2);
            case 200 ->
                new PaymentOutcomeUnknown(
                        r.getPaymentId(), r.getHotelId(), BOOKING, 3, BankOperation.CAPTURE, 2, "no answer");
            default ->
                new PaymentCaptured(
                        r.getPaymentId(),
                        r.getHotelId(),
                        BOOKING,
                        3,
                        PaymentPurpose.PREPAYMENT,
                        r.getAmountMinor(),
                        "EUR",
                        "psp",
                        r.getIsFinal(),
                        r.getBusinessDate(),
                        2,
                        "visa",
                        "4242");
        };
    }

    private static SpecificRecord refunded(PaymentRefundRequested r, UUID refundId) {
        return new PaymentRefunded(
                r.getPaymentId(),
                r.getHotelId(),
                BOOKING,
                3,
                PaymentPurpose.PREPAYMENT,
                refundId,
                r.getAmountMinor(),
                "EUR",
                "psp",
                TODAY,
                2);
    }

    private static SpecificRecord reconciled(SettlementReported r) {
        var differences = r.getLines().stream()
                .filter(line -> line.getAmountMinor() > 999_99)
                .map(line -> new SettlementDifference(
                        SettlementDifferenceKind.MISSING_IN_BOOKS,
                        line.getMerchantReference(),
                        line.getKind(),
                        0L,
                        line.getAmountMinor()))
                .toList();
        return SettlementReconciled.newBuilder()
                .setRequestId(r.getRequestId())
                .setHotelId(r.getHotelId())
                .setSettlementDate(r.getSettlementDate())
                .setCurrency(r.getCurrency())
                .setMatched(r.getLines().size() - differences.size())
                .setGrossMinor(100_00)
                .setFeeMinor(1_65)
                .setDifferences(differences)
                .setLines(List.of())
                .build();
    }

    private void publish(String hotel, SpecificRecord event) {
        var topic = Topics.PAYMENT_EVENTS.name();
        producer.send(new ProducerRecord<>(topic, hotel, serializer.encode(topic, event)));
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

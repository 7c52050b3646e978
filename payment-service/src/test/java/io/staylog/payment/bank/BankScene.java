package io.staylog.payment.bank;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.staylog.realbroker.RealBroker;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topics;
import io.staylog.schemas.payment.BankAnswered;
import io.staylog.schemas.payment.BankCallInstructed;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.CaptureMode;
import io.staylog.schemas.payment.Initiator;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** A broker with the bank's topics, somebody who gives instructions, and somebody who reads the answers. */
final class BankScene implements AutoCloseable {
    static final int PARTITIONS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final RealBroker broker = RealBroker.start();
    private final RegistryDouble registry = RegistryDouble.withOurSchemas();
    private final SchemaRegistry schemas = new SchemaRegistry(registry.url());
    private final EventSerializer serializer = new EventSerializer(schemas);
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private final KafkaConsumer<byte[], byte[]> answers = reader();
    private final List<BankAnswered> heard = new ArrayList<>();
    private final Map<String, ConsumerRecord<byte[], byte[]>> records = new HashMap<>();

    BankScene() {
        for (var topic : List.of(Topics.BANK_CALLS, Topics.BANK_ANSWERS)) {
            broker.createTopics(PARTITIONS, topic.settings(), topic.name());
            broker.createTopics(PARTITIONS, Map.of(), topic.dead());
        }
        var partitions = answers.partitionsFor(Topics.BANK_ANSWERS.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        answers.assign(partitions);
        answers.seekToBeginning(partitions);
    }

    KafkaConsumer<byte[], byte[]> reader() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "isolation.level", "read_committed",
                "group.id", "reader-" + UUID.randomUUID(),
                "enable.auto.commit", "false",
                "auto.offset.reset", "earliest");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    BankWorker worker(BankGateway gateway, BankWorkerSettings settings, InstantSource clock) {
        var wire = new BankCallWire(schemas, serializer);
        return new BankWorker(settings, ScriptedBank.alone(gateway), wire, new SimpleMeterRegistry(), clock);
    }

    BankWorker worker(Gateways gateways, BankWorkerSettings settings) {
        var wire = new BankCallWire(schemas, serializer);
        return new BankWorker(settings, gateways, wire, new SimpleMeterRegistry(), InstantSource.system());
    }

    BankWorker worker(BankGateway gateway) {
        return worker(gateway, settings("one"), InstantSource.system());
    }

    BankWorkerSettings settings(String instance) {
        return new BankWorkerSettings(
                broker.bootstrapServers(),
                instance,
                256,
                1_024,
                Duration.ofHours(24),
                BreakerSettings.USUAL,
                Duration.ofSeconds(6),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Map.of());
    }

    /** Gives instructions, and waits until they are on the log. */
    void instruct(BankCallInstructed... calls) {
        instruct(producer, calls);
    }

    void instruct(KafkaProducer<byte[], byte[]> writer, BankCallInstructed... calls) {
        for (var call : calls) {
            var value = serializer.encode(Topics.BANK_CALLS.name(), call);
            var _ = writer.send(record(call.getHotelId(), value));
        }
        writer.flush();
    }

    void write(String hotelId, byte[] value) throws ExecutionException, InterruptedException {
        producer.send(record(hotelId, value)).get();
    }

    private static ProducerRecord<byte[], byte[]> record(String hotelId, byte[] value) {
        var record = new ProducerRecord<>(Topics.BANK_CALLS.name(), hotelId.getBytes(UTF_8), value);
        record.headers()
                .add(EventHeaders.SOURCE, "payment-service".getBytes(UTF_8))
                .add("ce_id", "cause-1".getBytes(UTF_8))
                .add("traceparent", "00-9641f53155919e676a96e3ad919e32bf-6fc58f4b43624817-01".getBytes(UTF_8));
        return record;
    }

    static BankCallInstructed call(String hotelId, UUID payment, BankOperation operation, int attemptNo) {
        return call(hotelId, payment, operation, attemptNo, "");
    }

    private static BankCallInstructed call(
            String hotelId, UUID payment, BankOperation operation, int attemptNo, String gateway) {
        return new BankCallInstructed(
                payment,
                hotelId,
                operation,
                attemptNo,
                operation == BankOperation.LOOKUP ? 1 : 0,
                payment + ":key:" + attemptNo,
                payment + ":" + attemptNo,
                null,
                100_00L,
                "EUR",
                CaptureMode.AUTOMATIC,
                "tok_ok",
                Initiator.CUSTOMER,
                null,
                gateway,
                true,
                BankOperation.UNKNOWN);
    }

    /** An authorisation at a bank of that name. */
    static BankCallInstructed call(String hotelId, UUID payment, String gateway) {
        return call(hotelId, payment, BankOperation.AUTHORIZE, 1, gateway);
    }

    static BankCallInstructed call(String hotelId, UUID payment) {
        return call(hotelId, payment, BankOperation.AUTHORIZE, 1);
    }

    /** Waits for answers about these payments, in the order in which they came. */
    List<BankAnswered> awaitAnswers(int count, UUID... payments) {
        var wanted = List.of(payments);
        Awaitility.await().atMost(PATIENCE).until(() -> answersAbout(wanted).size() >= count);
        return answersAbout(wanted);
    }

    List<BankAnswered> answersAbout(List<UUID> payments) {
        var deserializer = new EventDeserializer(schemas, Topics.BANK_ANSWERS);
        for (var record : answers.poll(Duration.ofMillis(50))) {
            var answer = (BankAnswered) deserializer.deserialize(record.topic(), record.value());
            heard.add(answer);
            records.put(answer.getGatewayKey(), record);
        }
        return heard.stream()
                .filter(answer -> payments.contains(answer.getPaymentId()))
                .toList();
    }

    ConsumerRecord<byte[], byte[]> recordOf(BankAnswered answer) {
        return records.get(answer.getGatewayKey());
    }

    /** The positions that the worker's group has committed, by partition; 0 where it has none. */
    long committed(int partition) {
        try {
            var at = new TopicPartition(Topics.BANK_CALLS.name(), partition);
            var offset = broker.admin()
                    .listConsumerGroupOffsets(BankWorkerSettings.GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(at);
            return offset == null ? 0 : offset.offset();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    long end(int partition) {
        var at = new TopicPartition(Topics.BANK_CALLS.name(), partition);
        try (var reader = reader()) {
            return reader.endOffsets(List.of(at)).get(at);
        }
    }

    static int partitionOf(String hotelId) {
        return org.apache.kafka.clients.producer.internals.BuiltInPartitioner.partitionForKey(
                hotelId.getBytes(UTF_8), PARTITIONS);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        answers.close();
        registry.close();
        broker.close();
    }
}

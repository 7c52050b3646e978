package io.staylog.payment.bank;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotTaken;
import io.staylog.payment.domain.BankAnswer.Said;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topics;
import io.staylog.schemas.payment.BankAnswered;
import io.staylog.schemas.payment.BankOutcome;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** One membership, between a consumer and a producer that are none. */
@Timeout(60)
class WorkerSessionTest {
    private static final String TOPIC = Topics.BANK_CALLS.name();
    private static final TopicPartition RIO = new TopicPartition(TOPIC, 0);
    private static final TopicPartition OSLO = new TopicPartition(TOPIC, 1);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RegistryDouble registry = RegistryDouble.withOurSchemas();
    private final EventSerializer serializer = new EventSerializer(new SchemaRegistry(registry.url()));
    private final BankCallWire wire = new BankCallWire(new SchemaRegistry(registry.url()), serializer);
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BankWorkerStatus status = new BankWorkerStatus();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicReference<Throwable> end = new AtomicReference<>();
    private final ListAppender<ILoggingEvent> logs = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.staylog.payment.bank");
    private final UUID anna = UUID.randomUUID();
    private final UUID bela = UUID.randomUUID();
    private WorkerSession session;
    private Thread thread;

    @BeforeEach
    void listen() {
        logs.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(logs);
    }

    @AfterEach
    void stop() throws InterruptedException {
        endSession();
        logger.detachAppender(logs);
        logger.setLevel(null);
        registry.close();
    }

    private void start(BankGateway gateway) {
        var settings = new BankWorkerSettings("unused:9092", "one", Duration.ofHours(24), Duration.ofSeconds(1));
        var parts = new WorkerSession.Parts(
                settings,
                new BankLines(ScriptedBank.alone(gateway), settings, InstantSource.system()),
                wire,
                new BankMetrics(meters),
                status,
                InstantSource.system());
        session = new WorkerSession(parts, consumer, producer);
        thread = Thread.ofPlatform().start(() -> {
            try {
                session.run(stopping::get);
            } catch (RuntimeException e) {
                end.set(e);
            }
        });
    }

    private void join() {
        join(0);
    }

    /** What is below the end of a partition may have been with a predecessor. */
    private void join(long end) {
        consumer.schedulePollTask(() -> {
            consumer.updateBeginningOffsets(Map.of(RIO, 0L, OSLO, 0L));
            consumer.updateEndOffsets(Map.of(RIO, end, OSLO, end));
            consumer.rebalance(List.of(RIO, OSLO));
        });
        await().atMost(PATIENCE).until(() -> status.trouble() == null);
    }

    private void endSession() throws InterruptedException {
        stopping.set(true);
        if (thread != null) {
            thread.join();
        }
    }

    private byte[] instruction(String hotelId, UUID payment) {
        return serializer.encode(TOPIC, BankScene.call(hotelId, payment));
    }

    /** The same under the id of a schema that is not an instruction's, and that nobody has asked the registry for yet. */
    private byte[] ofAnotherSchema(byte[] value) {
        var bytes = ByteBuffer.wrap(value.clone());
        bytes.putInt(1, bytes.getInt(1) == 1 ? 2 : 1);
        return bytes.array();
    }

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition at, long offset, String hotelId, byte[] value) {
        var headers = new RecordHeaders();
        headers.add(EventHeaders.SOURCE, "payment-service".getBytes(UTF_8));
        headers.add(EventHeaders.TRACE_PARENT, ("00-" + TRACE + "-00f067aa0ba902b7-01").getBytes(UTF_8));
        return new ConsumerRecord<>(
                at.topic(),
                at.partition(),
                offset,
                Instant.now().toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                -1,
                -1,
                hotelId.getBytes(UTF_8),
                value,
                headers,
                Optional.empty());
    }

    private void give(List<ConsumerRecord<byte[], byte[]>> records) {
        consumer.schedulePollTask(() -> records.forEach(consumer::addRecord));
    }

    private List<String> written() {
        return producer.history().stream().map(ProducerRecord::topic).toList();
    }

    private void awaitWritten(int count) {
        await().atMost(PATIENCE).until(() -> producer.history().size() == count);
    }

    private Map<TopicPartition, OffsetAndMetadata> handedOver() throws InterruptedException {
        endSession();
        session.onPartitionsRevoked(List.of(RIO, OSLO));
        return consumer.committed(Set.of(RIO, OSLO));
    }

    @Test
    void an_instruction_that_cannot_be_read_yet_holds_up_its_own_partition_alone() throws Exception {
        start(new ScriptedBank(Duration.ZERO));
        join();
        give(List.of(record(RIO, 0, "rio", instruction("rio", anna))));
        awaitWritten(1);
        registry.away(true);
        give(List.of(
                record(OSLO, 0, "oslo", ofAnotherSchema(instruction("oslo", anna))),
                record(OSLO, 1, "oslo", instruction("oslo", bela)),
                record(RIO, 1, "rio", instruction("rio", bela))));
        awaitWritten(2);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(status.trouble()).contains("payment.bank-calls-1 offset 0"));
        var committed = handedOver();
        assertThat(committed.get(RIO).offset()).isEqualTo(2);
        assertThat(committed.get(OSLO).offset()).as("nothing of it is passed").isZero();
    }

    @Test
    void when_the_registry_is_back_everything_is_carried_out_or_kept_for_a_person() throws Exception {
        start(new ScriptedBank(Duration.ZERO));
        join();
        give(List.of(record(RIO, 0, "rio", instruction("rio", anna))));
        awaitWritten(1);
        registry.away(true);
        give(List.of(
                record(OSLO, 0, "oslo", ofAnotherSchema(instruction("oslo", anna))),
                record(OSLO, 1, "oslo", instruction("oslo", bela))));
        await().atMost(PATIENCE).until(() -> status.trouble() != null);
        // A consumer that is none forgets what it has handed out; a broker does not.
        give(List.of(
                record(OSLO, 0, "oslo", ofAnotherSchema(instruction("oslo", anna))),
                record(OSLO, 1, "oslo", instruction("oslo", bela))));
        registry.away(false);
        awaitWritten(3);
        await().atMost(PATIENCE).until(() -> status.trouble() == null);
        assertThat(written().subList(1, 3)).containsExactly(Topics.BANK_CALLS.dead(), Topics.BANK_ANSWERS.name());
        var dead = producer.history().get(1);
        assertThat(EventHeaders.text(dead.headers(), "staylog_dead_reason")).isEqualTo("unknown-type");
        assertThat(EventHeaders.text(dead.headers(), "staylog_dead_message"))
                .isEqualTo("the record is no instruction to the bank");
        assertThat(handedOver().get(OSLO).offset()).isEqualTo(2);
        assertThat(fields("cannot be read and is in"))
                .containsEntry("hotelId", "oslo")
                .containsEntry("traceId", TRACE)
                .containsEntry("reason", "unknown-type")
                .containsEntry("offset", "0");
    }

    private Map<String, String> fields(String message) {
        return logs.list.stream()
                .filter(event -> event.getFormattedMessage().contains(message))
                .findFirst()
                .orElseThrow(() -> new AssertionError(logs.list.toString()))
                .getKeyValuePairs()
                .stream()
                .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
    }

    @Test
    void a_call_that_ends_unusually_is_found_in_the_log_by_hotel_payment_and_trace_and_no_token_is() throws Exception {
        var bank = new ScriptedBank(Duration.ZERO);
        bank.answer(anna, new Declined("lost_card"));
        start(bank);
        join();
        give(List.of(record(RIO, 0, "rio", instruction("rio", anna))));
        awaitWritten(1);
        endSession();
        assertThat(fields("declined"))
                .containsEntry("hotelId", "rio")
                .containsEntry("paymentId", anna.toString())
                .containsEntry("traceId", TRACE);
        assertThat(logs.list)
                .noneMatch(event -> (event.getFormattedMessage() + event.getKeyValuePairs()).contains("tok_"));
        assertThat(bank.orders().getFirst().traceParent()).isEqualTo("00-" + TRACE + "-00f067aa0ba902b7-01");
    }

    @ParameterizedTest
    @CsvSource({"0, DECLINED", "1, OUTCOME_UNKNOWN"})
    void what_the_bank_did_not_take_says_nothing_of_an_earlier_delivery(long end, BankOutcome outcome) {
        var bank = new ScriptedBank(Duration.ZERO);
        bank.answer(anna, new NotTaken("payment_not_found", "HTTP 404"));
        start(bank);
        join(end);
        give(List.of(record(RIO, 0, "rio", instruction("rio", anna))));
        awaitWritten(1);
        var deserializer = new EventDeserializer(new SchemaRegistry(registry.url()), Topics.BANK_ANSWERS);
        var answer = (BankAnswered) deserializer.deserialize(
                Topics.BANK_ANSWERS.name(), producer.history().getFirst().value());
        assertThat(answer.getOutcome()).isEqualTo(outcome);
        assertThat(answer.getMessage()).startsWith("HTTP 404");
    }

    @Test
    void an_error_in_a_call_ends_the_session_and_its_instruction_is_not_passed() throws Exception {
        start(new ScriptedBank(Duration.ZERO) {
            @Override
            public Said execute(BankOrder order) {
                throw new OutOfMemoryError("for a test");
            }
        });
        join();
        give(List.of(record(RIO, 0, "rio", instruction("rio", anna))));
        await().atMost(PATIENCE).until(() -> end.get() != null);
        assertThat(end.get()).hasMessageContaining("could not be written").hasRootCauseMessage("for a test");
        assertThat(handedOver().get(RIO).offset()).isZero();
        session.close();
        assertThat(meters.get("staylog.bank.calls.pending").gauge().value()).isZero();
    }

    @Test
    void an_instruction_that_somebody_else_has_written_moves_no_money() throws Exception {
        start(new ScriptedBank(Duration.ZERO));
        join();
        var forged = record(RIO, 0, "rio", instruction("rio", anna));
        forged.headers().remove(EventHeaders.SOURCE);
        give(List.of(forged, record(RIO, 1, "rio", instruction("rio", bela))));
        awaitWritten(2);
        assertThat(written()).containsExactlyInAnyOrder(Topics.BANK_CALLS.dead(), Topics.BANK_ANSWERS.name());
        assertThat(producer.history())
                .filteredOn(record -> record.topic().equals(Topics.BANK_CALLS.dead()))
                .singleElement()
                .satisfies(dead -> assertThat(EventHeaders.text(dead.headers(), "staylog_dead_reason"))
                        .isEqualTo("not-from-owner"));
    }

    @Test
    void only_a_member_of_the_group_works() {
        start(new ScriptedBank(Duration.ZERO));
        var polled = new AtomicBoolean();
        consumer.schedulePollTask(() -> {});
        consumer.schedulePollTask(() -> polled.set(true)); // The poll before it has ended.
        await().atMost(PATIENCE).untilTrue(polled);
        assertThat(status.trouble()).isEqualTo("has not started yet");
        join();
        assertThat(status.partitions()).isEqualTo(2);
        session.onPartitionsLost(List.of(RIO, OSLO));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(status.trouble()).contains("joins it again"));
    }
}

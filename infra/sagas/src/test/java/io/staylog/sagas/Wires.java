package io.staylog.sagas;

import static io.staylog.schemas.Topics.BANK_ANSWERS;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.staylog.banksimulator.bank.LedgerEntry;
import io.staylog.banksimulator.post.BankLetter;
import io.staylog.booking.stream.BookingWire;
import io.staylog.payment.bank.BankCallWire;
import io.staylog.payment.bank.BankNotice;
import io.staylog.payment.bank.WorkerDoor;
import io.staylog.payment.bank.simulator.SimulatorDoor;
import io.staylog.payment.stream.PaymentWire;
import io.staylog.payment.web.NoticeDoor;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The services' own ways between records and what their rules speak of. All worlds of a process share them. */
public final class Wires {
    private static final String SECRET = "not a secret";
    private static final RegistryDouble REGISTRY = RegistryDouble.withOurSchemas();
    private static final SchemaRegistry SCHEMAS = new SchemaRegistry(REGISTRY.url());
    private static final EventSerializer WRITER = new EventSerializer(SCHEMAS);

    public static final BookingWire BOOKING = new BookingWire(SCHEMAS, WRITER);
    public static final PaymentWire PAYMENT = new PaymentWire(SCHEMAS, WRITER, new SimpleMeterRegistry());
    public static final WorkerDoor WORKER = new WorkerDoor(new BankCallWire(SCHEMAS, WRITER));

    private static final SimulatorDoor GATEWAY = gateway();

    private Wires() {}

    private static SimulatorDoor gateway() {
        try {
            return new SimulatorDoor(Files.createTempDirectory("sagas"), SECRET);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A record as it stands on a topic. */
    public static byte[] encode(Topic topic, SpecificRecord record) {
        return WRITER.encode(topic.name(), record);
    }

    /** Reads records of every type that there is. */
    public static EventDeserializer reader() {
        return new EventDeserializer(
                SCHEMAS,
                Topics.all().stream()
                        .flatMap(topic -> topic.recordTypes().stream())
                        .distinct()
                        .toList());
    }

    /** What our edge writes when the bank has posted a notification: from a letter with a signature to a record. */
    public static ProducerRecord<byte[], byte[]> noticed(LedgerEntry.Noticed noticed, Instant now) {
        var letter = BankLetter.of(noticed, SECRET, now);
        var heard = GATEWAY.hear(letter.header(), letter.signature(), letter.body(), now);
        if (!(heard instanceof BankNotice notice)) {
            throw new AssertionError("our own bank is not understood: " + heard);
        }
        var hotel = notice.subject().hotelId();
        var record = NoticeDoor.record(notice);
        var type = record.getSchema().getFullName();
        var headers = EventHeaders.of("notification/" + noticed.id(), type, "payment-service", now, hotel);
        var key = hotel.getBytes(UTF_8);
        return new ProducerRecord<>(BANK_ANSWERS.name(), null, key, encode(BANK_ANSWERS, record), headers);
    }
}

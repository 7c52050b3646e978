package io.staylog.eventsourcing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.deadletters.Account;
import io.staylog.deadletters.DeadHeaders;
import io.staylog.deadletters.DeadRecord;
import io.staylog.deadletters.DeadRecord.Letter;
import io.staylog.deadletters.DeadRecord.Mark;
import io.staylog.deadletters.DeadRecord.Order;
import io.staylog.deadletters.DeadRecord.Wish;
import io.staylog.deadletters.LetterId;
import io.staylog.eventsourcing.World.Running;
import io.staylog.realbroker.RealBroker;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;

/** What stands in the dead letters of a world, and orders about it. */
abstract class LettersOfAWorld {
    static final byte[] GARBAGE = {(byte) 0xff, 1, 2};

    final World world = new World(2);
    final String key = world.keyOf(1);
    final LetterId first = new LetterId(world.topology.requests(), 1, 0);

    @AfterEach
    void close() {
        world.close();
    }

    Account account(int partition) throws Exception {
        var metadata = RealBroker.shared()
                .admin()
                .listConsumerGroupOffsets(world.topology.group())
                .partitionsToOffsetAndMetadata()
                .get()
                .get(new TopicPartition(world.topology.requests(), partition))
                .metadata();
        return Account.parse(metadata).orElseThrow(() -> new AssertionError("no account: " + metadata));
    }

    String dead() {
        return world.topology.requests() + ".dead";
    }

    List<DeadRecord> records() {
        return world.committed(dead()).stream()
                .flatMap(record -> DeadHeaders.read(record).stream())
                .toList();
    }

    List<Letter> letters() {
        return records().stream()
                .filter(Letter.class::isInstance)
                .map(Letter.class::cast)
                .toList();
    }

    List<Mark> marks() {
        return records().stream()
                .filter(Mark.class::isInstance)
                .map(Mark.class::cast)
                .toList();
    }

    /** As it is, from the letter. */
    void retry(LetterId id) {
        var record = world.committed(dead()).stream()
                .filter(it -> DeadHeaders.read(it).orElse(null) instanceof Letter letter
                        && letter.letter().equals(id))
                .findFirst()
                .orElseThrow();
        order(id, Wish.RETRY, new String(record.key(), UTF_8), new String(record.value(), UTF_8));
    }

    void retry(LetterId id, String editedKey, String editedText) {
        order(id, Wish.RETRY, editedKey, editedText);
    }

    void order(LetterId id, Wish wish, String recordKey, String text) {
        var record = new ProducerRecord<>(
                dead(),
                id.partition(),
                recordKey == null ? null : recordKey.getBytes(UTF_8),
                text == null ? null : text.getBytes(UTF_8));
        DeadHeaders.add(record.headers(), new Order(world.topology.group(), id, wish, "tester", "because"));
        world.sendRaw(record);
    }

    static double gauge(Running engine, String name) {
        var gauge = engine.meters.find("staylog.engine." + name).gauge();
        return gauge == null ? -1 : gauge.value();
    }
}

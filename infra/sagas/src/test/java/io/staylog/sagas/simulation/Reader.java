package io.staylog.sagas.simulation;

import io.staylog.sagas.Wires;
import io.staylog.schemas.serde.EventDeserializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads all of a log that grows, each record once. */
final class Reader {
    private static final EventDeserializer EVENTS = Wires.reader();

    private final Logs logs;
    private final List<SpecificRecord> read = new ArrayList<>();

    Reader(Logs logs) {
        this.logs = logs;
    }

    /** A record of the log, by its place among all. */
    SpecificRecord event(int place) {
        while (read.size() <= place) {
            var record = logs.all().get(read.size());
            if (!(EVENTS.deserialize(record.topic(), record.value()) instanceof SpecificRecord event)) {
                throw new BrokenRule("every record can be read", record.toString());
            }
            read.add(event);
        }
        return read.get(place);
    }

    /** What stands on these topics, in the order of writing. */
    List<SpecificRecord> events(String... topics) {
        var wanted = Set.of(topics);
        var events = new ArrayList<SpecificRecord>();
        for (int place = 0; place < logs.all().size(); place++) {
            if (wanted.contains(logs.all().get(place).topic())) {
                events.add(event(place));
            }
        }
        return events;
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        return logs.all();
    }
}

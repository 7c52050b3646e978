package io.staylog.bench.decisions;

import io.staylog.booking.stream.BookingWire;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import java.net.URI;
import java.nio.file.Path;

/** What a contender's process is told when it starts. */
record Surroundings(String bootstrapServers, String registry, long brokerPid) {

    /** The service's own door between records and rules, with its schemas looked up. */
    BookingWire wire() {
        var schemas = new SchemaRegistry(URI.create(registry));
        return new BookingWire(schemas, new EventSerializer(schemas).preload(Topics.BOOKING_EVENTS));
    }

    Stopwatch stopwatch(Round round) {
        var file = round.recording();
        return new Stopwatch(bootstrapServers, brokerPid, file == null ? null : Path.of(file));
    }
}

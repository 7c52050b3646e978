package io.staylog.bench.decisions;

import io.staylog.booking.stream.BookingEngine;
import io.staylog.schemas.Topics;

/** Who drains the requests. */
enum Contender {
    /** The same poll and transaction, but each record is only copied. */
    CEILING("ceiling", "bench-ceiling", "bench.copies"),
    /** The product: its engine, its rules, its records, as booking-service puts them together. */
    ENGINE("engine", BookingEngine.GROUP, Topics.BOOKING_EVENTS.name()),
    /** The same rules and records on Kafka Streams, exactly once, with the state in RocksDB. */
    STREAMS("streams", "bench-streams", "bench.decisions");

    private final String id;
    private final String group;
    private final String output;

    Contender(String id, String group, String output) {
        this.id = id;
        this.group = group;
        this.output = output;
    }

    String id() {
        return id;
    }

    /** The consumer group, with whose positions the work is done. */
    String group() {
        return group;
    }

    /** The topic that it writes to. */
    String output() {
        return output;
    }
}

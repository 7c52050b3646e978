package io.staylog.booking.web;

import io.micrometer.tracing.Tracer;
import io.staylog.edge.web.LogAppender;
import io.staylog.logview.Outcome;
import io.staylog.schemas.Topics;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.kafka.core.KafkaTemplate;

/** Writes requests to the log, and waits until the brokers have them. */
public final class RequestLog {
    private static final String SOURCE = "booking-service/http";

    private final LogAppender log;

    /**
     * Writes nothing before the service is open.
     *
     * @param serializer makes the bytes of a request, and must not register its schema
     * @param isOpen whether topics and schemas have been verified
     */
    public RequestLog(
            KafkaTemplate<String, byte[]> kafka,
            Serializer<SpecificRecord> serializer,
            Tracer tracer,
            InstantSource clock,
            BooleanSupplier isOpen) {
        log = new LogAppender(kafka, serializer, tracer, clock, isOpen, SOURCE);
    }

    /** Refuses while nothing may be written. */
    void requireOpen() {
        log.requireOpen();
    }

    /** Writes a request, and before it who the guest or the buyer is, so that nobody meets one without a name. */
    void append(Asked asked) {
        var id = asked.requestId();
        var payload = log.serialize(Topics.BOOKING_REQUESTS, asked.event());
        var personal = asked.personal();
        if (personal != null) {
            var key = personal.id().toString();
            var profile = log.serialize(Topics.GUEST_PROFILES, personal.record());
            log.append(id, Topics.GUEST_PROFILES, key, personal.record(), profile, id + "/" + personal.part());
        }
        var recordId = Outcome.recordId(id, asked.call().fingerprint());
        log.append(id, Topics.BOOKING_REQUESTS, asked.hotelId(), asked.event(), payload, recordId);
    }
}

package io.staylog.booking.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.tracing.Tracer;
import io.staylog.booking.view.Outcome;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.kafka.core.KafkaTemplate;

/** Writes requests to the log, and waits until the brokers have them. */
public final class RequestLog {
    private static final String SOURCE = "booking-service/http";

    private final KafkaTemplate<String, byte[]> kafka;
    private final Serializer<SpecificRecord> serializer;
    private final Tracer tracer;
    private final InstantSource clock;
    private final BooleanSupplier isOpen;

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
        this.kafka = kafka;
        this.serializer = serializer;
        this.tracer = tracer;
        this.clock = clock;
        this.isOpen = isOpen;
    }

    /** Refuses while nothing may be written. */
    void requireOpen() {
        if (!isOpen.getAsBoolean()) {
            throw new RefusedException(
                    Kind.NOT_READY,
                    null,
                    "the service has not verified its topics and schemas yet; nothing was written, try again soon");
        }
    }

    /** Writes a request, and before it who the guest is, so that nobody meets a guest without a name. */
    void append(Asked asked) {
        var payload = serializer.serialize(Topics.BOOKING_REQUESTS.name(), asked.event());
        var guest = asked.guest();
        if (guest != null) {
            var key = guest.getGuestId().toString();
            var profile = serializer.serialize(Topics.GUEST_PROFILES.name(), guest);
            send(asked.requestId(), Topics.GUEST_PROFILES, key, profile, guest, asked.requestId() + "/guest");
        }
        send(
                asked.requestId(),
                Topics.BOOKING_REQUESTS,
                asked.hotelId(),
                payload,
                asked.event(),
                Outcome.recordId(asked.requestId(), asked.call().fingerprint()));
    }

    private void send(UUID requestId, Topic topic, String key, byte[] payload, SpecificRecord event, String id) {
        var type = event.getSchema().getFullName();
        var headers = EventHeaders.of(id, type, SOURCE, clock.instant(), key);
        var traceParent = traceParent();
        if (!traceParent.isEmpty()) {
            headers.add(EventHeaders.TRACE_PARENT, traceParent.getBytes(UTF_8));
        }
        try {
            kafka.send(new ProducerRecord<>(topic.name(), null, null, key, payload, headers))
                    .get();
        } catch (ExecutionException | KafkaException | org.springframework.kafka.KafkaException e) {
            throw unknown(requestId, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(requestId, e);
        }
    }

    private static RefusedException unknown(UUID requestId, Exception cause) {
        return new RefusedException(
                Kind.OUTCOME_UNKNOWN,
                null,
                "the log did not confirm the request, so nobody knows yet whether it has it;"
                        + " repeating it with the same Idempotency-Key is safe",
                requestId,
                cause);
    }

    /** The current span in W3C form, empty where there is none. */
    private String traceParent() {
        var span = tracer.currentSpan();
        if (span == null || span.context().traceId().isEmpty()) {
            return "";
        }
        var context = span.context();
        return "00-" + context.traceId() + "-" + context.spanId()
                + (Boolean.TRUE.equals(context.sampled()) ? "-01" : "-00");
    }
}

package io.staylog.edge.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.tracing.Tracer;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topic;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaTemplate;

/** Writes records that came in over HTTP to the log, and waits until the brokers have them. */
public final class LogAppender {
    private final KafkaTemplate<String, byte[]> kafka;
    private final Serializer<SpecificRecord> serializer;
    private final Tracer tracer;
    private final InstantSource clock;
    private final BooleanSupplier isOpen;
    private final String source;

    /**
     * Writes nothing before the service is open.
     *
     * @param serializer makes the bytes of a record, and must not register its schema
     * @param isOpen whether topics and schemas have been verified
     * @param source which program writes
     */
    public LogAppender(
            KafkaTemplate<String, byte[]> kafka,
            Serializer<SpecificRecord> serializer,
            Tracer tracer,
            InstantSource clock,
            BooleanSupplier isOpen,
            String source) {
        this.kafka = kafka;
        this.serializer = serializer;
        this.tracer = tracer;
        this.clock = clock;
        this.isOpen = isOpen;
        this.source = source;
    }

    /** Refuses while nothing may be written. */
    public void requireOpen() {
        if (!isOpen.getAsBoolean()) {
            throw new RefusedException(
                    Kind.NOT_READY,
                    null,
                    "the service has not verified its topics and schemas yet; nothing was written, try again soon");
        }
    }

    /** The bytes of a record; fails where the topic may not have it. */
    public byte[] serialize(Topic topic, SpecificRecord event) {
        return serializer.serialize(topic.name(), event);
    }

    /**
     * Writes a record.
     *
     * @param requestId the request that it belongs to, which an answer names; null where it belongs to none
     * @param payload its bytes
     * @param recordId unique for this program; a repeat has the same
     * @throws RefusedException if the brokers did not confirm it
     */
    public void append(
            @Nullable UUID requestId, Topic topic, String key, SpecificRecord event, byte[] payload, String recordId) {
        var type = event.getSchema().getFullName();
        var headers = EventHeaders.of(recordId, type, source(topic), clock.instant(), key);
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

    /** Topics of one owner are believed from him alone, whichever of his doors it came in by. */
    private String source(Topic topic) {
        return topic.isOpen() || source.indexOf('/') < 0 ? source : source.substring(0, source.indexOf('/'));
    }

    private static RefusedException unknown(@Nullable UUID requestId, Exception cause) {
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

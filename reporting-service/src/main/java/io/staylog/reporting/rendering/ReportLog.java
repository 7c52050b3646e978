package io.staylog.reporting.rendering;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.report.DocumentRendered;
import io.staylog.schemas.report.DocumentRequested;
import io.staylog.schemas.serde.EventSerializer;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaOperations;

/** Writes requests and events of reporting, and waits until the brokers have them. */
public final class ReportLog {
    /** Header of a request: what the rows must have before it is answered, as {@code topic=partition:nextOffset,…;…}. */
    public static final String AFTER = "staylog_after";

    private static final String SOURCE = "reporting-service";
    private static final long CONFIRMED_WITHIN_S = 30;

    /** The brokers did not confirm it; whether they have it is not known. A repeat is harmless. */
    public static final class UnconfirmedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnconfirmedException(Throwable cause) {
            super("the brokers did not confirm a record: " + cause.getMessage(), cause);
        }
    }

    private final KafkaOperations<byte[], byte[]> kafka;
    private final EventSerializer serializer;
    private final InstantSource clock;

    ReportLog(KafkaOperations<byte[], byte[]> kafka, EventSerializer serializer, InstantSource clock) {
        this.kafka = kafka;
        this.serializer = serializer;
        this.clock = clock;
    }

    /** Asks for a document; the same request twice is the same document. */
    RecordMetadata ask(DocumentRequested request, @Nullable String after) {
        var headers = headers(request.getRequestId().toString(), request, request.getHotelId());
        if (after != null && !after.isEmpty()) {
            headers.add(AFTER, after.getBytes(UTF_8));
        }
        return send(Topics.REPORT_REQUESTS, request.getHotelId(), encode(Topics.REPORT_REQUESTS, request), headers);
    }

    byte[] encode(Topic topic, SpecificRecord record) {
        return serializer.encode(topic.name(), record);
    }

    /** Tells what became of a request. Its id is the same however often it is told. */
    void tell(SpecificRecord event, String key, String id, @Nullable ConsumerRecord<?, ?> cause) {
        var headers = headers(id, event, key);
        send(
                Topics.REPORT_EVENTS,
                key,
                encode(Topics.REPORT_EVENTS, event),
                cause == null ? headers : EventHeaders.causedBy(headers, cause));
    }

    /** Tells of a document in the bytes in which that was stored with it. */
    void tellStored(byte[] rendered, String key, String id, ConsumerRecord<?, ?> cause) {
        var headers =
                EventHeaders.of(id, DocumentRendered.getClassSchema().getFullName(), SOURCE, clock.instant(), key);
        send(Topics.REPORT_EVENTS, key, rendered, EventHeaders.causedBy(headers, cause));
    }

    private Headers headers(String id, SpecificRecord record, String key) {
        return EventHeaders.of(id, record.getSchema().getFullName(), SOURCE, clock.instant(), key);
    }

    private RecordMetadata send(Topic topic, String key, byte[] payload, Headers headers) {
        try {
            return kafka.send(new ProducerRecord<>(topic.name(), null, null, key.getBytes(UTF_8), payload, headers))
                    .get(CONFIRMED_WITHIN_S, TimeUnit.SECONDS)
                    .getRecordMetadata();
        } catch (ExecutionException e) {
            throw new UnconfirmedException(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException | KafkaException | org.springframework.kafka.KafkaException e) {
            throw new UnconfirmedException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnconfirmedException(e);
        }
    }
}

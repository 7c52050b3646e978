package io.staylog.reporting.rendering;

import io.staylog.deadletters.DeadHeaders;
import io.staylog.deadletters.DeadRecord.Letter;
import io.staylog.deadletters.DeadRecord.Why;
import io.staylog.deadletters.LetterId;
import io.staylog.reporting.report.ReportException;
import io.staylog.schemas.Topics;
import io.staylog.schemas.report.CheckReported;
import io.staylog.schemas.report.DocumentRequested;
import io.staylog.schemas.report.GuestErasureRequested;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.RegistryUnavailableException;
import io.staylog.schemas.serde.UndecodableException;
import io.staylog.schemas.serde.UnknownType;
import io.staylog.schemas.serde.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.transaction.TransactionException;

/**
 * Does what one record of report.requests asks for. While something is away that it needs it waits and tries again, so that an
 * outage costs no deliveries.
 */
final class Desk {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final long FIRST_PAUSE_MS = 200;
    private static final long LONGEST_PAUSE_MS = 5_000;

    /** What is to become of the record. */
    enum End {
        /** It is answered, or needs no answer. */
        DONE,
        /** Somebody shall try again. */
        AGAIN
    }

    private final EventDeserializer deserializer;
    private final KafkaOperations<byte[], byte[]> kafka;
    private final ReportLog log;
    private final RenderingJob documents;
    private final ErasureDesk erasures;
    private final String group;
    private final RenderingMetrics metrics;

    Desk(
            EventDeserializer deserializer,
            KafkaOperations<byte[], byte[]> kafka,
            ReportLog log,
            RenderingJob documents,
            ErasureDesk erasures,
            String group,
            RenderingMetrics metrics) {
        this.deserializer = deserializer;
        this.kafka = kafka;
        this.log = log;
        this.documents = documents;
        this.erasures = erasures;
        this.group = group;
        this.metrics = metrics;
    }

    /**
     * Does it.
     *
     * @param goesOn false when the process is about to end
     * @param begins told when an attempt begins
     */
    End handle(ConsumerRecord<byte[], byte[]> input, BooleanSupplier goesOn, Runnable begins) {
        for (int failures = 0; goesOn.getAsBoolean(); failures++) {
            begins.run();
            try {
                return once(input);
            } catch (RuntimeException e) {
                if (!isPassing(e)) {
                    LOG.atError()
                            .addKeyValue("partition", input.partition())
                            .addKeyValue("offset", input.offset())
                            .setCause(e)
                            .log("a request failed, it is tried again");
                    return End.AGAIN;
                }
                if (failures == 0) {
                    LOG.warn("a request waits for what it needs: {}", e.getMessage());
                }
                pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(failures, 10)));
            }
        }
        return End.AGAIN;
    }

    /** Whether it is the brokers, the registry or the database that is away, and not the request that is bad. */
    static boolean isPassing(RuntimeException e) {
        return switch (e) {
            case RegistryUnavailableException away -> true;
            case NotYetException behind -> true;
            case ReportException busy -> busy.kind() == ReportException.Kind.BUSY;
            case ReportLog.UnconfirmedException away -> !Thread.currentThread().isInterrupted();
            case TransactionException away -> true;
            case DataAccessException data ->
                data instanceof TransientDataAccessException
                        || data instanceof RecoverableDataAccessException
                        || data instanceof DataAccessResourceFailureException;
            default -> false;
        };
    }

    private static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private End once(ConsumerRecord<byte[], byte[]> input) {
        try {
            return switch (deserializer.deserialize(input.topic(), input.value())) {
                case UnknownType newer -> {
                    LOG.info("skipped a request of a type that is newer than this service: {}", newer.fullName());
                    yield End.DONE;
                }
                case SpecificRecord request -> asked(request, input);
                case null, default ->
                    dead(input, "null-value", "requests have no tombstones, but the record has no value");
            };
        } catch (UndecodableException e) {
            return dead(input, "undecodable", String.valueOf(e.getMessage()));
        }
    }

    private End asked(SpecificRecord request, ConsumerRecord<byte[], byte[]> input) {
        return switch (request) {
            case DocumentRequested r when isKeyed(input, r.getHotelId()) -> documents.render(r, input);
            case CheckReported r
            when isKeyed(input, r.getHotelId()) -> {
                log.tell(r, r.getHotelId(), eventId(r.getRequestId(), "checked"), input);
                yield End.DONE;
            }
            case GuestErasureRequested r when isKeyed(input, r.getGuestId().toString()) -> erase(r, input);
            case DocumentRequested r -> mismatched(input);
            case CheckReported r -> mismatched(input);
            case GuestErasureRequested r -> mismatched(input);
            default -> dead(input, "wrong-topic", "records of this type do not belong on this topic");
        };
    }

    private End erase(GuestErasureRequested request, ConsumerRecord<byte[], byte[]> input) {
        var erased = erasures.erase(request);
        log.tell(erased, request.getGuestId().toString(), eventId(request.getRequestId(), "erased"), input);
        return End.DONE;
    }

    /** Of the event that answers a request: the same however often, and by whomever, it is answered. */
    static String eventId(UUID requestId, String what) {
        return Topics.REPORT_REQUESTS.name() + "/" + requestId + "/" + what;
    }

    static boolean isKeyed(ConsumerRecord<byte[], byte[]> input, String key) {
        return input.key() != null && new String(input.key(), StandardCharsets.UTF_8).equals(key);
    }

    private End mismatched(ConsumerRecord<byte[], byte[]> input) {
        return dead(input, "key-mismatch", "the record's key is not the hotel or guest that the request speaks of");
    }

    /** Keeps it aside as the other services do; the group goes on when that is safe. */
    private End dead(ConsumerRecord<byte[], byte[]> input, String reason, String message) {
        var copy = new ProducerRecord<>(
                Topics.REPORT_REQUESTS.dead(),
                input.partition(),
                null,
                input.key(),
                input.value(),
                DeadHeaders.original(input.headers()));
        var id = new LetterId(input.topic(), input.partition(), input.offset());
        var letter = new Letter(group, id, Why.of(reason, message), null, null, input.timestamp());
        DeadHeaders.add(copy.headers(), letter, WireFormat.namedSchema(input.value()));
        DeadHeaders.put(copy.headers(), DeadHeaders.REMEDY, "resend");
        try {
            kafka.send(copy).get();
        } catch (ExecutionException e) {
            throw new ReportLog.UnconfirmedException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReportLog.UnconfirmedException(e);
        }
        metrics.dead();
        LOG.error("a request cannot be read and is in the dead-letter topic: {}", message);
        return End.DONE;
    }
}

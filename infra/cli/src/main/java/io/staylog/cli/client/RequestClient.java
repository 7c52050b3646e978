package io.staylog.cli.client;

import io.staylog.cli.avro.WireBytes;
import io.staylog.cli.terminal.Failure;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.guest.InvoicePartySet;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.schemas.serde.SerdeSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one request to the log and waits for the decision about it.
 *
 * <p>The reading position is taken before the request is written, so the answer cannot be missed. A request that is sent
 * again under its id is answered once; its answer may be older, so then reading starts before the id was made.
 */
public final class RequestClient implements AutoCloseable {
    /** In client.properties, after {@code kafka.}: who makes the bytes of a request. */
    private static final String VALUE_SERIALIZER = "value.serializer";

    private static final Duration POLL = Duration.ofMillis(100);
    // Clocks of two machines differ, and the id is made before the answer is.
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(10);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaClients clients;
    private final Serializer<SpecificRecord> serializer;
    private final WireBytes wire;
    private final Deque<ConsumerRecord<byte[], byte[]>> unseen = new ArrayDeque<>();

    /**
     * Connects.
     *
     * @throws Failure if Kafka cannot be reached, or there is no such serializer as client.properties names
     */
    public RequestClient(Settings settings) {
        this.clients = new KafkaClients(settings).probe();
        var registry = new SchemaRegistry(settings.registry());
        this.serializer = serializer(settings);
        this.wire = new WireBytes(registry);
        this.consumer = clients.consumer(true);
    }

    private static Serializer<SpecificRecord> serializer(Settings settings) {
        var named = settings.kafka().getOrDefault(VALUE_SERIALIZER, SerdeSettings.OURS);
        try {
            return SerdeSettings.serializer(named, settings.registry(), settings.kafka());
        } catch (ConfigException e) {
            throw Failure.usage("kafka." + VALUE_SERIALIZER + " in client.properties: " + e.getMessage());
        }
    }

    /**
     * A request as it goes to the log.
     *
     * @param party whom it is for, who goes to guest.profiles ahead of it; null where it is for nobody in particular
     */
    public record Request(
            UUID requestId,
            String hotelId,
            SpecificRecord record,
            @Nullable InvoicePartySet party) {

        /** One that is for nobody in particular. */
        public Request(UUID requestId, String hotelId, SpecificRecord record) {
            this(requestId, hotelId, record, null);
        }

        /** The record type without namespace. */
        public String type() {
            return record.getSchema().getName();
        }

        /** Where it is asked. */
        public Topic home() {
            return isAboutPayment() ? Topics.PAYMENT_REQUESTS : Topics.BOOKING_REQUESTS;
        }

        /** Where it is answered. */
        public Topic answers() {
            return isAboutPayment() ? Topics.PAYMENT_EVENTS : Topics.BOOKING_EVENTS;
        }

        private boolean isAboutPayment() {
            return Topics.PAYMENT_REQUESTS.recordTypes().contains(record.getClass());
        }

        /** The booking it speaks of; empty where it speaks of none. */
        public Optional<String> bookingId() {
            var field = record.getSchema().getField("bookingId");
            return field == null ? Optional.empty() : Optional.of(String.valueOf(record.get(field.pos())));
        }

        /** What to do where its answer is not known. A repeated request names the same booking again. */
        public String repeat() {
            var booking = bookingId().map(id -> " (booking " + id + ")").orElse("");
            return "it is safe to repeat it with --request-id " + requestId + booking;
        }
    }

    /**
     * Places the reader where the answer will be found.
     *
     * @param repeat whether the request may have been sent before
     */
    public void standBy(Request request, boolean repeat) {
        var topic = request.answers().name();
        unseen.clear();
        int partition = KafkaClients.partition(request.hotelId(), KafkaClients.partitions(consumer, topic));
        var events = new TopicPartition(topic, partition);
        consumer.assign(List.of(events));
        if (repeat) {
            consumer.seek(events, before(events, request.requestId()));
        } else {
            consumer.seekToEnd(List.of(events));
            // seekToEnd is lazy; asking for the position settles it before anything is sent.
            consumer.position(events);
        }
    }

    private long before(TopicPartition events, UUID requestId) {
        var beginning = consumer.beginningOffsets(List.of(events)).getOrDefault(events, 0L);
        var made = RequestIds.time(requestId);
        // What claims to be of a time to come says nothing about when it was answered.
        if (made.isEmpty() || made.get().isAfter(Instant.now())) {
            return beginning;
        }
        var from = made.get().minus(CLOCK_DIFFERENCE).toEpochMilli();
        var found = consumer.offsetsForTimes(Map.of(events, from)).get(events);
        return found == null ? consumer.endOffsets(List.of(events)).getOrDefault(events, beginning) : found.offset();
    }

    /**
     * Writes the request.
     *
     * @throws Failure if it is not certain that the log has it
     */
    public RecordMetadata send(Request request, Duration timeout) {
        var party = request.party();
        var id = request.requestId().toString();
        try (var producer = clients.producer(timeout)) {
            if (party != null) {
                var key = party.getPartyId().toString();
                producer.send(outgoing(Topics.GUEST_PROFILES, id + "/party", key, party))
                        .get();
            }
            return producer.send(outgoing(request.home(), id, request.hotelId(), request.record()))
                    .get();
        } catch (ExecutionException e) {
            throw notSent(request, e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw notSent(request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notSent(request, e);
        }
    }

    /** The default partitioner hashes the key with murmur2, which is what the services expect. */
    private ProducerRecord<String, byte[]> outgoing(Topic topic, String id, String key, SpecificRecord record) {
        var headers = Headers.of(id, record.getSchema().getFullName(), key, Instant.now());
        var value = serializer.serialize(topic.name(), record);
        return new ProducerRecord<>(topic.name(), null, null, key, value, headers);
    }

    private static Failure notSent(Request request, Throwable cause) {
        return Failure.unknown(
                "it is not known whether the log has the request (" + cause.getMessage() + "); " + request.repeat());
    }

    /**
     * Reads on until the request is decided or the time is over.
     *
     * @throws Failure that it is not known what has become of the request, whatever keeps the answer from being read
     */
    public Optional<OutcomeWatch.Outcome> await(Request request, OutcomeWatching watch, Duration timeout) {
        try {
            return read(watch, timeout);
        } catch (RuntimeException e) {
            // Whatever it is, the request is on the log: nothing may look as if it were not.
            throw Failure.unknown("the log has the request, but the answer cannot be read (" + e.getMessage() + "); "
                    + request.repeat());
        }
    }

    private Optional<OutcomeWatch.Outcome> read(OutcomeWatching watch, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        do {
            // No longer than the caller waits: what comes later is no answer in time.
            consumer.poll(shorter(POLL, Duration.ofNanos(deadline - System.nanoTime())))
                    .forEach(unseen::addLast);
            while (!unseen.isEmpty()) {
                var record = unseen.removeFirst();
                var outcome = watch.see(new LogRecord(record, wire.decode(record.value())));
                if (outcome.isPresent()) {
                    return outcome;
                }
            }
        } while (System.nanoTime() < deadline);
        return Optional.empty();
    }

    private static Duration shorter(Duration one, Duration other) {
        if (other.isNegative()) {
            return Duration.ZERO;
        }
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * What else of a type was decided together with the request, once its decision has been read. A decision is visible only
     * when its transaction is committed, so all of it is on the log by now.
     */
    public List<LogRecord> consequences(Request request, String type, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        var ends = consumer.endOffsets(consumer.assignment());
        var found = new ArrayList<LogRecord>();
        do {
            while (!unseen.isEmpty()) {
                var record = unseen.removeFirst();
                var event = new LogRecord(record, wire.decode(record.value()));
                if (event.type().equals(type) && request.requestId().toString().equals(event.field("requestId"))) {
                    found.add(event);
                }
            }
            if (ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                return found;
            }
            consumer.poll(POLL).forEach(unseen::addLast);
        } while (System.nanoTime() < deadline);
        throw Failure.unknown("the log does not answer");
    }

    @Override
    public void close() {
        try {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        } catch (KafkaException e) {
            // What is known by now stays true.
        }
    }
}

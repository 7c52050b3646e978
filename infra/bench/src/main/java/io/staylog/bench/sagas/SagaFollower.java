package io.staylog.bench.sagas;

import io.staylog.bench.stack.BenchStack;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingExpired;
import io.staylog.schemas.booking.BookingHeld;
import io.staylog.schemas.booking.BookingReleased;
import io.staylog.schemas.booking.RequestRejected;
import io.staylog.schemas.payment.PaymentAuthorized;
import io.staylog.schemas.payment.PaymentCaptured;
import io.staylog.schemas.payment.PaymentDeclined;
import io.staylog.schemas.serde.EventDeserializer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads committed events as they come and notes which stage which booking has reached. */
final class SagaFollower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final EventDeserializer deserializer;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile @Nullable SagaTimes current;
    private volatile boolean isToEnd;

    /** Begins to read at the end of the log. */
    SagaFollower(BenchStack stack) {
        deserializer = new EventDeserializer(
                stack.registry(),
                List.of(
                        BookingHeld.class,
                        BookingConfirmed.class,
                        BookingReleased.class,
                        BookingExpired.class,
                        RequestRejected.class,
                        PaymentAuthorized.class,
                        PaymentCaptured.class,
                        PaymentDeclined.class));
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        stack.settings().bootstrapServers(),
                        "isolation.level",
                        "read_committed",
                        "max.poll.records",
                        2_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var partitions = Stream.of(Topics.BOOKING_EVENTS, Topics.PAYMENT_EVENTS)
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread = Thread.ofPlatform().name("saga-follower").start(this::run);
    }

    /** Whose bookings are looked for from now on. */
    void follow(SagaTimes times) {
        current = times;
    }

    /** Fails when reading has broken off. */
    void check() {
        var failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the events cannot be followed", failed);
        }
    }

    private void run() {
        try (consumer) {
            while (!isToEnd) {
                var records = consumer.poll(POLL);
                long now = System.nanoTime();
                var times = current;
                if (times != null) {
                    records.forEach(record -> note(times, record, now));
                }
            }
        } catch (RuntimeException | Error e) {
            failure.set(e);
        }
    }

    private void note(SagaTimes times, ConsumerRecord<byte[], byte[]> record, long now) {
        switch (deserializer.deserialize(record.topic(), record.value())) {
            case BookingHeld event -> reached(times, Stage.HELD, event.getBookingId(), now);
            case PaymentAuthorized event -> reached(times, Stage.PAID, event.getBookingId(), now);
            case PaymentCaptured event -> reached(times, Stage.PAID, event.getBookingId(), now);
            case BookingConfirmed event -> {
                int number = times.numberOf(event.getBookingId());
                if (number >= 0) {
                    times.confirmedAt(number, record.partition(), record.offset(), now);
                }
            }
            case BookingReleased event -> refused(times, event.getBookingId());
            case BookingExpired event -> refused(times, event.getBookingId());
            case PaymentDeclined event -> refused(times, event.getBookingId());
            case RequestRejected event -> refused(times, event.getBookingId());
            case null, default -> {}
        }
    }

    private static void reached(SagaTimes times, Stage stage, UUID bookingId, long now) {
        int number = times.numberOf(bookingId);
        if (number >= 0) {
            times.reached(stage, number, now);
        }
    }

    private static void refused(SagaTimes times, @Nullable UUID bookingId) {
        int number = bookingId == null ? -1 : times.numberOf(bookingId);
        if (number >= 0) {
            times.refused(number);
        }
    }

    @Override
    public void close() {
        isToEnd = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

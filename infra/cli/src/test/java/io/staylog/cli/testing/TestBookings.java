package io.staylog.cli.testing;

import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.client.Settings;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.BookingCancelled;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingHeld;
import io.staylog.schemas.booking.BookingNoShow;
import io.staylog.schemas.booking.BookingReleased;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.BookingTerms;
import io.staylog.schemas.booking.BusinessDayClosed;
import io.staylog.schemas.booking.CancellationReason;
import io.staylog.schemas.booking.CancellationRequested;
import io.staylog.schemas.booking.CheckInReported;
import io.staylog.schemas.booking.CheckOutReported;
import io.staylog.schemas.booking.DayCloseRequested;
import io.staylog.schemas.booking.GuestCheckedIn;
import io.staylog.schemas.booking.GuestCheckedOut;
import io.staylog.schemas.booking.NoShowReported;
import io.staylog.schemas.booking.OverbookedDetected;
import io.staylog.schemas.booking.RequestRejected;
import io.staylog.schemas.booking.RoomsOutOfOrder;
import io.staylog.schemas.common.CancellationPolicy;
import io.staylog.schemas.common.Fee;
import io.staylog.schemas.common.FeeType;
import io.staylog.schemas.common.Guarantee;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A booking-service without rules: it answers each request once, in order, as asked. Bookings of prepaid plans are held, and
 * confirmed after the requests of the same batch. Room type "FULL" is sold out, token "tok_decline" is declined, hotel
 * "silent" gets no answer, and rooms out of order because it "overbooks" do.
 */
public final class TestBookings implements AutoCloseable {
    private static final LocalDate TODAY = LocalDate.of(2027, 5, 1);

    private final String bootstrapServers;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<String, byte[]> producer;
    private final EventDeserializer deserializer;
    private final EventDeserializer eventReader;
    private final EventSerializer serializer;
    private final Thread thread = new Thread(this::run, "bookings");
    private final Set<UUID> answered = new HashSet<>();
    private final List<SpecificRecord> later = new ArrayList<>();
    private final AtomicInteger decided = new AtomicInteger();

    TestBookings(Settings settings) {
        var clients = new KafkaClients(settings);
        bootstrapServers = settings.bootstrapServers();
        consumer = clients.consumer(true);
        producer = clients.producer(Duration.ofMinutes(2));
        var registry = new SchemaRegistry(settings.registry());
        deserializer = new EventDeserializer(registry, Topics.BOOKING_REQUESTS);
        eventReader = new EventDeserializer(registry, Topics.BOOKING_EVENTS);
        serializer = new EventSerializer(registry);
        thread.start();
    }

    /** How many requests were decided, repeated ones not counted. */
    public int decided() {
        return decided.get();
    }

    private void run() {
        try {
            rememberAnswers();
            var requests = partitions(Topics.BOOKING_REQUESTS.name());
            consumer.assign(requests);
            consumer.seekToBeginning(requests);
            while (true) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> answer(record.value()));
                later.forEach(this::publish);
                later.clear();
            }
        } catch (WakeupException e) {
            // Closed.
        } finally {
            consumer.close();
            producer.close();
        }
    }

    /** The log is the state: what it has answered before, it does not answer again. */
    private void rememberAnswers() {
        var events = partitions(Topics.BOOKING_EVENTS.name());
        consumer.assign(events);
        consumer.seekToBeginning(events);
        var ends = consumer.endOffsets(events);
        while (events.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            for (var record : consumer.poll(Duration.ofMillis(100))) {
                if (eventReader.deserialize(record.topic(), record.value()) instanceof SpecificRecord event) {
                    requestId(event).ifPresent(answered::add);
                }
            }
        }
    }

    private List<TopicPartition> partitions(String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private static Optional<UUID> requestId(SpecificRecord event) {
        var field = event.getSchema().getField("requestId");
        return field == null ? Optional.empty() : Optional.ofNullable((UUID) event.get(field.pos()));
    }

    private void answer(byte[] payload) {
        if (deserializer.deserialize("", payload) instanceof SpecificRecord request
                && answered.add(requestId(request).orElseThrow())) {
            decided.incrementAndGet();
            decide(request);
        }
    }

    private void decide(SpecificRecord request) {
        switch (request) {
            case BookingRequested r -> book(r, r.getRequestId(), r.getHotelId(), r.getBookingId());
            case CancellationRequested r ->
                publish(BookingCancelled.newBuilder()
                        .setRequestId(r.getRequestId())
                        .setHotelId(r.getHotelId())
                        .setBookingId(r.getBookingId())
                        .setVersion(2)
                        .setBusinessDate(TODAY)
                        .setReason(CancellationReason.GUEST_REQUEST)
                        .setFeeMinor(0)
                        .setRefundDueMinor(0)
                        .setTierIndex(-1)
                        .setLate(false)
                        .build());
            case CheckInReported r ->
                publish(new GuestCheckedIn(r.getRequestId(), r.getHotelId(), r.getBookingId(), 2, TODAY, null));
            case CheckOutReported r ->
                publish(new GuestCheckedOut(
                        r.getRequestId(), r.getHotelId(), r.getBookingId(), 3, TODAY, null, 0L, 0L));
            case NoShowReported r ->
                publish(new BookingNoShow(r.getRequestId(), r.getHotelId(), r.getBookingId(), 2, TODAY, 0L, 0L));
            case DayCloseRequested r ->
                publish(new BusinessDayClosed(
                        r.getRequestId(),
                        r.getHotelId(),
                        r.getBusinessDate(),
                        r.getBusinessDate().plusDays(1)));
            case RoomsOutOfOrder r
            when r.getReason().equals("overbooks") ->
                publishTogether(
                        request,
                        new OverbookedDetected(r.getRequestId(), r.getHotelId(), r.getRoomTypeId(), r.getFrom(), 2),
                        new OverbookedDetected(
                                r.getRequestId(),
                                r.getHotelId(),
                                r.getRoomTypeId(),
                                r.getFrom().plusDays(1),
                                1));
            default -> publish(request);
        }
    }

    private void book(BookingRequested request, UUID requestId, String hotel, UUID booking) {
        if (hotel.equals("silent")) {
            return;
        }
        if (request.getRoomStays().getFirst().getRoomTypeId().equals("FULL")) {
            publish(RequestRejected.newBuilder()
                    .setRequestId(requestId)
                    .setHotelId(hotel)
                    .setBookingId(booking)
                    .setRequestType("BookingRequested")
                    .setCode("sold_out")
                    .setMessage("no room of FULL is left")
                    .setRetriable(true)
                    .build());
        } else if (prepaid(request)) {
            var until = Instant.now().plusSeconds(900);
            publish(new BookingHeld(requestId, hotel, booking, 1, TODAY, terms(request), UUID.randomUUID(), until));
            later.add(paid(request));
        } else {
            publish(new BookingConfirmed(requestId, hotel, booking, 1, TODAY, terms(request), null));
        }
    }

    private static boolean prepaid(BookingRequested request) {
        var expected = request.getExpectedTotalMinor();
        return Set.of("NON_REFUND", "REFUNDABLE").contains(request.getRatePlanId())
                && (expected == null || expected > 0);
    }

    private static SpecificRecord paid(BookingRequested request) {
        return "tok_decline".equals(request.getPaymentMethodToken())
                ? new BookingReleased(request.getHotelId(), request.getBookingId(), 2, TODAY, "insufficient_funds")
                : new BookingConfirmed(null, request.getHotelId(), request.getBookingId(), 2, TODAY, null, null);
    }

    private static BookingTerms terms(BookingRequested request) {
        return new BookingTerms(
                "ABCDEFGH",
                request.getChannel(),
                null,
                null,
                request.getRatePlanId(),
                Guarantee.NONE,
                List.of(),
                request.getCurrency(),
                24_000L,
                0L,
                new CancellationPolicy(List.of(), new Fee(FeeType.FIXED, 0L)),
                null);
    }

    private void publish(SpecificRecord event) {
        producer.send(record(event));
    }

    /** In one transaction, as the real one does it. */
    private void publishTogether(SpecificRecord... events) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "test-bookings");
        try (var together = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            together.initTransactions();
            together.beginTransaction();
            for (var event : events) {
                together.send(record(event));
            }
            together.commitTransaction();
        }
    }

    private ProducerRecord<String, byte[]> record(SpecificRecord event) {
        var hotel = (String) event.get(event.getSchema().getField("hotelId").pos());
        var topic = Topics.BOOKING_EVENTS.name();
        return new ProducerRecord<>(topic, hotel, serializer.encode(topic, event));
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

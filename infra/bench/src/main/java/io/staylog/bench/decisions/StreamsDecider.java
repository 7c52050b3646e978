package io.staylog.bench.decisions;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingDecider;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.Hotel;
import io.staylog.booking.domain.Reason;
import io.staylog.booking.domain.Rejection;
import io.staylog.booking.domain.RoomStayRequest;
import io.staylog.booking.stream.BookingWire;
import io.staylog.booking.stream.HotelStateFormat;
import io.staylog.eventsourcing.Origin;
import io.staylog.eventsourcing.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Decides a booking on Kafka Streams: read, ask the product's own rules, write the product's own records. Of a hotel only what
 * it sells is in memory; what is taken, and every booking, is in stores, packed.
 *
 * <p>It does less than the engine: it knows no deadline of a hold, no payment, no dead letter and no record in a wrong partition.
 */
final class StreamsDecider implements Processor<byte[], byte[], byte[], byte[]> {
    private final BookingWire wire;
    private final AtomicLong decided;
    private final PackedState packed = new PackedState();
    private final HotelStateFormat format = new HotelStateFormat();
    private final Map<String, Hotel> hotels = new HashMap<>();

    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable KeyValueStore<byte[], byte[]> facts;
    private @Nullable KeyValueStore<byte[], byte[]> bookings;
    private @Nullable KeyValueStore<byte[], byte[]> nights;

    StreamsDecider(BookingWire wire, AtomicLong decided) {
        this.wire = wire;
        this.decided = decided;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> here) {
        context = here;
        facts = here.getStateStore(StreamsDrain.FACTS);
        bookings = here.getStateStore(StreamsDrain.BOOKINGS);
        nights = here.getStateStore(StreamsDrain.NIGHTS);
    }

    @Override
    public void process(Record<byte[], byte[]> request) {
        var here = Objects.requireNonNull(context);
        var at = here.recordMetadata().orElseThrow();
        var input = new ConsumerRecord<>(
                at.topic(),
                at.partition(),
                at.offset(),
                request.timestamp(),
                TimestampType.LOG_APPEND_TIME,
                request.key().length,
                request.value().length,
                request.key(),
                request.value(),
                request.headers(),
                Optional.empty());
        if (wire.read(input) instanceof Wire.Incoming.Command<BookingCommand>(var command)) {
            var now = Instant.ofEpochMilli(here.currentSystemTimeMs());
            var hotel = hotel(new String(request.key(), UTF_8));
            var id = at.topic() + "/" + at.partition() + "/" + at.offset() + "/";
            int index = 0;
            for (var event : decide(hotel, command, now)) {
                var out = wire.write(event, new Origin(hotel.id(), id + index++, now, input));
                var headers = new RecordHeaders(out.headers());
                here.forward(new Record<>(request.key(), out.value(), now.toEpochMilli(), headers));
            }
        }
        decided.incrementAndGet();
    }

    private List<BookingEvent> decide(Hotel hotel, BookingCommand command, Instant now) {
        return switch (command) {
            case BookingCommand.Declare declare -> declare(hotel, declare, now);
            case BookingCommand.PlaceBooking place -> place(hotel, place, now);
            default -> throw new UnsupportedOperationException("nobody asks for " + command + " here");
        };
    }

    private List<BookingEvent> declare(Hotel hotel, BookingCommand.Declare declare, Instant now) {
        var events = BookingDecider.decide(hotel, declare, now);
        events.forEach(hotel::evolve);
        var bytes = new ByteArrayOutputStream();
        try {
            format.write(hotel, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Objects.requireNonNull(facts).put(hotel.id().getBytes(UTF_8), bytes.toByteArray());
        return events;
    }

    private List<BookingEvent> place(Hotel hotel, BookingCommand.PlaceBooking place, Instant now) {
        var store = Objects.requireNonNull(bookings);
        var key = packed.bookingKey(place.bookingId());
        var known = store.get(key);
        if (known != null) {
            if (PackedState.requestOf(known).equals(place.request().id())) {
                return List.of(); // A repeat.
            }
            throw new UnsupportedOperationException("nobody uses a booking id twice here: " + place.bookingId());
        }
        var soldOut = soldOut(hotel, place);
        var events = soldOut == null ? BookingDecider.decide(hotel, place, now) : List.of(soldOut);
        switch (events.getFirst()) {
            case BookingEvent.BookingHeld held -> {
                store.put(key, packed.held(held));
                take(hotel, place);
            }
            case BookingEvent.BookingConfirmed confirmed -> {
                store.put(
                        key,
                        packed.confirmed(confirmed, place.request().id(), Objects.requireNonNull(confirmed.terms())));
                take(hotel, place);
            }
            case BookingEvent.RequestRejected rejected -> store.put(key, packed.refused(rejected.requestId()));
            default -> throw new IllegalStateException("no answer to a request for a room: " + events);
        }
        return events;
    }

    private @Nullable BookingEvent soldOut(Hotel hotel, BookingCommand.PlaceBooking place) {
        for (var stay : place.roomStays()) {
            for (var night = stay.arrival(); night.isBefore(stay.departure()); night = night.plusDays(1)) {
                if (taken(hotel, stay, night) >= hotel.available(stay.roomTypeId(), night)) {
                    var type = stay.roomTypeId();
                    var why = new Rejection(
                            Reason.SOLD_OUT,
                            "room type " + type + " has 0 rooms left on " + night,
                            Map.of("roomTypeId", type, "night", night.toString(), "available", "0"));
                    var request = place.request();
                    return new BookingEvent.RequestRejected(
                            request.id(), place.bookingId(), hotel.businessDate(), request.type(), why);
                }
            }
        }
        return null;
    }

    private int taken(Hotel hotel, RoomStayRequest stay, LocalDate night) {
        var month = Objects.requireNonNull(nights).get(packed.monthKey(hotel.id(), stay.roomTypeId(), night));
        return month == null ? 0 : Byte.toUnsignedInt(month[night.getDayOfMonth() - 1]);
    }

    /** All nights of a month with one read and one write. */
    private void take(Hotel hotel, BookingCommand.PlaceBooking place) {
        var store = Objects.requireNonNull(nights);
        for (var stay : place.roomStays()) {
            for (var night = stay.arrival(); night.isBefore(stay.departure()); ) {
                var key = packed.monthKey(hotel.id(), stay.roomTypeId(), night);
                var month = store.get(key);
                var after = month == null
                        ? new byte[PackedState.NIGHTS_OF_MONTH]
                        : Arrays.copyOf(month, PackedState.NIGHTS_OF_MONTH);
                int monthValue = night.getMonthValue();
                while (night.isBefore(stay.departure()) && night.getMonthValue() == monthValue) {
                    after[night.getDayOfMonth() - 1]++;
                    night = night.plusDays(1);
                }
                store.put(key, after);
            }
        }
    }

    private Hotel hotel(String id) {
        return hotels.computeIfAbsent(id, key -> {
            var stored = Objects.requireNonNull(facts).get(key.getBytes(UTF_8));
            try {
                return stored == null ? new Hotel(key) : format.read(key, new ByteArrayInputStream(stored));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}

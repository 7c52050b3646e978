package io.staylog.booking.view;

import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingCommand.PlaceBooking;
import io.staylog.booking.domain.BookingCommand.Request;
import io.staylog.booking.domain.BookingDecider;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.Channel;
import io.staylog.booking.domain.Fee;
import io.staylog.booking.domain.Guarantee;
import io.staylog.booking.domain.Hotel;
import io.staylog.booking.domain.RatePlan;
import io.staylog.booking.domain.RoomStayRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A hotel whose decisions go straight into a view: what the log carries, without the log. */
final class ViewFixture {
    static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");
    static final LocalDate TODAY = LocalDate.parse("2026-12-01");

    final ReadModel model;
    private final Hotel hotel;
    private final int partition;
    private long offset;
    private Instant now = NOW;

    ViewFixture(ReadModel model, String hotelId, int partition) {
        this.model = model;
        this.hotel = new Hotel(hotelId);
        this.partition = partition;
    }

    static ViewFixture rio(int rooms) {
        return new ViewFixture(new ReadModel(100, Duration.ofHours(24), new Waiters(10)), "rio", 3).open(rooms);
    }

    ViewFixture open(int rooms) {
        happened(new BookingEvent.HotelRegistered(
                id(), "Rio", ZoneId.of("Europe/Lisbon"), "EUR", TODAY, LocalTime.of(15, 0), 600, 730, 366, 900, 300));
        happened(new BookingEvent.RoomTypeDefined(id(), "double", "Double", rooms, 2));
        for (var guarantee : List.of(Guarantee.NONE, Guarantee.CARD)) {
            var plan = new RatePlan(false, guarantee, 10_000, List.of(), Fee.FREE);
            happened(new BookingEvent.RatePlanDefined(id(), guarantee.name(), guarantee.name(), plan));
            happened(new BookingEvent.PricesSet(
                    id(), guarantee.name(), "double", TODAY, TODAY.plusDays(60), "EUR", 10_000, 127));
        }
        return this;
    }

    static UUID id() {
        return UUID.randomUUID();
    }

    ViewFixture at(Instant time) {
        now = time;
        return this;
    }

    /** Decides, and shows the decisions with the cause that a request's record would give them. */
    List<BookingEvent> decide(BookingCommand command, String cause) {
        var events = BookingDecider.decide(hotel, command, now);
        var facts = new ArrayList<Fact>();
        for (var event : events) {
            hotel.evolve(event);
            facts.add(new Fact(hotel.id(), new Position(partition, offset++), now, event, cause));
        }
        model.apply(partition, facts, offset);
        return events;
    }

    void happened(BookingEvent event) {
        hotel.evolve(event);
        var fact = new Fact(hotel.id(), new Position(partition, offset++), now, event, null);
        model.apply(partition, List.of(fact), offset);
    }

    /** Places a booking for two nights. */
    UUID place(UUID requestId, String plan, String fingerprint) {
        var bookingId = id();
        decide(placing(requestId, bookingId, plan), Outcome.recordId(requestId, fingerprint));
        return bookingId;
    }

    UUID place(String plan) {
        return place(id(), plan, "0123456789abcdef");
    }

    static PlaceBooking placing(UUID requestId, UUID bookingId, String plan) {
        var stay = new RoomStayRequest(
                "double", LocalDate.parse("2026-12-05"), LocalDate.parse("2026-12-07"), 1, List.of(), null, false);
        return new PlaceBooking(
                new Request(requestId, "BookingRequested"),
                bookingId,
                plan,
                Channel.DIRECT_WEB,
                null,
                null,
                List.of(stay),
                "EUR",
                null,
                "tok_visa");
    }
}

package io.staylog.booking.view;

import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingCommand.PlaceBooking;
import io.staylog.booking.domain.BookingCommand.Request;
import io.staylog.booking.domain.BookingDecider;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.Channel;
import io.staylog.booking.domain.Fee;
import io.staylog.booking.domain.Fiscal;
import io.staylog.booking.domain.Guarantee;
import io.staylog.booking.domain.Hotel;
import io.staylog.booking.domain.RatePlan;
import io.staylog.booking.domain.RoomStayRequest;
import io.staylog.logview.Outcome;
import io.staylog.logview.Position;
import io.staylog.logview.ViewStatus;
import io.staylog.logview.Waiters;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** A hotel whose decisions go straight into a view: what the log carries, without the log. */
public final class ViewFixture {
    static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");
    static final LocalDate TODAY = LocalDate.parse("2026-12-01");

    final ReadModel model;
    private final Hotel hotel;
    private final int partition;
    private long offset;
    private final AtomicReference<Instant> clock;

    ViewFixture(ReadModel model, String hotelId, int partition) {
        this(model, hotelId, partition, new AtomicReference<>(NOW));
    }

    /** Of a hotel whose decisions are made when the clock says. */
    public ViewFixture(ReadModel model, String hotelId, int partition, AtomicReference<Instant> clock) {
        this.clock = clock;
        this.model = model;
        this.hotel = new Hotel(hotelId);
        this.partition = partition;
    }

    static ViewFixture rio(int rooms) {
        var clock = new AtomicReference<>(NOW);
        var model = new ReadModel(100, Duration.ofHours(24), clock::get, new Waiters(10));
        return new ViewFixture(model, "rio", 3, clock).open(rooms);
    }

    /** Lets a view say that it shows everything. */
    public static void caughtUp(ViewStatus status, int partitions) {
        status.trouble(null);
        status.partitions(partitions);
        for (int partition = 0; partition < partitions; partition++) {
            status.shown(partition);
            status.end(partition, 0);
        }
    }

    /** Lets a view say that it does not know yet what there is. */
    public static void replaying(ViewStatus status) {
        status.partitions(0);
    }

    public ViewFixture open(int rooms) {
        happened(new BookingEvent.HotelRegistered(
                id(),
                "Rio",
                ZoneId.of("Europe/Lisbon"),
                "EUR",
                TODAY,
                LocalTime.of(15, 0),
                600,
                730,
                366,
                900,
                300,
                new Fiscal("", "Rua Augusta 1", "", "INV", "CRN", List.of())));
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
        clock.set(time);
        return this;
    }

    /** Decides, and shows the decisions with the cause that a request's record would give them. */
    public List<BookingEvent> decide(BookingCommand command, String cause) {
        var facts = facts(command, cause);
        model.apply(partition, facts, offset, true);
        return facts.stream().map(Fact::event).toList();
    }

    /** Decides, and shows nothing yet. */
    List<Fact> facts(BookingCommand command, String cause) {
        var facts = new ArrayList<Fact>();
        for (var event : BookingDecider.decide(hotel, command, clock.get())) {
            hotel.evolve(event);
            facts.add(new Fact(hotel.id(), new Position(partition, offset++), clock.get(), event, cause));
        }
        return facts;
    }

    /** Shows one more record, after which others of the same decision may follow. */
    void show(Fact fact, boolean isWhole) {
        model.apply(partition, List.of(fact), fact.position().offset() + 1, isWhole);
    }

    void happened(BookingEvent event) {
        hotel.evolve(event);
        var fact = new Fact(hotel.id(), new Position(partition, offset++), clock.get(), event, null);
        model.apply(partition, List.of(fact), offset, true);
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

    public static PlaceBooking placing(UUID requestId, UUID bookingId, String plan) {
        var stay = new RoomStayRequest(
                "double", LocalDate.parse("2026-12-05"), LocalDate.parse("2026-12-07"), 1, List.of(), null, false);
        return placing(requestId, bookingId, plan, stay);
    }

    static PlaceBooking placing(UUID requestId, UUID bookingId, String plan, RoomStayRequest stay) {
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

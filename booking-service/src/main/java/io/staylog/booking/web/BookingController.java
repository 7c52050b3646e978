package io.staylog.booking.web;

import io.staylog.booking.web.BookingBodies.BookingBody;
import io.staylog.booking.web.BookingBodies.CloseDayBody;
import io.staylog.edge.web.Call;
import io.staylog.edge.web.Headers;
import io.staylog.edge.web.Id;
import io.staylog.edge.web.Kind;
import io.staylog.edge.web.Preference;
import io.staylog.edge.web.RefusedException;
import io.staylog.schemas.booking.DayCloseRequested;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.common.Channel;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Asks hotels for rooms, and for the end of a day. */
@RestController
@RequestMapping(path = "/v1/hotels/{hotelId}", produces = MediaType.APPLICATION_JSON_VALUE)
final class BookingController {
    private final Desk desk;

    BookingController(Desk desk) {
        this.desk = desk;
    }

    @Operation(summary = "Ask for rooms: all of them or none")
    @PostMapping("/bookings")
    ResponseEntity<Object> requestBooking(
            @PathVariable @Id String hotelId,
            @Valid @RequestBody BookingBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer) {
        var channel = body.channel();
        if (channel == null) {
            throw new RefusedException(Kind.INVALID_VALUE, "channel", "must say where the booking comes from");
        }
        return place(hotelId, "bookings", body, channel, key, prefer);
    }

    @Operation(summary = "Ask for rooms for a guest who stands at the desk; a confirmed one is checked in at once")
    @PostMapping("/walk-ins")
    ResponseEntity<Object> requestWalkIn(
            @PathVariable @Id String hotelId,
            @Valid @RequestBody BookingBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer) {
        if (body.channel() != null && body.channel() != Channel.WALK_IN) {
            throw new RefusedException(Kind.INVALID_VALUE, "channel", "must be WALK_IN or absent for a walk-in");
        }
        return place(hotelId, "walk-ins", body, Channel.WALK_IN, key, prefer);
    }

    private ResponseEntity<Object> place(
            String hotelId,
            String what,
            BookingBody body,
            Channel channel,
            @Nullable String key,
            @Nullable String prefer) {
        var call = Call.post(Paths.ofHotel(hotelId) + "/" + what, key, null, body);
        var bookingId = Objects.requireNonNullElseGet(body.bookingId(), call::bookingId);
        var guest = body.guest() == null ? null : Personal.of(body.guest().toEvent(call.guestId()));
        var event = body.toEvent(call, hotelId, bookingId, channel);
        return desk.ask(Asked.forBooking(call, hotelId, bookingId, event, guest), Preference.of(prefer));
    }

    @Operation(summary = "Close the hotel's open business date")
    @PostMapping("/close-day")
    ResponseEntity<Object> closeDay(
            @PathVariable @Id String hotelId,
            @Valid @RequestBody CloseDayBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer) {
        var hotel = Paths.ofHotel(hotelId);
        var call = Call.post(hotel + "/close-day", key, null, body);
        var event = new DayCloseRequested(call.id(), hotelId, body.businessDate(), new Actor(ActorType.STAFF, "http"));
        return desk.ask(Asked.ofHotel(call, hotelId, event, hotel + "/business-date"), Preference.of(prefer));
    }
}

package io.staylog.booking.web;

import io.staylog.booking.web.HotelBodies.HotelBody;
import io.staylog.booking.web.HotelBodies.RatePlanBody;
import io.staylog.booking.web.HotelBodies.RoomTypeBody;
import io.staylog.edge.web.Call;
import io.staylog.edge.web.Headers;
import io.staylog.edge.web.Id;
import io.staylog.edge.web.Preference;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Describes hotels: what they are called, which rooms they have, and under which rules they sell. */
@RestController
@RequestMapping(path = "/v1/hotels/{hotelId}", produces = MediaType.APPLICATION_JSON_VALUE)
final class HotelController {
    private final Desk desk;

    HotelController(Desk desk) {
        this.desk = desk;
    }

    @Operation(summary = "Register a hotel, or change what it is registered with")
    @PutMapping
    ResponseEntity<Object> registerHotel(
            @PathVariable @Id String hotelId,
            @Valid @RequestBody HotelBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer) {
        var path = Paths.ofHotel(hotelId);
        var call = Call.put(path, key, body);
        return desk.ask(Asked.ofHotel(call, hotelId, body.toEvent(call.id(), hotelId), path), Preference.of(prefer));
    }

    @Operation(summary = "Define a class of rooms")
    @PutMapping("/room-types/{roomTypeId}")
    ResponseEntity<Object> defineRoomType(
            @PathVariable @Id String hotelId,
            @PathVariable @Id String roomTypeId,
            @Valid @RequestBody RoomTypeBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer) {
        var hotel = Paths.ofHotel(hotelId);
        var call = Call.put(hotel + "/room-types/" + roomTypeId, key, body);
        var event = body.toEvent(call.id(), hotelId, roomTypeId);
        return desk.ask(Asked.ofHotel(call, hotelId, event, hotel), Preference.of(prefer));
    }

    @Operation(summary = "Define a rate plan")
    @PutMapping("/rate-plans/{ratePlanId}")
    ResponseEntity<Object> defineRatePlan(
            @PathVariable @Id String hotelId,
            @PathVariable @Id String ratePlanId,
            @Valid @RequestBody RatePlanBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer) {
        var hotel = Paths.ofHotel(hotelId);
        var call = Call.put(hotel + "/rate-plans/" + ratePlanId, key, body);
        var event = body.toEvent(call.id(), hotelId, ratePlanId);
        return desk.ask(Asked.ofHotel(call, hotelId, event, hotel), Preference.of(prefer));
    }
}

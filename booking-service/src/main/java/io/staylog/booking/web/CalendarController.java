package io.staylog.booking.web;

import io.staylog.booking.web.CalendarBodies.InventoryBody;
import io.staylog.booking.web.CalendarBodies.OutOfOrderBody;
import io.staylog.booking.web.CalendarBodies.OverbookingBody;
import io.staylog.booking.web.CalendarBodies.PricesBody;
import io.staylog.booking.web.CalendarBodies.RestrictionsBody;
import io.staylog.edge.web.Call;
import io.staylog.edge.web.Headers;
import io.staylog.edge.web.Id;
import io.staylog.edge.web.Preference;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.util.UUID;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says what counts on the nights {@code [from, to)} of a hotel. */
@RestController
@RequestMapping(path = "/v1/hotels/{hotelId}", produces = MediaType.APPLICATION_JSON_VALUE)
final class CalendarController {
    private final Desk desk;

    CalendarController(Desk desk) {
        this.desk = desk;
    }

    @Operation(summary = "Set how many rooms of a class there are")
    @PutMapping("/inventory")
    ResponseEntity<Object> setInventory(
            @PathVariable @Id String hotelId,
            @Valid @RequestBody InventoryBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer) {
        return put(hotelId, "inventory", key, prefer, body, id -> body.toEvent(id, hotelId));
    }

    @Operation(summary = "Take rooms of a class out of order")
    @PutMapping("/out-of-order")
    ResponseEntity<Object> setOutOfOrder(
            @PathVariable @Id String hotelId,
            @Valid @RequestBody OutOfOrderBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer) {
        return put(hotelId, "out-of-order", key, prefer, body, id -> body.toEvent(id, hotelId));
    }

    @Operation(summary = "Allow rooms of a class to be sold beyond those there are")
    @PutMapping("/overbooking")
    ResponseEntity<Object> setOverbooking(
            @PathVariable @Id String hotelId,
            @Valid @RequestBody OverbookingBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer) {
        return put(hotelId, "overbooking", key, prefer, body, id -> body.toEvent(id, hotelId));
    }

    @Operation(summary = "Set the prices of a class under a rate plan")
    @PutMapping("/prices")
    ResponseEntity<Object> setPrices(
            @PathVariable @Id String hotelId,
            @Valid @RequestBody PricesBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer) {
        return put(hotelId, "prices", key, prefer, body, id -> body.toEvent(id, hotelId));
    }

    @Operation(summary = "Set what may not be sold")
    @PutMapping("/restrictions")
    ResponseEntity<Object> setRestrictions(
            @PathVariable @Id String hotelId,
            @Valid @RequestBody RestrictionsBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer) {
        return put(hotelId, "restrictions", key, prefer, body, id -> body.toEvent(id, hotelId));
    }

    private ResponseEntity<Object> put(
            String hotelId,
            String what,
            @Nullable String key,
            @Nullable String prefer,
            Object body,
            Function<UUID, SpecificRecord> toEvent) {
        var hotel = Paths.ofHotel(hotelId);
        var call = Call.put(hotel + "/" + what, key, body);
        return desk.ask(Asked.ofHotel(call, hotelId, toEvent.apply(call.id()), hotel), Preference.of(prefer));
    }
}

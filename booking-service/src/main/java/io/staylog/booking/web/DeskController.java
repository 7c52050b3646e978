package io.staylog.booking.web;

import io.staylog.booking.web.BookingBodies.ChargeBody;
import io.staylog.booking.web.BookingBodies.NothingBody;
import io.staylog.booking.web.BookingBodies.WalkBody;
import io.staylog.edge.web.Headers;
import io.staylog.schemas.booking.ReinstatementRequested;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a front desk asks for besides the usual: walking a guest, charging, bringing a booking back to life. */
@RestController
@RequestMapping(path = "/v1/bookings/{bookingId}", produces = MediaType.APPLICATION_JSON_VALUE)
final class DeskController {
    private final BookingRequests requests;

    DeskController(BookingRequests requests) {
        this.requests = requests;
    }

    @Operation(summary = "Report that the guest sleeps elsewhere, because there is no room")
    @PostMapping("/walk")
    ResponseEntity<Object> walk(
            @PathVariable UUID bookingId,
            @Valid @RequestBody WalkBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer,
            @RequestParam(name = Freshness.PARAMETER, required = false) @Nullable String minPosition) {
        var call = BookingRequests.call(bookingId, "walk", key, null, body);
        IfMatch.refuse(ifMatch);
        var hotelId = requests.hotelOf(bookingId, minPosition);
        return requests.ask(call, body.toEvent(call, hotelId, bookingId), hotelId, bookingId, prefer);
    }

    @Operation(summary = "Charge the guest for something besides the nights")
    @PostMapping("/charges")
    ResponseEntity<Object> charge(
            @PathVariable UUID bookingId,
            @Valid @RequestBody ChargeBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer,
            @RequestParam(name = Freshness.PARAMETER, required = false) @Nullable String minPosition) {
        var call = BookingRequests.call(bookingId, "charges", key, null, body);
        IfMatch.refuse(ifMatch);
        var hotelId = requests.hotelOf(bookingId, minPosition);
        return requests.ask(call, body.toEvent(call, hotelId, bookingId), hotelId, bookingId, prefer);
    }

    @Operation(summary = "Bring a cancelled booking, or that of a guest who did not arrive in time, back to life")
    @PostMapping("/reinstate")
    ResponseEntity<Object> reinstate(
            @PathVariable UUID bookingId,
            @Valid @RequestBody(required = false) @Nullable NothingBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer,
            @RequestParam(name = Freshness.PARAMETER, required = false) @Nullable String minPosition) {
        var call = BookingRequests.call(bookingId, "reinstate", key, ifMatch, body);
        var version = IfMatch.required(ifMatch);
        var hotelId = requests.hotelOf(bookingId, minPosition);
        var event = new ReinstatementRequested(call.id(), hotelId, bookingId, version, BookingRequests.DESK);
        return requests.ask(call, event, hotelId, bookingId, prefer);
    }
}

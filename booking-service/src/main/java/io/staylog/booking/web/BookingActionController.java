package io.staylog.booking.web;

import io.staylog.booking.web.BookingBodies.CancelBody;
import io.staylog.booking.web.BookingBodies.CheckInBody;
import io.staylog.booking.web.BookingBodies.ModifyBody;
import io.staylog.booking.web.BookingBodies.NothingBody;
import io.staylog.booking.web.BookingBodies.RoomStayBody;
import io.staylog.edge.web.Headers;
import io.staylog.schemas.booking.CancellationReason;
import io.staylog.schemas.booking.CancellationRequested;
import io.staylog.schemas.booking.CheckInReported;
import io.staylog.schemas.booking.CheckOutReported;
import io.staylog.schemas.booking.ModificationRequested;
import io.staylog.schemas.booking.NoShowReported;
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

/** Asks for something to be done with a booking. */
@RestController
@RequestMapping(path = "/v1/bookings/{bookingId}", produces = MediaType.APPLICATION_JSON_VALUE)
final class BookingActionController {
    private final BookingRequests requests;

    BookingActionController(BookingRequests requests) {
        this.requests = requests;
    }

    @Operation(summary = "Cancel a booking under the policy that it was sold with")
    @PostMapping("/cancel")
    ResponseEntity<Object> cancel(
            @PathVariable UUID bookingId,
            @Valid @RequestBody(required = false) @Nullable CancelBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer,
            @RequestParam(name = Freshness.PARAMETER, required = false) @Nullable String minPosition) {
        var call = BookingRequests.call(bookingId, "cancel", key, ifMatch, body);
        var given = body == null ? null : body.reason();
        var reason = given == null ? CancellationReason.GUEST_REQUEST : given;
        var version = IfMatch.required(ifMatch);
        var hotelId = requests.hotelOf(bookingId, minPosition);
        var event = new CancellationRequested(call.id(), hotelId, bookingId, reason, version, BookingRequests.DESK);
        return requests.ask(call, event, hotelId, bookingId, prefer);
    }

    @Operation(summary = "Change dates or rooms; the list replaces all rooms of the booking")
    @PostMapping("/modify")
    ResponseEntity<Object> modify(
            @PathVariable UUID bookingId,
            @Valid @RequestBody ModifyBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer,
            @RequestParam(name = Freshness.PARAMETER, required = false) @Nullable String minPosition) {
        var call = BookingRequests.call(bookingId, "modify", key, ifMatch, body);
        var rooms = body.roomStays().stream().map(RoomStayBody::toAvro).toList();
        var version = IfMatch.required(ifMatch);
        var hotelId = requests.hotelOf(bookingId, minPosition);
        var event = new ModificationRequested(call.id(), hotelId, bookingId, rooms, version, BookingRequests.DESK);
        return requests.ask(call, event, hotelId, bookingId, prefer);
    }

    @Operation(summary = "Report that the guest has arrived")
    @PostMapping("/check-in")
    ResponseEntity<Object> checkIn(
            @PathVariable UUID bookingId,
            @Valid @RequestBody(required = false) @Nullable CheckInBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer,
            @RequestParam(name = Freshness.PARAMETER, required = false) @Nullable String minPosition) {
        var call = BookingRequests.call(bookingId, "check-in", key, null, body);
        IfMatch.refuse(ifMatch);
        var roomNumber = body == null ? null : body.roomNumber();
        var hotelId = requests.hotelOf(bookingId, minPosition);
        var event = new CheckInReported(call.id(), hotelId, bookingId, roomNumber, BookingRequests.DESK);
        return requests.ask(call, event, hotelId, bookingId, prefer);
    }

    @Operation(summary = "Report that the guest has left")
    @PostMapping("/check-out")
    ResponseEntity<Object> checkOut(
            @PathVariable UUID bookingId,
            @Valid @RequestBody(required = false) @Nullable NothingBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer,
            @RequestParam(name = Freshness.PARAMETER, required = false) @Nullable String minPosition) {
        var call = BookingRequests.call(bookingId, "check-out", key, null, body);
        IfMatch.refuse(ifMatch);
        var hotelId = requests.hotelOf(bookingId, minPosition);
        return requests.ask(
                call,
                new CheckOutReported(call.id(), hotelId, bookingId, BookingRequests.DESK),
                hotelId,
                bookingId,
                prefer);
    }

    @Operation(summary = "Report that the guest did not arrive")
    @PostMapping("/no-show")
    ResponseEntity<Object> noShow(
            @PathVariable UUID bookingId,
            @Valid @RequestBody(required = false) @Nullable NothingBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer,
            @RequestParam(name = Freshness.PARAMETER, required = false) @Nullable String minPosition) {
        var call = BookingRequests.call(bookingId, "no-show", key, null, body);
        IfMatch.refuse(ifMatch);
        var hotelId = requests.hotelOf(bookingId, minPosition);
        return requests.ask(
                call,
                new NoShowReported(call.id(), hotelId, bookingId, BookingRequests.DESK),
                hotelId,
                bookingId,
                prefer);
    }
}

package io.staylog.booking.web;

import io.staylog.booking.web.InvoiceBodies.CreditNoteBody;
import io.staylog.booking.web.InvoiceBodies.InvoiceBody;
import io.staylog.edge.web.Headers;
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

/** Asks for invoices and credit notes. */
@RestController
@RequestMapping(path = "/v1/bookings/{bookingId}/invoices", produces = MediaType.APPLICATION_JSON_VALUE)
final class InvoiceController {
    private final BookingRequests requests;
    private final InvoiceRetention retention;

    InvoiceController(BookingRequests requests, InvoiceRetention retention) {
        this.requests = requests;
        this.retention = retention;
    }

    @Operation(summary = "Ask for the invoice over everything that no invoice has yet")
    @PostMapping
    ResponseEntity<Object> issueInvoice(
            @PathVariable UUID bookingId,
            @Valid @RequestBody InvoiceBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer,
            @RequestParam(name = Freshness.PARAMETER, required = false) @Nullable String minPosition) {
        var call = BookingRequests.call(bookingId, "invoices", key, null, body);
        IfMatch.refuse(ifMatch);
        var booking = requests.bookingOf(bookingId, minPosition);
        var hotelId = booking.hotelId();
        var sold = booking.sold();
        var guestId = sold == null ? null : sold.guestId();
        var party = body.buyer().toEvent(call.partyId(), hotelId, guestId, retention.keepUntil(hotelId));
        var event = body.toEvent(call, hotelId, bookingId);
        return requests.ask(call, event, booking, Personal.of(party), prefer);
    }

    @Operation(summary = "Ask to take an invoice back as a whole")
    @PostMapping("/{series}/{number}/credit-notes")
    ResponseEntity<Object> issueCreditNote(
            @PathVariable UUID bookingId,
            @PathVariable String series,
            @PathVariable long number,
            @Valid @RequestBody CreditNoteBody body,
            @RequestHeader(name = Headers.KEY, required = false) @Nullable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = Headers.PREFER, required = false) @Nullable String prefer,
            @RequestParam(name = Freshness.PARAMETER, required = false) @Nullable String minPosition) {
        var path = "invoices/" + series + "/" + number + "/credit-notes";
        var call = BookingRequests.call(bookingId, path, key, null, body);
        IfMatch.refuse(ifMatch);
        var hotelId = requests.hotelOf(bookingId, minPosition);
        return requests.ask(call, body.toEvent(call, hotelId, bookingId, series, number), hotelId, bookingId, prefer);
    }
}

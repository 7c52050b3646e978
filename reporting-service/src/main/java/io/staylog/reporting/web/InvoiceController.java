package io.staylog.reporting.web;

import io.staylog.reporting.report.Answer;
import io.staylog.reporting.report.Invoices;
import io.staylog.reporting.report.Limit;
import io.swagger.v3.oas.annotations.Operation;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Invoices and folios, as JSON or CSV. */
@RestController
@RequestMapping(
        path = "/v1",
        produces = {MediaType.APPLICATION_JSON_VALUE, "text/csv;charset=UTF-8"})
class InvoiceController {
    private final Invoices invoices;

    InvoiceController(Invoices invoices) {
        this.invoices = invoices;
    }

    @GetMapping("/invoices")
    @Operation(summary = "Invoices and credit notes, newest first.")
    ResponseEntity<Answer<Invoices.Invoice>> invoices(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable UUID bookingId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return Answers.of(invoices.invoices(hotel, bookingId, cursor, new Limit(limit)));
    }

    @GetMapping("/bookings/{bookingId}/folio")
    @Operation(summary = "What a booking owes and what was paid, in the order of time.")
    ResponseEntity<Answer<Invoices.FolioLine>> folio(@PathVariable UUID bookingId) {
        return Answers.of(invoices.folio(bookingId));
    }
}

package io.staylog.reporting.web;

import io.staylog.reporting.ledger.Account;
import io.staylog.reporting.report.Answer;
import io.staylog.reporting.report.By;
import io.staylog.reporting.report.Ledger;
import io.staylog.reporting.report.Limit;
import io.staylog.reporting.report.Scope;
import io.swagger.v3.oas.annotations.Operation;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The accounts, as JSON or CSV. */
@RestController
@RequestMapping(
        path = "/v1/reports",
        produces = {MediaType.APPLICATION_JSON_VALUE, "text/csv;charset=UTF-8"})
class LedgerController {
    private final Ledger ledger;

    LedgerController(Ledger ledger) {
        this.ledger = ledger;
    }

    @GetMapping("/trial-balance")
    @Operation(
            summary = "Opening, debit, credit and closing of each account; from and to are business dates, included.")
    ResponseEntity<Answer<Ledger.TrialBalance>> trialBalance(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable By by) {
        return Answers.of(ledger.trialBalance(new Scope(hotel, from, to), by));
    }

    @GetMapping("/journal")
    @Operation(summary = "Lines of the journal of a hotel, a booking or a payment, by business date.")
    ResponseEntity<Answer<Ledger.JournalLine>> journal(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable UUID bookingId,
            @RequestParam(required = false) @Nullable UUID paymentId,
            @RequestParam(required = false) @Nullable Account account,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        var filter = new Ledger.JournalFilter(
                new Scope(hotel, from, to), bookingId, paymentId, account == null ? null : account.name());
        return Answers.of(ledger.journal(filter, cursor, new Limit(limit)));
    }

    @GetMapping("/open-balances")
    @Operation(summary = "Bookings that have ended and still owe, or are owed.")
    ResponseEntity<Answer<Ledger.OpenBalance>> openBalances(@RequestParam(required = false) @Nullable String hotel) {
        return Answers.of(ledger.openBalances(hotel));
    }
}

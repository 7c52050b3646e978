package io.staylog.reporting.web;

import io.staylog.reporting.report.Answer;
import io.staylog.reporting.report.Behaviour;
import io.staylog.reporting.report.Books;
import io.staylog.reporting.report.By;
import io.staylog.reporting.report.PaymentHealth;
import io.staylog.reporting.report.Per;
import io.staylog.reporting.report.Performance;
import io.staylog.reporting.report.Scope;
import io.swagger.v3.oas.annotations.Operation;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Key figures that managers steer by, as JSON or CSV. */
@RestController
@RequestMapping(
        path = "/v1/reports",
        produces = {MediaType.APPLICATION_JSON_VALUE, "text/csv;charset=UTF-8"})
class KpiController {
    private final Books books;
    private final Performance performance;
    private final Behaviour behaviour;
    private final PaymentHealth payments;

    KpiController(Books books, Performance performance, Behaviour behaviour, PaymentHealth payments) {
        this.books = books;
        this.performance = performance;
        this.behaviour = behaviour;
        this.payments = payments;
    }

    @GetMapping("/on-the-books")
    @Operation(
            summary =
                    "What was on the books at the end of business date on, pickup of 1, 7 and 28 business dates, and the"
                            + " same a year before; from and to are nights, both included, without them the next 90.")
    ResponseEntity<Answer<Books.OnTheBooks>> onTheBooks(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable By by,
            @RequestParam(required = false) @Nullable Per per) {
        return Answers.of(books.onTheBooks(new Scope(hotel, from, to), on, by, per));
    }

    @GetMapping("/performance")
    @Operation(
            summary =
                    "Rooms sold, occupancy, ADR and RevPAR by channel, segment, room type or rate plan, as known at the end"
                            + " of business date on; from and to are nights, both included, without them the month to date.")
    ResponseEntity<Answer<Performance.Sold>> performance(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(defaultValue = "MONTH") By by,
            @RequestParam(defaultValue = "CHANNEL") Per per) {
        return Answers.of(performance.sold(new Scope(hotel, from, to), on, by, per));
    }

    @GetMapping("/cancellations")
    @Operation(
            summary = "Cancellations and no-shows, with rates by bookings and by room nights; from and to are dates of"
                    + " booking or of arrival, as basis says, both included.")
    ResponseEntity<Answer<Behaviour.Cancellations>> cancellations(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable By by,
            @RequestParam(defaultValue = "BOOKED") Behaviour.Basis basis) {
        return Answers.of(behaviour.cancellations(new Scope(hotel, from, to).at(on), by, basis));
    }

    @GetMapping("/lead-times")
    @Operation(
            summary =
                    "Days from booking to arrival; from and to are dates of booking or of arrival, as basis says, both"
                            + " included.")
    ResponseEntity<Answer<Behaviour.LeadTimes>> leadTimes(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable By by,
            @RequestParam(defaultValue = "BOOKED") Behaviour.Basis basis) {
        return Answers.of(behaviour.leadTimes(new Scope(hotel, from, to).at(on), by, basis));
    }

    @GetMapping("/lengths-of-stay")
    @Operation(summary = "Room nights per stay; from and to are departures, both included.")
    ResponseEntity<Answer<Behaviour.LengthsOfStay>> lengthsOfStay(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable By by) {
        return Answers.of(behaviour.lengthsOfStay(new Scope(hotel, from, to).at(on), by));
    }

    @GetMapping("/turnaways")
    @Operation(
            summary = "Refused requests for rooms by reason and night; from and to are business dates, both included.")
    ResponseEntity<Answer<Behaviour.Turnaways>> turnaways(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable By by) {
        return Answers.of(behaviour.turnaways(new Scope(hotel, from, to).at(on), by));
    }

    @GetMapping("/payment-health")
    @Operation(
            summary =
                    "Approved, declined and unknown payments, time to capture, refunds and chargebacks; from and to are"
                            + " business dates, both included.")
    ResponseEntity<Answer<PaymentHealth.Health>> paymentHealth(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable By by) {
        return Answers.of(payments.health(new Scope(hotel, from, to).at(on), by));
    }

    @GetMapping("/declines")
    @Operation(summary = "Why payments were declined; from and to are business dates, both included.")
    ResponseEntity<Answer<PaymentHealth.Declines>> declines(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable By by) {
        return Answers.of(payments.declines(new Scope(hotel, from, to).at(on), by));
    }

    @GetMapping("/roll-forward")
    @Operation(
            summary =
                    "Guest, deposit and receivable ledgers from opening to closing balance; from and to are business dates,"
                            + " both included.")
    ResponseEntity<Answer<PaymentHealth.RollForward>> rollForward(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable By by) {
        return Answers.of(payments.rollForward(new Scope(hotel, from, to).at(on), by));
    }
}

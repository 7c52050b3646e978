package io.staylog.reporting.web;

import io.staylog.reporting.report.Answer;
import io.staylog.reporting.report.BookingReports;
import io.staylog.reporting.report.By;
import io.staylog.reporting.report.Money;
import io.staylog.reporting.report.NightReports;
import io.staylog.reporting.report.Rows;
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

/** Reports, as JSON or CSV. */
@RestController
@RequestMapping(
        path = "/v1/reports",
        produces = {MediaType.APPLICATION_JSON_VALUE, "text/csv;charset=UTF-8"})
class ReportController {
    private final BookingReports bookings;
    private final NightReports nights;
    private final Money money;

    ReportController(BookingReports bookings, NightReports nights, Money money) {
        this.bookings = bookings;
        this.nights = nights;
        this.money = money;
    }

    @GetMapping("/bookings-by-status")
    @Operation(summary = "Bookings by status; from and to are arrival dates, both included.")
    ResponseEntity<Answer<Rows.Status>> bookingsByStatus(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable By by) {
        return Answers.of(bookings.byStatus(new Scope(hotel, from, to), by));
    }

    @GetMapping("/totals")
    @Operation(summary = "Everything of each hotel in one row.")
    ResponseEntity<Answer<Rows.Totals>> totals(@RequestParam(required = false) @Nullable String hotel) {
        return Answers.of(bookings.totals(hotel));
    }

    @GetMapping("/nights")
    @Operation(summary = "Room nights sold and revenue by stay night; from and to are nights, both included.")
    ResponseEntity<Answer<Rows.Nights>> nights(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(defaultValue = "DAY") By by) {
        return Answers.of(nights.nights(new Scope(hotel, from, to).at(on), by));
    }

    @GetMapping("/months")
    @Operation(summary = "Room nights sold, revenue, ADR and peak by stay month.")
    ResponseEntity<Answer<Rows.Months>> months(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to) {
        return Answers.of(nights.months(new Scope(hotel, from, to).at(on)));
    }

    @GetMapping("/arrivals")
    @Operation(summary = "Bookings by arrival; from and to are arrival dates, both included.")
    ResponseEntity<Answer<Rows.Arrivals>> arrivals(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(defaultValue = "MONTH") By by) {
        return Answers.of(bookings.arrivals(new Scope(hotel, from, to), by));
    }

    @GetMapping("/event-days")
    @Operation(summary = "What was booked, cancelled, not shown, and who came and left, by business date.")
    ResponseEntity<Answer<Rows.EventDays>> eventDays(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(defaultValue = "DAY") By by) {
        return Answers.of(bookings.eventDays(new Scope(hotel, from, to), by));
    }

    @GetMapping("/kpi")
    @Operation(
            summary = "Occupancy, ADR and RevPAR, with and without complimentary rooms."
                    + " rooms reckons with another number of rooms than the hotel has.")
    ResponseEntity<Answer<Rows.Kpi>> kpi(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(defaultValue = "MONTH") By by,
            @RequestParam(defaultValue = "PHYSICAL") NightReports.Base base,
            @RequestParam(required = false) @Nullable Integer rooms) {
        return Answers.of(nights.kpi(new Scope(hotel, from, to).at(on), by, base, rooms));
    }

    @GetMapping("/pickup")
    @Operation(
            summary = "On the books at the end of business date until, less at the end of since, by stay night."
                    + " from and to are nights, both included.")
    ResponseEntity<Answer<Rows.Pickup>> pickup(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable LocalDate since,
            @RequestParam(required = false) @Nullable LocalDate until,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(defaultValue = "DAY") By by) {
        return Answers.of(nights.pickup(new Scope(hotel, from, to), since, until, by));
    }

    @GetMapping("/cash")
    @Operation(summary = "Captures and refunds by purpose; from and to are business dates, both included.")
    ResponseEntity<Answer<Rows.Cash>> cash(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable By by) {
        return Answers.of(money.cash(new Scope(hotel, from, to), by));
    }
}

package io.staylog.reporting.web;

import io.staylog.reporting.report.Answer;
import io.staylog.reporting.report.daily.DailyLines;
import io.staylog.reporting.report.daily.DailyReport;
import io.staylog.reporting.report.daily.DailyReports;
import io.swagger.v3.oas.annotations.Operation;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The manager's daily report. */
@RestController
@RequestMapping(path = "/v1/reports")
class DailyController {
    private final DailyReports reports;

    DailyController(DailyReports reports) {
        this.reports = reports;
    }

    @GetMapping(path = "/daily", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary =
                    "The daily report of a hotel, as things stood at the end of business date date; without it, of the"
                            + " date that is open. rooms reckons with another number of rooms than the hotel has.")
    ResponseEntity<Answer<DailyReport>> daily(
            @RequestParam String hotel,
            @RequestParam(required = false) @Nullable LocalDate date,
            @RequestParam(required = false) @Nullable Integer rooms) {
        return Answers.of(answer(reports.of(hotel, date, rooms)));
    }

    @GetMapping(
            path = "/daily-lines",
            produces = {MediaType.APPLICATION_JSON_VALUE, "text/csv;charset=UTF-8"})
    @Operation(summary = "The same, a line per figure.")
    ResponseEntity<Answer<DailyLines.Line>> lines(
            @RequestParam String hotel,
            @RequestParam(required = false) @Nullable LocalDate date,
            @RequestParam(required = false) @Nullable Integer rooms) {
        var report = reports.of(hotel, date, rooms);
        return Answers.of(new Answer<>(
                DailyLines.Line.class, report.asOf(), report.newestEventAt(), DailyLines.of(report), null));
    }

    private static Answer<DailyReport> answer(DailyReport report) {
        return new Answer<>(DailyReport.class, report.asOf(), report.newestEventAt(), List.of(report), null);
    }
}

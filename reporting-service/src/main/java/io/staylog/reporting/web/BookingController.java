package io.staylog.reporting.web;

import io.staylog.reporting.projection.BookingStatus;
import io.staylog.reporting.report.Answer;
import io.staylog.reporting.report.Limit;
import io.staylog.reporting.report.Lists;
import io.staylog.reporting.report.Lists.BookingFilter;
import io.staylog.reporting.report.Lists.Span;
import io.staylog.reporting.report.ReportException;
import io.staylog.reporting.report.ReportException.Kind;
import io.staylog.reporting.report.Scope;
import io.staylog.reporting.report.Timeline;
import io.staylog.reporting.report.Timelines;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Bookings: those that are looked for, and everything that happened to one. */
@RestController
@RequestMapping(path = "/v1/bookings")
class BookingController {
    private static final String LIMIT = "50";

    /** Where a booking came from. */
    enum Channel {
        DIRECT_WEB,
        DIRECT_PHONE,
        WALK_IN,
        OTA,
        GDS,
        CORPORATE,
        GROUP
    }

    private final Lists lists;
    private final Timelines timelines;
    private final TokenFilter tokens;

    BookingController(Lists lists, Timelines timelines, TokenFilter tokens) {
        this.lists = lists;
        this.timelines = timelines;
        this.tokens = tokens;
    }

    @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, "text/csv;charset=UTF-8"})
    @Operation(summary = "Bookings in the order of arrival; dates are included.")
    ResponseEntity<Answer<Lists.Booking>> bookings(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable BookingStatus status,
            @RequestParam(required = false) @Nullable LocalDate arrivalFrom,
            @RequestParam(required = false) @Nullable LocalDate arrivalTo,
            @RequestParam(required = false) @Nullable LocalDate departureFrom,
            @RequestParam(required = false) @Nullable LocalDate departureTo,
            @RequestParam(required = false) @Nullable LocalDate bookedFrom,
            @RequestParam(required = false) @Nullable LocalDate bookedTo,
            @RequestParam(required = false) @Nullable Channel channel,
            @RequestParam(required = false) @Nullable String reference,
            @RequestParam(required = false) @Nullable String confirmationCode,
            @RequestParam(required = false) @Nullable UUID guestId,
            @RequestParam(required = false) @Nullable String guest,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = LIMIT) int limit,
            HttpServletRequest request) {
        boolean isTrusted = tokens.trusts(request);
        if (guest != null && !isTrusted) {
            throw new ReportException(
                    Kind.UNAUTHORIZED,
                    "unauthorized",
                    "Looking for a guest by name needs a bearer token; staylog.token-file names its file.",
                    Map.of("parameter", "guest"));
        }
        var filter = new BookingFilter(
                new Scope(hotel, arrivalFrom, arrivalTo),
                new Span(departureFrom, departureTo),
                new Span(bookedFrom, bookedTo),
                status == null ? null : status.name(),
                channel == null ? null : channel.name(),
                reference,
                confirmationCode,
                guestId,
                guest);
        var answer = lists.bookings(filter, isTrusted, cursor, new Limit(limit));
        return isTrusted ? Answers.ofGuests(answer) : Answers.of(answer);
    }

    @GetMapping(path = "/{bookingId}/timeline", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Everything that happened to a booking and its payments, oldest first.")
    ResponseEntity<Answer<Timeline.Entry>> timeline(
            @PathVariable UUID bookingId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "200") int limit) {
        return Answers.of(timelines.of(bookingId, cursor, new Limit(limit)));
    }
}

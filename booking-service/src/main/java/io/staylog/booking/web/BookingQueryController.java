package io.staylog.booking.web;

import io.staylog.booking.view.BookingView;
import io.staylog.booking.view.BookingView.Status;
import io.staylog.booking.view.ReadModel;
import io.staylog.edge.web.Kind;
import io.staylog.edge.web.RefusedException;
import io.staylog.edge.web.Timeout;
import io.staylog.logview.History;
import io.swagger.v3.oas.annotations.Operation;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows bookings and what happened to them. */
@RestController
@RequestMapping(path = "/v1/bookings/{bookingId}", produces = MediaType.APPLICATION_JSON_VALUE)
final class BookingQueryController {
    private static final String SETTLED = "settled";

    private final ReadModel model;
    private final History history;
    private final Freshness freshness;

    BookingQueryController(ReadModel model, History history, Freshness freshness) {
        this.model = model;
        this.history = history;
        this.freshness = freshness;
    }

    /**
     * What happened to a booking.
     *
     * @param bookingId the booking
     * @param events every event, in the order of the log; of very many the newest thousand
     */
    record BookingHistory(UUID bookingId, List<History.Entry> events) {}

    @Operation(summary = "Show a booking; with waitFor, as soon as it stands so or cannot come to stand so any more")
    @GetMapping
    ResponseEntity<BookingView> showBooking(
            @PathVariable UUID bookingId,
            @RequestParam(required = false) @Nullable String waitFor,
            @RequestParam(required = false) @Nullable String timeout,
            @RequestParam(name = Freshness.PARAMETER, required = false) @Nullable String minPosition) {
        if (waitFor == null && timeout != null) {
            throw new RefusedException(
                    Kind.INVALID_PARAMETER, "timeout", "says how long to wait, so say with waitFor for what");
        }
        var wanted = waitFor == null ? null : wanted(waitFor);
        var atMost = Timeout.of(timeout);
        freshness.await(minPosition);
        if (wanted != null) {
            var seen = model.waiters().await(List.of(bookingId), atMost, () -> {
                var booking = freshness.booking(bookingId);
                return booking != null && isSeen(booking.status(), wanted) ? booking : null;
            });
            if (seen != null) {
                return Answers.shown(seen);
            }
        }
        return Answers.shown(booking(bookingId));
    }

    @Operation(summary = "Show every event of a booking")
    @GetMapping("/events")
    BookingHistory showHistory(
            @PathVariable UUID bookingId,
            @RequestParam(name = Freshness.PARAMETER, required = false) @Nullable String minPosition) {
        freshness.await(minPosition);
        booking(bookingId);
        var positions = model.history(bookingId);
        if (positions.isEmpty()) {
            throw unknown();
        }
        return new BookingHistory(bookingId, history.read(positions));
    }

    private BookingView booking(UUID bookingId) {
        var booking = freshness.booking(bookingId);
        if (booking == null) {
            throw unknown();
        }
        return booking;
    }

    private static RefusedException unknown() {
        return new RefusedException(
                Kind.BOOKING_NOT_FOUND,
                "bookingId",
                "no booking is known under this id; one that was asked for just now may be decided in a moment");
    }

    private static boolean isSeen(Status status, Set<Status> wanted) {
        return wanted.contains(status) || wanted.stream().noneMatch(status::canBecome);
    }

    private static Set<Status> wanted(String waitFor) {
        var wanted = EnumSet.noneOf(Status.class);
        for (var name : waitFor.split(",", -1)) {
            if (name.strip().equalsIgnoreCase(SETTLED)) {
                wanted.addAll(List.of(Status.values()));
                wanted.remove(Status.HELD);
            } else {
                wanted.add(status(name.strip()));
            }
        }
        return wanted;
    }

    private static Status status(String name) {
        var known = name.toUpperCase(Locale.ROOT).replace('-', '_');
        for (var status : Status.values()) {
            if (status.name().equals(known)) {
                return status;
            }
        }
        throw new RefusedException(
                Kind.INVALID_PARAMETER,
                "waitFor",
                "must be settled, or statuses separated by commas: " + List.of(Status.values()));
    }
}

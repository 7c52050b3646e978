package io.staylog.booking.web;

import io.staylog.booking.view.BookingView;
import io.staylog.booking.view.ReadModel;
import io.staylog.edge.web.ViewGate;
import io.staylog.logview.ViewStatus;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps answers about bookings from being made of a view that does not know enough; see {@link ViewGate}. */
public final class Freshness {
    /** The query parameter; its value comes from the header {@value Answers#POSITION} of an earlier answer. */
    static final String PARAMETER = ViewGate.PARAMETER;

    // An instance that keeps up is behind by far less.
    private static final Duration UNKNOWN_BOOKING_ATMOST = Duration.ofSeconds(1);

    private final ReadModel model;
    private final ViewStatus status;
    private final ViewGate gate;

    /** Looks at a model, and at how far it has come. */
    public Freshness(ReadModel model, ViewStatus status) {
        this.model = model;
        this.status = status;
        this.gate = new ViewGate(model, status);
    }

    /** Refuses where nothing true can be said about a hotel now. */
    void requireHotel(String hotelId) {
        gate.requireHotel(hotelId);
    }

    /** A booking as it stands, or null where there is none; refuses where that is not known now. */
    @Nullable
    BookingView booking(UUID bookingId) {
        var booking = model.booking(bookingId);
        boolean isKnown = booking == null ? status.showsAll() : status.shows(booking.hotelId());
        if (!isKnown) {
            throw ViewGate.notReady(
                    null, "this instance does not show all bookings yet; try again soon, or on another one");
        }
        return booking;
    }

    /** The same, but one that another instance knows already is waited for. */
    @Nullable
    BookingView bookingSoon(UUID bookingId) {
        var ids = List.of(bookingId);
        return model.waiters().await(ids, UNKNOWN_BOOKING_ATMOST, () -> booking(bookingId));
    }

    /** Returns when the model has come so far; refuses where it does not in time. */
    void await(@Nullable String minPosition) {
        gate.await(minPosition);
    }
}

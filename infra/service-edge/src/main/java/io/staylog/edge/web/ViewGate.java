package io.staylog.edge.web;

import io.staylog.logview.Position;
import io.staylog.logview.ViewModel;
import io.staylog.logview.ViewStatus;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps answers from being made of a view that does not know enough: one that is still replaying or stands still, or one that
 * is behind what the caller has seen elsewhere.
 */
public final class ViewGate {
    /** The query parameter; its value comes from the header {@value Headers#POSITION} of an earlier answer. */
    public static final String PARAMETER = "min-position";

    private static final Duration ATMOST = Duration.ofSeconds(5);
    // In this time a view that reads has asked the brokers again several times, so it knows how far the log goes.
    private static final Duration END_IS_KNOWN_AFTER = Duration.ofSeconds(1);

    private final ViewModel<?> model;
    private final ViewStatus status;

    /** Looks at a model, and at how far it has come. */
    public ViewGate(ViewModel<?> model, ViewStatus status) {
        this.model = model;
        this.status = status;
    }

    /** Refuses where nothing true can be said about a hotel now. */
    public void requireHotel(String hotelId) {
        if (!status.shows(hotelId)) {
            throw notReady(null, "this instance does not show that hotel yet; try again soon, or on another one");
        }
    }

    /** Refuses where nothing true can be said about what is not known. */
    public void requireAll() {
        if (!status.showsAll()) {
            throw notReady(null, "this instance does not show everything yet; try again soon, or on another one");
        }
    }

    /** Returns when the model has come so far; refuses where it does not in time. */
    public void await(@Nullable String minPosition) {
        if (minPosition == null) {
            return;
        }
        var position = Position.parse(minPosition);
        if (position == null) {
            throw new RefusedException(
                    Kind.INVALID_PARAMETER, PARAMETER, "must be partition:offset, as in the header X-Position");
        }
        if (status.partitions() > 0 && position.partition() >= status.partitions()) {
            throw new RefusedException(Kind.INVALID_PARAMETER, PARAMETER, "the log has no such partition");
        }
        if (reached(position, END_IS_KNOWN_AFTER)) {
            return;
        }
        if (status.shows(position.partition()) && status.trouble() == null && isBeyondEnd(position)) {
            throw new RefusedException(
                    Kind.INVALID_PARAMETER, PARAMETER, "the log does not go so far; send what X-Position said");
        }
        if (!reached(position, ATMOST.minus(END_IS_KNOWN_AFTER))) {
            throw notReady(PARAMETER, "this instance has not come so far yet; try again soon");
        }
    }

    private boolean isBeyondEnd(Position position) {
        return position.offset() >= status.end(position.partition());
    }

    private boolean reached(Position position, Duration atMost) {
        var progress = List.of(ViewModel.progressOf(position.partition()));
        return model.waiters().await(progress, atMost, () -> model.includes(position) ? position : null) != null;
    }

    /** Says that another instance, or this one later, may know. */
    public static RefusedException notReady(@Nullable String field, String detail) {
        return new RefusedException(Kind.NOT_READY, field, detail);
    }
}

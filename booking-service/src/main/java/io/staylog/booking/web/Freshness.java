package io.staylog.booking.web;

import io.staylog.booking.view.Position;
import io.staylog.booking.view.ReadModel;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets callers read their own writes on any instance: an answer waits until it takes a position into account. */
public final class Freshness {
    /** The query parameter; its value comes from the header {@value Answers#POSITION} of an earlier answer. */
    static final String PARAMETER = "min-position";

    private static final Duration ATMOST = Duration.ofSeconds(5);

    private final ReadModel model;

    /** Looks at a model. */
    public Freshness(ReadModel model) {
        this.model = model;
    }

    /** Returns when the model has come so far; refuses where it does not in time. */
    void await(@Nullable String minPosition) {
        if (minPosition == null) {
            return;
        }
        var position = Position.parse(minPosition);
        if (position == null) {
            throw new RefusedException(
                    Kind.INVALID_PARAMETER, PARAMETER, "must be partition:offset, as in the header X-Position");
        }
        var progress = List.of(ReadModel.progressOf(position.partition()));
        var reached = model.waiters().await(progress, ATMOST, () -> model.includes(position) ? position : null);
        if (reached == null) {
            throw new RefusedException(
                    Kind.NOT_READY, PARAMETER, "this instance has not come so far yet; try again soon");
        }
    }
}

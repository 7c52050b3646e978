package io.staylog.reporting.live;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a live page is told.
 *
 * @param kind what it is about
 * @param token what the rows stand on; null where nothing is said of rows
 * @param newestEventAt time stamp of the newest event in the rows; null where there is none
 */
public record LiveMessage(
        Kind kind, @Nullable String token, @Nullable Instant newestEventAt) {

    /** What a message is about. */
    public enum Kind {
        /** The page shows what there is. */
        CURRENT,
        /** Rows that the page shows may have changed. */
        CHANGED,
        /** What the page said it shows is not known here: it must load everything. */
        RESET,
        /** Nothing has happened, and the connection is alive. */
        BEAT,
        /** The page was too slow, and is disconnected. */
        DROPPED,
        /** The service stops. */
        BYE
    }

    /** Whether the connection ends with it. */
    public boolean last() {
        return kind == Kind.DROPPED || kind == Kind.BYE;
    }

    static LiveMessage of(Kind kind, LiveHub.Standing standing) {
        return new LiveMessage(kind, standing.token().toString(), standing.newestEventAt());
    }

    static LiveMessage of(Kind kind) {
        return new LiveMessage(kind, null, null);
    }
}

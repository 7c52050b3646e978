package io.staylog.logview;

import java.time.Instant;

/** One event on the log, understood, as far as its reader must know it. */
public interface LogFact {
    /** Where it stands. */
    Position position();

    /** When it was decided. */
    Instant at();
}

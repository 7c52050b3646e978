package io.staylog.cli.client;

import java.util.Optional;

/** Recognises, in the events of a hotel, what has become of one request. It does no I/O. */
@FunctionalInterface
public interface OutcomeWatching {
    /** Looks at the next event of the hotel: the outcome, or empty while it is open. */
    Optional<OutcomeWatch.Outcome> see(LogRecord event);
}

package io.staylog.booking.bad.domain;

import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Breaks the rules of the domain: it logs, looks at a clock and throws dice, and anybody may extend it. */
public interface ReckonEvent {
    Logger LOG = LoggerFactory.getLogger(ReckonEvent.class);

    class Reckoned implements ReckonEvent {
        final Instant at = Instant.now();
        final UUID id = UUID.randomUUID();
    }
}

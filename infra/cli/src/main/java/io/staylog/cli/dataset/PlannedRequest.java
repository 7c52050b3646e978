package io.staylog.cli.dataset;

import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * One request of a hotel's replay.
 *
 * @param id the request's id
 * @param kind what has to be known before it may be sent
 * @param date the business date it belongs to
 * @param row the booking it speaks of; -1 for none
 * @param record builds it when it is its turn
 */
record PlannedRequest(UUID id, Kind kind, LocalDate date, int row, Supplier<SpecificRecord> record) {
    static final int NO_ROW = -1;

    /** What has to be known before a request may be sent. */
    enum Kind {
        /** Nothing. */
        SET_UP,
        /** That the hotel is set up. */
        PLACE,
        /** As PLACE; the booking is held until its payment is decided. */
        PLACE_PREPAID,
        /** What became of the booking. */
        FOLLOW_UP,
        /** What became of all bookings that were to be paid. */
        CLOSE_DAY
    }
}

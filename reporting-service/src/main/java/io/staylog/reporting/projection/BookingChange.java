package io.staylog.reporting.projection;

import io.staylog.reporting.projection.RowChange.OffBooks;
import io.staylog.reporting.projection.RowChange.Sale;
import io.staylog.reporting.projection.RowChange.Stay;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one event of a booking changes, or several of them in one; null leaves a value as it is.
 *
 * @param steppedOn the business date, where the event is a step of the booking
 */
record BookingChange(
        UUID bookingId,
        String hotelId,
        int version,
        Instant at,
        @Nullable BookingStatus status,
        @Nullable Sale sale,
        @Nullable Stay stay,
        @Nullable LocalDate confirmedOn,
        @Nullable LocalDate checkedInOn,
        @Nullable LocalDate checkedOutOn,
        @Nullable OffBooks offBooks,
        @Nullable LocalDate steppedOn)
        implements RowChange {

    /** Nothing but that there was an event. */
    static BookingChange of(UUID bookingId, String hotelId, int version, Position position) {
        return new BookingChange(
                bookingId, Checked.id(hotelId), version, position.at(), null, null, null, null, null, null, null, null);
    }

    BookingChange status(BookingStatus status) {
        return new BookingChange(
                bookingId,
                hotelId,
                version,
                at,
                status,
                sale,
                stay,
                confirmedOn,
                checkedInOn,
                checkedOutOn,
                offBooks,
                steppedOn);
    }

    BookingChange sale(Sale sale) {
        return new BookingChange(
                bookingId,
                hotelId,
                version,
                at,
                status,
                sale,
                stay,
                confirmedOn,
                checkedInOn,
                checkedOutOn,
                offBooks,
                steppedOn);
    }

    BookingChange stay(Stay stay) {
        return new BookingChange(
                bookingId,
                hotelId,
                version,
                at,
                status,
                sale,
                stay,
                confirmedOn,
                checkedInOn,
                checkedOutOn,
                offBooks,
                steppedOn);
    }

    BookingChange confirmedOn(LocalDate confirmedOn) {
        return new BookingChange(
                bookingId,
                hotelId,
                version,
                at,
                status,
                sale,
                stay,
                confirmedOn,
                checkedInOn,
                checkedOutOn,
                offBooks,
                steppedOn);
    }

    BookingChange checkedInOn(LocalDate checkedInOn) {
        return new BookingChange(
                bookingId,
                hotelId,
                version,
                at,
                status,
                sale,
                stay,
                confirmedOn,
                checkedInOn,
                checkedOutOn,
                offBooks,
                steppedOn);
    }

    BookingChange checkedOutOn(LocalDate checkedOutOn) {
        return new BookingChange(
                bookingId,
                hotelId,
                version,
                at,
                status,
                sale,
                stay,
                confirmedOn,
                checkedInOn,
                checkedOutOn,
                offBooks,
                steppedOn);
    }

    BookingChange offBooks(OffBooks offBooks) {
        return new BookingChange(
                bookingId,
                hotelId,
                version,
                at,
                status,
                sale,
                stay,
                confirmedOn,
                checkedInOn,
                checkedOutOn,
                offBooks,
                steppedOn);
    }

    /** It is a step of the booking, made on that business date. */
    BookingChange steppedOn(LocalDate steppedOn) {
        return new BookingChange(
                bookingId,
                hotelId,
                version,
                at,
                status,
                sale,
                stay,
                confirmedOn,
                checkedInOn,
                checkedOutOn,
                offBooks,
                steppedOn);
    }

    /** Both changes as one: what the later one leaves open the earlier one says. */
    BookingChange then(BookingChange later) {
        return new BookingChange(
                bookingId,
                hotelId,
                later.version,
                later.at,
                last(status, later.status),
                last(sale, later.sale),
                last(stay, later.stay),
                last(confirmedOn, later.confirmedOn),
                last(checkedInOn, later.checkedInOn),
                last(checkedOutOn, later.checkedOutOn),
                last(offBooks, later.offBooks),
                last(steppedOn, later.steppedOn));
    }

    private static <T> @Nullable T last(@Nullable T earlier, @Nullable T later) {
        return later == null ? earlier : later;
    }
}

package io.staylog.reporting.projection;

import io.staylog.reporting.projection.BookingMoved.Movement;
import io.staylog.schemas.booking.BookingCancelled;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingExpired;
import io.staylog.schemas.booking.BookingHeld;
import io.staylog.schemas.booking.BookingModified;
import io.staylog.schemas.booking.BookingNoShow;
import io.staylog.schemas.booking.BookingReinstated;
import io.staylog.schemas.booking.BookingReleased;
import io.staylog.schemas.booking.BookingTerms;
import io.staylog.schemas.booking.GuestCheckedIn;
import io.staylog.schemas.booking.GuestCheckedOut;
import io.staylog.schemas.booking.GuestWalked;
import io.staylog.schemas.common.RoomStay;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Which events move a booking on, for reports of what happened when. */
final class MovementProjection {
    private MovementProjection() {}

    static List<RowChange> changes(SpecificRecord event) {
        return switch (event) {
            case BookingHeld e ->
                sold(
                        e.getBookingId(),
                        e.getHotelId(),
                        e.getVersion(),
                        e.getBusinessDate(),
                        Movement.HELD,
                        e.getTerms());
            case BookingConfirmed e -> confirmed(e);
            case BookingModified e -> {
                var at = new At(e.getBookingId(), e.getHotelId(), e.getVersion(), e.getBusinessDate());
                yield at.moved(Movement.MODIFIED, e.getRoomStays(), null, null);
            }
            case GuestCheckedIn e -> {
                var at = new At(e.getBookingId(), e.getHotelId(), e.getVersion(), e.getBusinessDate());
                yield at.moved(Movement.ARRIVED, null, null, null);
            }
            case GuestCheckedOut e -> {
                var at = new At(e.getBookingId(), e.getHotelId(), e.getVersion(), e.getBusinessDate());
                yield at.moved(Movement.LEFT, e.getRoomStays(), e.getEarlyDepartureFeeMinor(), null);
            }
            case BookingCancelled e -> {
                var at = new At(e.getBookingId(), e.getHotelId(), e.getVersion(), e.getBusinessDate());
                yield at.moved(Movement.CANCELLED, null, e.getFeeMinor(), e.getLate());
            }
            case BookingNoShow e -> {
                var at = new At(e.getBookingId(), e.getHotelId(), e.getVersion(), e.getBusinessDate());
                yield at.moved(Movement.NO_SHOW, null, e.getFeeMinor(), null);
            }
            case GuestWalked e -> {
                var at = new At(e.getBookingId(), e.getHotelId(), e.getVersion(), e.getBusinessDate());
                yield at.moved(Movement.WALKED, null, null, null);
            }
            case BookingReleased e -> {
                var at = new At(e.getBookingId(), e.getHotelId(), e.getVersion(), e.getBusinessDate());
                yield at.moved(Movement.RELEASED, null, null, null);
            }
            case BookingExpired e -> {
                var at = new At(e.getBookingId(), e.getHotelId(), e.getVersion(), e.getBusinessDate());
                yield at.moved(Movement.EXPIRED, null, null, null);
            }
            case BookingReinstated e -> {
                var at = new At(e.getBookingId(), e.getHotelId(), e.getVersion(), e.getBusinessDate());
                yield at.moved(Movement.REINSTATED, null, null, null);
            }
            default -> List.of();
        };
    }

    private static List<RowChange> confirmed(BookingConfirmed e) {
        var terms = e.getTerms();
        var at = new At(e.getBookingId(), e.getHotelId(), e.getVersion(), e.getBusinessDate());
        return terms == null
                ? at.moved(Movement.CONFIRMED, null, null, null)
                : sold(at.bookingId, at.hotelId, at.version, at.on, Movement.BOOKED, terms);
    }

    private static List<RowChange> sold(
            UUID bookingId, String hotelId, int version, LocalDate on, Movement kind, BookingTerms terms) {
        return List.of(new BookingMoved(
                bookingId,
                Checked.id(hotelId),
                version,
                Checked.date(on),
                kind,
                terms.getChannel().name(),
                Checked.id(terms.getRatePlanId()),
                BookingProjection.stay(terms.getRoomStays()),
                null,
                null));
    }

    /** Which step of which booking. */
    private record At(UUID bookingId, String hotelId, int version, LocalDate on) {

        List<RowChange> moved(
                Movement kind, @Nullable List<RoomStay> stays, @Nullable Long feeMinor, @Nullable Boolean late) {
            var stay = stays == null ? null : BookingProjection.stay(stays);
            return List.of(new BookingMoved(
                    bookingId, Checked.id(hotelId), version, Checked.date(on), kind, null, null, stay, feeMinor, late));
        }
    }
}

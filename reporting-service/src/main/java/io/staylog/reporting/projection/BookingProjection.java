package io.staylog.reporting.projection;

import io.staylog.reporting.projection.RowChange.Night;
import io.staylog.reporting.projection.RowChange.NightsSet;
import io.staylog.reporting.projection.RowChange.OffBooks;
import io.staylog.reporting.projection.RowChange.Reinstated;
import io.staylog.reporting.projection.RowChange.Sale;
import io.staylog.reporting.projection.RowChange.Stay;
import io.staylog.schemas.booking.BookingCancelled;
import io.staylog.schemas.booking.BookingChangeAbandoned;
import io.staylog.schemas.booking.BookingChangeHeld;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingExpired;
import io.staylog.schemas.booking.BookingGuaranteeLost;
import io.staylog.schemas.booking.BookingHeld;
import io.staylog.schemas.booking.BookingModified;
import io.staylog.schemas.booking.BookingNoShow;
import io.staylog.schemas.booking.BookingPaymentFailed;
import io.staylog.schemas.booking.BookingPaymentRetried;
import io.staylog.schemas.booking.BookingReinstated;
import io.staylog.schemas.booking.BookingReleased;
import io.staylog.schemas.booking.BookingTerms;
import io.staylog.schemas.booking.CreditNoteIssued;
import io.staylog.schemas.booking.FolioChargePosted;
import io.staylog.schemas.booking.GuestCheckedIn;
import io.staylog.schemas.booking.GuestCheckedOut;
import io.staylog.schemas.booking.GuestWalked;
import io.staylog.schemas.booking.HoldExtended;
import io.staylog.schemas.booking.InvoiceIssued;
import io.staylog.schemas.booking.LatePaymentDetected;
import io.staylog.schemas.common.RoomStay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** What the events of a booking mean for the rows. */
final class BookingProjection {
    private BookingProjection() {}

    /** Empty where the event is not one of a booking. */
    static Optional<List<RowChange>> changes(SpecificRecord event, Position at) {
        return switch (event) {
            case BookingHeld e -> Optional.of(held(e, at));
            case BookingConfirmed e -> Optional.of(confirmed(e, at));
            case HoldExtended e -> Optional.of(List.of(extended(e, at)));
            case BookingReleased e -> Optional.of(List.of(released(e, at)));
            case BookingExpired e -> Optional.of(List.of(expired(e, at)));
            case BookingCancelled e -> Optional.of(List.of(cancelled(e, at)));
            case BookingModified e -> Optional.of(modified(e, at));
            case GuestCheckedIn e -> Optional.of(List.of(checkedIn(e, at)));
            case GuestCheckedOut e -> Optional.of(checkedOut(e, at));
            case BookingNoShow e -> Optional.of(List.of(noShow(e, at)));
            case GuestWalked e -> Optional.of(List.of(walked(e, at)));
            case BookingReinstated e -> Optional.of(reinstated(e, at));
            // New nights of a change that is not paid are no more on the books than those of a hold.
            case BookingChangeHeld e -> seen(e.getBookingId(), e.getHotelId(), e.getVersion(), at);
            case BookingChangeAbandoned e -> seen(e.getBookingId(), e.getHotelId(), e.getVersion(), at);
            case BookingPaymentFailed e -> seen(e.getBookingId(), e.getHotelId(), e.getVersion(), at);
            case BookingPaymentRetried e -> seen(e.getBookingId(), e.getHotelId(), e.getVersion(), at);
            case LatePaymentDetected e -> seen(e.getBookingId(), e.getHotelId(), e.getVersion(), at);
            case FolioChargePosted e -> seen(e.getBookingId(), e.getHotelId(), e.getVersion(), at);
            case InvoiceIssued e -> seen(e.getBookingId(), e.getHotelId(), e.getVersion(), at);
            case CreditNoteIssued e -> seen(e.getBookingId(), e.getHotelId(), e.getVersion(), at);
            case BookingGuaranteeLost e -> seen(e.getBookingId(), e.getHotelId(), e.getVersion(), at);
            default -> Optional.empty();
        };
    }

    private static Optional<List<RowChange>> seen(UUID bookingId, String hotelId, int version, Position at) {
        return Optional.of(List.of(BookingChange.of(bookingId, hotelId, version, at)));
    }

    private static BookingChange walked(GuestWalked e, Position at) {
        return BookingChange.of(e.getBookingId(), e.getHotelId(), e.getVersion(), at)
                .status(BookingStatus.WALKED)
                .steppedOn(Checked.date(e.getBusinessDate()))
                .offBooks(new OffBooks(Checked.date(e.getBusinessDate()), null, null, null));
    }

    private static List<RowChange> reinstated(BookingReinstated e, Position at) {
        var on = Checked.date(e.getBusinessDate());
        var change = BookingChange.of(e.getBookingId(), e.getHotelId(), e.getVersion(), at)
                .status(BookingStatus.CONFIRMED)
                .steppedOn(on);
        return List.of(change, new Reinstated(e.getBookingId(), e.getVersion(), on));
    }

    private static List<RowChange> held(BookingHeld e, Position at) {
        var on = Checked.date(e.getBusinessDate());
        var change = BookingChange.of(e.getBookingId(), e.getHotelId(), e.getVersion(), at)
                .status(BookingStatus.HELD)
                .steppedOn(on);
        return sold(change, e.getTerms(), on);
    }

    private static List<RowChange> confirmed(BookingConfirmed e, Position at) {
        var on = Checked.date(e.getBusinessDate());
        var change = BookingChange.of(e.getBookingId(), e.getHotelId(), e.getVersion(), at)
                .status(BookingStatus.CONFIRMED)
                .confirmedOn(on)
                .steppedOn(on);
        var terms = e.getTerms();
        return terms == null ? List.of(change) : sold(change, terms, on);
    }

    private static List<RowChange> sold(BookingChange change, BookingTerms terms, LocalDate on) {
        var stay = stay(terms.getRoomStays());
        var sale = new Sale(
                on,
                Checked.text(terms.getConfirmationCode()),
                terms.getChannel().name(),
                Checked.id(terms.getRatePlanId()),
                terms.getGuarantee().name(),
                Checked.id(terms.getCurrency()),
                stay,
                Checked.textOrNull(terms.getChannelReference()),
                terms.getGuestId());
        return List.of(change.sale(sale).stay(stay), nights(change, on, true, terms.getRoomStays()));
    }

    private static BookingChange extended(HoldExtended e, Position at) {
        return BookingChange.of(e.getBookingId(), e.getHotelId(), e.getVersion(), at);
    }

    private static BookingChange released(BookingReleased e, Position at) {
        var reason = Checked.textOrNull(e.getDeclineCode());
        return BookingChange.of(e.getBookingId(), e.getHotelId(), e.getVersion(), at)
                .status(BookingStatus.RELEASED)
                .steppedOn(Checked.date(e.getBusinessDate()))
                .offBooks(new OffBooks(Checked.date(e.getBusinessDate()), reason, null, null));
    }

    private static BookingChange expired(BookingExpired e, Position at) {
        return BookingChange.of(e.getBookingId(), e.getHotelId(), e.getVersion(), at)
                .status(BookingStatus.EXPIRED)
                .steppedOn(Checked.date(e.getBusinessDate()))
                .offBooks(new OffBooks(Checked.date(e.getBusinessDate()), null, null, null));
    }

    private static BookingChange cancelled(BookingCancelled e, Position at) {
        var on = Checked.date(e.getBusinessDate());
        return BookingChange.of(e.getBookingId(), e.getHotelId(), e.getVersion(), at)
                .status(BookingStatus.CANCELLED)
                .steppedOn(on)
                .offBooks(new OffBooks(on, e.getReason().name(), e.getFeeMinor(), e.getLate()));
    }

    private static BookingChange noShow(BookingNoShow e, Position at) {
        return BookingChange.of(e.getBookingId(), e.getHotelId(), e.getVersion(), at)
                .status(BookingStatus.NO_SHOW)
                .steppedOn(Checked.date(e.getBusinessDate()))
                .offBooks(new OffBooks(Checked.date(e.getBusinessDate()), null, e.getFeeMinor(), null));
    }

    private static List<RowChange> modified(BookingModified e, Position at) {
        var change = BookingChange.of(e.getBookingId(), e.getHotelId(), e.getVersion(), at)
                .stay(stay(e.getRoomStays()))
                .steppedOn(Checked.date(e.getBusinessDate()));
        return List.of(change, nights(change, e.getBusinessDate(), false, e.getRoomStays()));
    }

    private static BookingChange checkedIn(GuestCheckedIn e, Position at) {
        return BookingChange.of(e.getBookingId(), e.getHotelId(), e.getVersion(), at)
                .status(BookingStatus.IN_HOUSE)
                .steppedOn(Checked.date(e.getBusinessDate()))
                .checkedInOn(Checked.date(e.getBusinessDate()));
    }

    private static List<RowChange> checkedOut(GuestCheckedOut e, Position at) {
        var change = BookingChange.of(e.getBookingId(), e.getHotelId(), e.getVersion(), at)
                .status(BookingStatus.CHECKED_OUT)
                .steppedOn(Checked.date(e.getBusinessDate()))
                .checkedOutOn(Checked.date(e.getBusinessDate()));
        var used = e.getRoomStays();
        return used == null
                ? List.of(change)
                : List.of(change.stay(stay(used)), nights(change, e.getBusinessDate(), false, used));
    }

    static Stay stay(List<RoomStay> rooms) {
        if (rooms.isEmpty()) {
            throw new UnprojectableException("a booking has no rooms");
        }
        var arrival = LocalDate.MAX;
        var departure = LocalDate.MIN;
        int nights = 0;
        int adults = 0;
        int children = 0;
        long gross = 0;
        long net = 0;
        for (var room : rooms) {
            arrival = earlier(arrival, Checked.date(room.getArrivalDate()));
            departure = later(departure, Checked.date(room.getDepartureDate()));
            nights += room.getNights().size();
            adults += room.getAdults();
            children += room.getChildrenAges().size();
            for (var night : room.getNights()) {
                gross += night.getGrossMinor();
                net += night.getNetMinor();
            }
        }
        return new Stay(arrival, departure, rooms.size(), nights, adults, children, gross, net);
    }

    private static LocalDate earlier(LocalDate a, LocalDate b) {
        return a.isBefore(b) ? a : b;
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    private static NightsSet nights(BookingChange change, LocalDate on, boolean first, List<RoomStay> rooms) {
        var nights = new ArrayList<Night>();
        var taken = new HashSet<List<Object>>();
        for (var room : rooms) {
            int guests = room.getAdults() + room.getChildrenAges().size();
            var roomType = Checked.id(room.getRoomTypeId());
            for (var night : room.getNights()) {
                if (!taken.add(List.of(room.getRoomStayNo(), night.getNight()))) {
                    throw new UnprojectableException(
                            "a room of a booking has the night " + night.getNight() + " twice");
                }
                nights.add(new Night(
                        room.getRoomStayNo(),
                        Checked.date(night.getNight()),
                        roomType,
                        guests,
                        night.getGrossMinor(),
                        night.getNetMinor(),
                        night.getTaxRateBps()));
            }
        }
        return new NightsSet(
                change.bookingId(), change.hotelId(), change.version(), Checked.date(on), first, List.copyOf(nights));
    }
}

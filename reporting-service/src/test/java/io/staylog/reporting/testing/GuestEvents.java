package io.staylog.reporting.testing;

import static io.staylog.reporting.testing.Events.HOTEL;
import static io.staylog.reporting.testing.Events.booked;
import static io.staylog.reporting.testing.Events.id;

import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingTerms;
import io.staylog.schemas.common.Channel;
import io.staylog.schemas.common.RoomStay;
import io.staylog.schemas.guest.GuestProfileSet;
import io.staylog.schemas.guest.InvoicePartySet;
import io.staylog.schemas.report.GuestErased;
import io.staylog.schemas.report.HeldInvoice;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** Makes records about guests with as few words as a test needs. */
public final class GuestEvents {
    private GuestEvents() {}

    public static GuestProfileSet profile(String guest, String name, String email) {
        return new GuestProfileSet(id(guest), name, email, "en");
    }

    public static InvoicePartySet party(String party, String guest, String name) {
        return new InvoicePartySet(
                id(party), HOTEL, id(guest), name, "Rua 1\nLisboa", "PT123", "", LocalDate.parse("2036-12-31"));
    }

    public static GuestErased erased(String guest, HeldInvoice... held) {
        return new GuestErased(id("erase " + guest), id(guest), 2, List.of(held));
    }

    /** Of that guest, with a number of the channel's; the confirmation code is the booking's name. */
    public static BookingConfirmed bookedBy(String guest, String booking, String on, RoomStay... stays) {
        return bookedBy(guest, booking, Channel.OTA, "ref-" + booking, on, stays);
    }

    public static BookingConfirmed bookedBy(
            String guest, String booking, Channel channel, String reference, String on, RoomStay... stays) {
        var event = booked(booking, on, stays);
        var terms = BookingTerms.newBuilder(event.getTerms())
                .setGuestId(id(guest))
                .setChannel(channel)
                .setChannelReference(reference)
                .setConfirmationCode(booking.toUpperCase(Locale.ROOT))
                .build();
        return BookingConfirmed.newBuilder(event).setTerms(terms).build();
    }
}

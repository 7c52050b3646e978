package io.staylog.booking.web;

import io.staylog.schemas.guest.GuestProfileSet;
import io.staylog.schemas.guest.InvoicePartySet;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/**
 * Who somebody is. It goes to guest.profiles ahead of the request that names its id, so that nobody meets an id without a name.
 *
 * @param id the record's key
 * @param record who it is
 * @param part what it is of the request, which tells the two records apart
 */
record Personal(UUID id, SpecificRecord record, String part) {

    static Personal of(GuestProfileSet guest) {
        return new Personal(guest.getGuestId(), guest, "guest");
    }

    static Personal of(InvoicePartySet party) {
        return new Personal(party.getPartyId(), party, "party");
    }

    /** Does not show whom it describes. */
    @Override
    public String toString() {
        return part + " " + id;
    }
}

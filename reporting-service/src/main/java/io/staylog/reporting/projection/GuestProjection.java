package io.staylog.reporting.projection;

import io.staylog.reporting.projection.RowChange.GuestForgotten;
import io.staylog.reporting.projection.RowChange.HeldInvoice;
import io.staylog.reporting.projection.RowChange.Party;
import io.staylog.reporting.projection.RowChange.PartySaid;
import io.staylog.reporting.projection.RowChange.Profile;
import io.staylog.reporting.projection.RowChange.ProfileSaid;
import io.staylog.schemas.guest.GuestProfileSet;
import io.staylog.schemas.guest.InvoicePartySet;
import io.staylog.schemas.report.GuestErased;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** What is said of guests and of those whom invoices are made out to, and that it is said no longer. */
final class GuestProjection {
    private GuestProjection() {}

    static List<RowChange> changes(SpecificRecord event, Position at) {
        return switch (event) {
            case GuestProfileSet e -> List.of(said(e));
            case InvoicePartySet e -> List.of(said(e, at));
            case GuestErased e -> List.of(erased(e, at));
            default -> List.of();
        };
    }

    /** The newest record under a key says nothing, or nothing that can be read; then what was said before counts no more. */
    static List<RowChange> saidNoMore(String key) {
        try {
            var id = UUID.fromString(key);
            return List.of(new ProfileSaid(id, null), new PartySaid(id, null));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static ProfileSaid said(GuestProfileSet e) {
        var profile = new Profile(Checked.text(e.getName()), Checked.text(e.getEmail()), Checked.text(e.getLanguage()));
        return new ProfileSaid(e.getGuestId(), profile);
    }

    private static PartySaid said(InvoicePartySet e, Position at) {
        var party = new Party(
                Checked.id(e.getHotelId()),
                e.getGuestId(),
                Checked.text(e.getName()),
                Checked.text(e.getAddress()),
                Checked.text(e.getVatNumber()),
                Checked.text(e.getEmail()),
                Checked.date(e.getKeepUntil()),
                at.at());
        return new PartySaid(e.getPartyId(), party);
    }

    private static GuestForgotten erased(GuestErased e, Position at) {
        var held = e.getHeld().stream()
                .map(h -> new HeldInvoice(
                        Checked.text(h.getHotelId()),
                        Checked.text(h.getSeries()),
                        h.getNumber(),
                        Checked.date(h.getKeepUntil())))
                .toList();
        return new GuestForgotten(e.getGuestId(), e.getRequestId(), e.getDocuments(), held, at.at());
    }
}

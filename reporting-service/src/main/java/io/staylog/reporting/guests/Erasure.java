package io.staylog.reporting.guests;

import io.staylog.reporting.projection.ProfileProgress;
import io.staylog.reporting.rendering.ErasureDesk;
import io.staylog.reporting.rendering.NotYetException;
import io.staylog.reporting.rendering.StoredDocuments;
import io.staylog.reporting.rendering.StoredDocuments.KeptInvoice;
import io.staylog.reporting.report.Guests;
import io.staylog.schemas.report.GuestErased;
import io.staylog.schemas.report.GuestErasureRequested;
import io.staylog.schemas.report.HeldInvoice;

/**
 * Removes whatever names a guest from rows and stored documents, but invoices that fiscal law wants kept, and says which these
 * are. It waits until the rows know all of guest.profiles, so that no older profile comes in afterwards; and the answer, once
 * folded, keeps the guest erased for ever.
 */
public final class Erasure implements ErasureDesk {
    private final Guests guests;
    private final StoredDocuments documents;
    private final ProfileProgress progress;

    Erasure(Guests guests, StoredDocuments documents, ProfileProgress progress) {
        this.guests = guests;
        this.documents = documents;
        this.progress = progress;
    }

    @Override
    public GuestErased erase(GuestErasureRequested request) {
        if (!progress.isUpToDate()) {
            throw new NotYetException("the rows do not know all of guest.profiles yet");
        }
        var guest = request.getGuestId();
        var held = guests.forget(guest);
        var kept = held.stream()
                .map(invoice -> new KeptInvoice(invoice.hotelId(), invoice.series(), invoice.number()))
                .toList();
        int removed = documents.eraseNaming(guest, kept);
        return new GuestErased(
                request.getRequestId(),
                guest,
                removed,
                held.stream()
                        .map(i -> new HeldInvoice(i.hotelId(), i.series(), i.number(), i.keepUntil()))
                        .toList());
    }
}

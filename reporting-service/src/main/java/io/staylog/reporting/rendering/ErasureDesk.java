package io.staylog.reporting.rendering;

import io.staylog.schemas.report.GuestErased;
import io.staylog.schemas.report.GuestErasureRequested;

/** Forgets a guest. It may be asked twice for the same, and must then say the same or what is left. */
@FunctionalInterface
public interface ErasureDesk {
    /**
     * Removes everything here that names the guest, and says what had to stay; the caller writes the answer to report.events.
     *
     * @throws NotYetException if the rows do not know of the tombstone yet
     */
    GuestErased erase(GuestErasureRequested request);
}

package io.staylog.reporting.document;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A guest as documents name one.
 *
 * @param guestId null where the booking names no guest
 * @param name as the guest writes it; null where it is not known or was erased
 * @param isErased whether there was a name that had to go
 */
public record Guest(@Nullable UUID guestId, @Nullable String name, boolean isErased) {
    public static final Guest UNKNOWN = new Guest(null, null, false);

    /** What stands on paper. */
    public String shown() {
        if (isErased) {
            return "(guest erased)";
        }
        return name == null || name.isBlank() ? "(no name)" : name;
    }

    /** Whether a document with this guest holds personal data. */
    boolean isNamed() {
        return guestId != null && name != null && !isErased && !name.isBlank();
    }
}

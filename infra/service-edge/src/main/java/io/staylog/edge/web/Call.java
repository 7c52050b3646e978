package io.staylog.edge.web;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who a request is: the same one again has the same id and the same fingerprint.
 *
 * @param id from the idempotency key, or a new one where none was given
 * @param fingerprint of what it says
 */
public record Call(UUID id, String fingerprint) {

    /** A request that needs an idempotency key, with what it depends on. */
    public static Call post(String path, @Nullable String key, @Nullable String condition, @Nullable Object body) {
        return new Call(RequestIds.required("POST", path, key), Fingerprint.of("POST", path, condition, body));
    }

    /** A request that says how something shall be, so that it can be repeated without a key too. */
    public static Call put(String path, @Nullable String key, Object body) {
        return new Call(RequestIds.optional("PUT", path, key), Fingerprint.of("PUT", path, null, body));
    }

    /**
     * The id of who books. It goes with the fingerprint: whatever else is sent under the same key, it cannot take the place of
     * what is kept of this guest.
     */
    public UUID guestId() {
        return RequestIds.of(id, "guest/" + fingerprint);
    }

    /** The id of whom something is made out to; what holds of a guest's id holds of this one. */
    public UUID partyId() {
        return RequestIds.of(id, "party/" + fingerprint);
    }

    /** The id of a booking that the caller has not named. */
    public UUID bookingId() {
        return RequestIds.of(id, "booking");
    }
}

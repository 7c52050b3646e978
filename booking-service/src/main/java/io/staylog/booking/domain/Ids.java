package io.staylog.booking.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import java.util.UUID;

/** Ids that follow from others, so that the same log always gives the same ids. */
final class Ids {
    // Without the letters and digits that are taken for one another on the phone: 0 O 1 I.
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int CODE_LENGTH = 8;
    private static final int BITS = 5;
    private static final int SKIPPED_BITS = 20; // The low bits of a product are the least mixed.

    private Ids() {}

    /**
     * Tells a booking from every other under the same id, which its caller has chosen: one at another hotel, or one that was
     * placed again long after the first had ended and was forgotten. Nothing about the money of one may meet the other's.
     */
    static UUID incarnation(String hotelId, UUID bookingId, LocalDate placedOn) {
        return UUID.nameUUIDFromBytes((hotelId + "/" + bookingId + "/" + placedOn).getBytes(UTF_8));
    }

    /** An id for something that an incarnation of a booking asks for at one of its versions. */
    static UUID of(UUID incarnation, String purpose, int version) {
        return UUID.nameUUIDFromBytes((incarnation + "/" + purpose + "/" + version).getBytes(UTF_8));
    }

    /** Eight characters that a guest can read out. They need not be unique; the booking's id is. */
    static String confirmationCode(UUID bookingId) {
        long bits = bookingId.getMostSignificantBits() * 31 + bookingId.getLeastSignificantBits();
        bits = (bits ^ (bits >>> 32)) * 0x9E3779B97F4A7C15L;
        var code = new StringBuilder(CODE_LENGTH);
        for (int i = 0; i < CODE_LENGTH; i++) {
            code.append(ALPHABET.charAt((int) (bits >>> (i * BITS + SKIPPED_BITS)) & (ALPHABET.length() - 1)));
        }
        return code.toString();
    }
}

package io.staylog.bench.decisions;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.RoomStay;
import io.staylog.booking.domain.Terms;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the state of a hotel stands in stores of Kafka Streams: as few bytes as later decisions can do with, in pieces of which
 * one decision touches few.
 */
@SuppressWarnings("EnumOrdinal") // Nothing is shorter, and nobody reads it later.
final class PackedState {
    /** One byte for each night of a month; no class of rooms here has more than 255 rooms. */
    static final int NIGHTS_OF_MONTH = 31;

    private static final int BOOKING_BYTES_MAX = 1_024;
    private static final byte HELD = 1;
    private static final byte CONFIRMED = 2;

    private final ByteBuffer buffer = ByteBuffer.allocate(BOOKING_BYTES_MAX);

    /** Key of the nights sold of a class in a month. */
    byte[] monthKey(String hotelId, String roomTypeId, LocalDate night) {
        var hotel = hotelId.getBytes(UTF_8);
        var type = roomTypeId.getBytes(UTF_8);
        return ByteBuffer.allocate(hotel.length + type.length + 3)
                .put(hotel)
                .put((byte) '/')
                .put(type)
                .putShort((short) (night.getYear() * 12 + night.getMonthValue()))
                .array();
    }

    /** Key of a booking. */
    byte[] bookingKey(UUID bookingId) {
        return ByteBuffer.allocate(16)
                .putLong(bookingId.getMostSignificantBits())
                .putLong(bookingId.getLeastSignificantBits())
                .array();
    }

    /** A request that was refused, so that a repeat is known as one. */
    byte[] refused(UUID requestId) {
        buffer.clear();
        putId(requestId);
        return taken();
    }

    /** A booking that is held for its payment. */
    byte[] held(BookingEvent.BookingHeld event) {
        buffer.clear();
        putId(event.requestId());
        buffer.put(HELD).put((byte) event.version());
        put(event.paymentId());
        put(event.holdExpiresAt());
        put(event.terms());
        return taken();
    }

    /** A booking that is confirmed at once. */
    byte[] confirmed(BookingEvent.BookingConfirmed event, UUID requestId, Terms terms) {
        buffer.clear();
        putId(requestId);
        buffer.put(CONFIRMED).put((byte) event.version());
        put(terms);
        return taken();
    }

    /** The request that a stored booking came from. */
    static UUID requestOf(byte[] booking) {
        var bytes = ByteBuffer.wrap(booking);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    // The confirmation code follows from the booking's id, the total from the nights, net and tax from gross and rate.
    private void put(Terms terms) {
        buffer.put((byte) terms.channel().ordinal())
                .put((byte) terms.guarantee().ordinal());
        put(terms.channelReference());
        put(terms.guestId());
        put(terms.ratePlanId());
        put(terms.currency());
        buffer.putInt((int) terms.dueNowMinor());
        put(terms.paymentMethodToken());
        buffer.put((byte) terms.policy().tiers().size());
        for (var tier : terms.policy().tiers()) {
            var hours = tier.hoursBeforeArrival();
            put(tier.deadlineAt());
            buffer.put((byte) tier.fee().type().ordinal())
                    .putInt((int) tier.fee().value());
            buffer.putShort((short) (hours == null ? -1 : hours));
        }
        var noShow = terms.policy().noShowFee();
        buffer.put((byte) noShow.type().ordinal()).putInt((int) noShow.value());
        buffer.put((byte) terms.roomStays().size());
        terms.roomStays().forEach(this::put);
    }

    private void put(RoomStay stay) {
        put(stay.roomTypeId());
        buffer.putShort((short) stay.arrival().toEpochDay()).put((byte) stay.adults());
        buffer.put((byte) stay.childrenAges().size());
        stay.childrenAges().forEach(age -> buffer.put(age.byteValue()));
        buffer.putShort((short) stay.nights().size());
        for (var night : stay.nights()) {
            buffer.putInt((int) night.grossMinor()).putShort((short) night.taxRateBps());
        }
    }

    private void put(Instant at) {
        buffer.putInt((int) at.getEpochSecond());
    }

    private void put(@Nullable UUID id) {
        buffer.put((byte) (id == null ? 0 : 1));
        if (id != null) {
            putId(id);
        }
    }

    private void putId(UUID id) {
        buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private void put(@Nullable String text) {
        var bytes = text == null ? new byte[0] : text.getBytes(UTF_8);
        buffer.put((byte) (text == null ? -1 : bytes.length)).put(bytes);
    }

    private byte[] taken() {
        var bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }
}

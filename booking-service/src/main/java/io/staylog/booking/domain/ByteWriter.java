package io.staylog.booking.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes values close together: numbers in as many bytes as they need, small ones of either sign in one (LEB128, zigzag). */
final class ByteWriter {
    private static final int CAPACITY = 256;
    private static final int CAPACITY_KEPT_MAX = 8_192;
    private static final int NUMBER_BYTES_MAX = 10;

    private byte[] bytes = new byte[CAPACITY];
    private int length;

    void clear() {
        length = 0;
        if (bytes.length > CAPACITY_KEPT_MAX) {
            bytes = new byte[CAPACITY]; // Each hotel has a writer, and a large group comes once a year.
        }
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    void number(long value) {
        room(NUMBER_BYTES_MAX);
        long left = (value << 1) ^ (value >> (Long.SIZE - 1));
        while ((left & ~0x7FL) != 0) {
            bytes[length++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        bytes[length++] = (byte) left;
    }

    void count(int value) {
        number(value);
    }

    void flag(boolean value) {
        room(1);
        bytes[length++] = (byte) (value ? 1 : 0);
    }

    @SuppressWarnings("EnumOrdinal") // The constants, in their order, are a part of BookingBytes.FORM.
    void symbol(Enum<?> value) {
        room(1);
        bytes[length++] = (byte) value.ordinal();
    }

    void text(String text) {
        bytes(text.getBytes(UTF_8));
    }

    /** With their length before them. */
    void bytes(byte[] more) {
        count(more.length);
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    void id(UUID id) {
        room(2 * Long.BYTES);
        fixed(id.getMostSignificantBits());
        fixed(id.getLeastSignificantBits());
    }

    private void fixed(long value) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[length++] = (byte) (value >>> shift);
        }
    }

    void day(LocalDate day) {
        number(day.toEpochDay());
    }

    void instant(Instant at) {
        number(at.getEpochSecond());
        count(at.getNano());
    }

    <T> void optional(@Nullable T value, BiConsumer<ByteWriter, T> how) {
        flag(value != null);
        if (value != null) {
            how.accept(this, value);
        }
    }

    <T> void all(Collection<T> values, BiConsumer<ByteWriter, T> how) {
        count(values.size());
        for (var value : values) {
            how.accept(this, value);
        }
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
